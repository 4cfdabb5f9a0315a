"""The counselling guide beside a talk: the concept's steps and principles, in the lead's words."""

from flask.testing import FlaskClient

from models.catalogue import GuideKind, GuideStep
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import Desk, tree_of

NEW = "/admin/counselling_session/new/"


def lines(client: FlaskClient) -> tuple[list[str], list[str]]:
    tree = tree_of(client.get(NEW))
    steps = tree.xpath("//*[@data-guide]//ol/li/label/span/text()")
    return steps, tree.xpath("//*[@data-guide]//details/ul/li/text()")


def test_it_begins_with_the_eight_steps_and_six_principles_of_the_concept(
    client_as: Sign, office: Office
) -> None:
    steps, principles = lines(client_as(Role.SOCIAL_WORKER))
    assert (len(steps), len(principles)) == (8, 6)
    assert steps[0] == "Vorbereitungen treffen"
    assert steps[-1] == "Verabschiedung, Ausblick auf den nächsten Termin"
    assert principles[-1].strip() == "Grenzen des eigenen Wirkens akzeptieren"


def test_it_speaks_the_language_of_the_screen(client_as: Sign) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    with client.session_transaction() as kept:
        kept["language"] = "en"
    assert lines(client)[0][0] == "Prepare the talk"


def test_ticks_are_sent_to_nobody(client_as: Sign) -> None:
    tree = tree_of(client_as(Role.SOCIAL_WORKER).get(NEW))
    boxes = tree.xpath("//*[@data-guide]//input")
    assert boxes
    assert all(box.get("name") is None for box in boxes)
    assert "nicht gespeichert" in tree.xpath("string(//*[@data-guide])")


def test_the_lead_changes_words_order_and_what_is_shown(client_as: Sign, office: Office) -> None:
    desk = Desk(client_as(Role.TEAM_LEAD), "guide_step")
    first, second = office.every(GuideStep)[:2]
    desk.save({"label_de": "Kaffee anbieten", "sort_order": "25"}, first)
    desk.save({"valid_to": "22.11.2026"}, second)
    steps, _ = lines(client_as(Role.SOCIAL_WORKER))
    assert "Kaffee anbieten" in steps[:2]
    assert len(steps) == 7
    assert second.kind is GuideKind.STEP


def test_a_worker_does_not_change_it(client_as: Sign) -> None:
    assert client_as(Role.SOCIAL_WORKER).get("/admin/guide_step/").status_code == 403
