"""The public part of the directory: flagged organisations and fields, and nothing else at all."""

import io
import json
import re
import zipfile
from datetime import time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import String, Text, select

from models import Contact, Offer, OpeningHour, Partner, PartnerPublication
from models.base import Record
from models.office_hour import Weekday
from models.permissions import Role
from models.rules.public_fields import PUBLISHABLE, USUAL, shown_fields
from tests.asking import post
from tests.conftest import Sign
from tests.factories import TODAY, Office

URL = "/admin/partner_publication/"
MARK = "Silberdistel"


def texts_of(model: type[Record], *but: str) -> dict[str, str]:
    """Every text column of the table with a word of its own in it."""
    columns = model.__mapper__.column_attrs
    named = {"source_id": "SD1", "phone": "02129 911-777", "email": "geheim@example.org"}
    return {
        column.key: named.get(column.key, f"{MARK}-{column.key}")
        for column in columns
        if type(column.columns[0].type) in (String, Text)
        and column.key not in {"search_text", "search_keys", "sort_text", "postcode", "weeks", *but}
    }


@pytest.fixture
def full(office: Office) -> Partner:
    """A public organisation with something in every field and part."""
    given = {**texts_of(Partner, "website"), "website": "https://geheim.example.org"}
    partner = office.partner(**{**given, "name": "Nähstube Regenbogen", "postcode": "42781"})
    partner.is_public, partner.is_barrier_free = True, True
    office.contact(partner, **texts_of(Contact))
    office.offer(partner, **texts_of(Offer))
    ended = {**texts_of(Offer), "name": "Vorbei", "valid_until": TODAY - timedelta(days=1)}
    office.offer(partner, **ended)
    hours = {"weekday": Weekday.MONDAY, "opens_at": time(3, 17), "closes_at": time(4, 23)}
    office.add(OpeningHour(partner=partner, note=f"{MARK}-hour", **hours))
    return partner


def published(client_as: Sign) -> tuple[str, str]:
    """The page and the data as the button gives them."""
    content = client_as(Role.NETWORK_COORDINATOR).get(f"{URL}verzeichnis.zip").data
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        page, data = (packed.read(name).decode() for name in sorted(packed.namelist()))
    json.loads(data)
    return page, data


def test_nothing_goes_out_but_what_is_flagged(
    client_as: Sign, office: Office, full: Partner
) -> None:
    office.add(PartnerPublication(partner=full, fields=""))
    office.partner(name="Nicht öffentlich", offer_summary=MARK)
    for text in published(client_as):
        assert "Nähstube Regenbogen" in text
        assert not re.findall(rf"{MARK}\S*|Nicht öff|911-777|geheim|03:17|42781 ", text)
        assert not re.search(r"barrierefrei", text, re.IGNORECASE)


def test_the_usual_fields_go_out_and_people_and_notes_do_not(
    client_as: Sign, full: Partner
) -> None:
    page, data = published(client_as)
    shown = set(re.findall(rf"{MARK}-(\w+)", page))
    assert shown == {
        "offer_summary", "street", "town", "opening_hours", "languages", "area", "transit",
        "directions", "name", "requirements", "registration", "cost", "hour",
    }  # fmt: skip
    assert "03:17–04:23" in page
    assert "Vorbei" not in page + data
    graph = json.loads(data)["@graph"]
    [one] = [item for item in graph if item["name"] == "Nähstube Regenbogen"]
    assert one["location"]["openingHoursSpecification"][0]["opens"] == "03:17"
    assert one["location"]["address"]["postalCode"] == "42781"
    assert set(re.findall(rf"{MARK}-(\w+)", data)) <= shown


@pytest.mark.parametrize("name", PUBLISHABLE)
def test_a_field_is_released_by_itself_alone(
    client_as: Sign, office: Office, full: Partner, name: str
) -> None:
    office.add(PartnerPublication(partner=full, fields=name))
    page, _ = published(client_as)
    found = re.findall(rf"{MARK}-\w+|911-777<|geheim@|https://geheim|03:17|Barrierefrei", page)
    parts = {"category": 0, "offers": 4, "postcode": 0, "hours": 2}
    assert len(set(found)) == parts.get(name, 1), found


def test_a_protected_place_never_says_where_it_is() -> None:
    shown = shown_fields(PUBLISHABLE, is_protected=True)
    assert not shown & {"street", "postcode", "town", "transit", "directions"}
    assert shown_fields(["note", "aliases"], is_protected=False) == frozenset()
    assert not [name for name in USUAL if name.startswith("contact")]


def test_the_fields_of_an_organisation_are_chosen_on_its_page(
    client_as: Sign, office: Office, full: Partner
) -> None:
    keeper = client_as(Role.TEAM_LEAD)
    post(keeper, f"{URL}{full.id}/", is_public="y", fields=["phone", "note"])
    assert office.only(PartnerPublication).names == {"phone"}
    post(keeper, f"{URL}{full.id}/", fields=sorted(USUAL))
    assert office.every(PartnerPublication) == []
    assert office.fresh(full).is_public is False
    assert client_as(Role.SOCIAL_WORKER).get(f"{URL}verzeichnis.html").status_code == 403


def test_the_command_writes_a_page_that_needs_nothing_else(
    app: Flask, full: Partner, office: Office, tmp_path: Path
) -> None:
    full.offer_summary = "<script>alert(1)</script>"
    office.session.commit()
    answer = app.test_cli_runner().invoke(args=["publish", "directory", "--folder", str(tmp_path)])
    assert answer.exit_code == 0, answer.output
    page = (tmp_path / "verzeichnis.html").read_text()
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "verzeichnis.html",
        "verzeichnis.json",
    ]
    assert "<script>alert" not in page
    assert not re.findall(r"""(?:src|href)=["'](?!#|tel:|mailto:|https://geheim)""", page)
    assert '<html lang="de">' in page
    assert len(office.every(select(Partner).where(Partner.is_public))) == 1
