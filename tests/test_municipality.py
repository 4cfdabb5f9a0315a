"""The town's profile: one row, its colour and its picture."""

import io

import pytest
from PIL import Image
from sqlalchemy.exc import IntegrityError

from models import Municipality
from models.base import RulesBroken
from models.municipality import LARGEST_LOGO
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import Desk, errors_of, fields_of


@pytest.fixture
def desk(client_as: Sign) -> Desk:
    return Desk(client_as(Role.TEAM_LEAD), "municipality")


def picture(kind: str = "PNG", side: int = 8) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (side, side), "#0b5563").save(content, kind)
    return content.getvalue()


def test_there_is_one_town(office: Office) -> None:
    with pytest.raises(IntegrityError, match="only_one"):
        office.write_past_rules(office.only(Municipality), id=2)


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345g", "#0b5563;}"])
def test_a_colour_is_written_in_six_digits(office: Office, colour: str) -> None:
    office.only(Municipality).accent_colour = colour
    with pytest.raises(RulesBroken, match="accent_colour"):
        office.session.commit()
    office.session.rollback()


def test_lists_and_headings_call_the_town_alike(office: Office) -> None:
    town = office.only(Municipality)
    assert office.title_in_sql(town) == town.title


def test_who_may_not_change_the_town(client_as: Sign) -> None:
    url = "/admin/municipality/edit/?id=1"
    assert client_as(Role.SOCIAL_WORKER).get(url).status_code == 403


def test_there_is_no_second_town(desk: Desk, office: Office) -> None:
    assert desk.client.get(f"{desk.url}new/").status_code == 403
    assert desk.client.get(f"{desk.url}delete/?id=1").status_code == 403


def test_name_and_colour_show_on_every_page(desk: Desk, office: Office) -> None:
    desk.save({"name": "Stadt Neustadt", "accent_colour": "#AA3300"}, office.only(Municipality))
    assert "Stadt Neustadt" in desk.client.get("/admin/").text
    assert "#AA3300" in desk.client.get("/town.css").text
    assert desk.refused({"accent_colour": "rot"}, office.only(Municipality)) == {"accent_colour"}


def upload(desk: Desk, content: bytes, name: str) -> set[str]:
    """Send the form with a file; the fields beside which something stands."""
    url = f"{desk.url}edit/?id=1"
    fields = fields_of(desk.client.get(url))
    sent = {**fields, "logo": (io.BytesIO(content), name)}
    answer = desk.client.post(url, data=sent, content_type="multipart/form-data")
    return set(errors_of(answer)) if answer.status_code == 422 else set()


def test_a_picture_is_kept_until_another_one_comes(desk: Desk, office: Office) -> None:
    assert upload(desk, picture(), "wappen.png") == set()
    desk.save({"phone": "02129 911-0"}, office.only(Municipality))
    town = office.only(Municipality)
    assert (town.logo, town.logo_mime) == (picture(), "image/png")
    assert upload(desk, picture("JPEG"), "wappen.txt") == set()  # the content counts
    assert office.only(Municipality).logo_mime == "image/jpeg"


@pytest.mark.parametrize(
    "content",
    ids=("script", "another kind", "cut off", "too broad", "too large"),
    argvalues=[
        b"<svg onload='alert(1)'/>",
        picture("GIF"),
        picture()[:40],
        picture(side=2001),
        picture() + b"x" * LARGEST_LOGO,
    ],
)
def test_what_is_no_small_picture_is_refused(desk: Desk, office: Office, content: bytes) -> None:
    before = office.only(Municipality).logo
    assert upload(desk, content, "wappen.png") == {"logo"}
    assert office.only(Municipality).logo == before
