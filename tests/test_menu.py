"""The menu: daily work first, the lists behind it folded, a short menu not folded at all."""

from flask.testing import FlaskClient
from lxml import html

from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office


def folded_in(client: FlaskClient, path: str) -> tuple[list[str], bool]:
    """What stands under "Weitere Listen" on this page, and whether that is open."""
    tree = html.document_fromstring(client.get(path).text)
    part, *_ = tree.xpath("//div[@class='side']//details[@class='seldom']")
    return part.xpath(".//a/text()"), part.get("open") is not None


def test_daily_lists_come_first_and_the_others_are_folded(client_as: Sign, office: Office) -> None:
    worker = client_as(Role.SOCIAL_WORKER)
    names, is_open = folded_in(worker, "/admin/person/")
    assert "Zuständigkeiten" in names
    assert "Gespräche" not in names
    assert not is_open


def test_a_list_that_is_open_is_seen_in_the_menu(client_as: Sign, office: Office) -> None:
    assert folded_in(client_as(Role.SOCIAL_WORKER), "/admin/goal/")[1]


def test_a_short_menu_hides_nothing(client_as: Sign, office: Office) -> None:
    page = client_as(Role.CARETAKER).get("/admin/").text
    assert 'class="seldom"' not in page
