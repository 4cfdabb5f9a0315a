"""Records named in a cell: who may be meant, and what is asked where several may."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from flask import Flask

from admin_views.grids import grid_of
from admin_views.import_cells import sent_by_cell
from admin_views.import_pickers import KnownTitles, SeveralFound, matching_records
from models.acting import Acting
from models.permissions import Role
from tests.factories import Office

Acts = Callable[[Role], AbstractContextManager[Acting]]


def keys(field: object, text: str) -> list[int]:
    return sorted(key for key, _ in matching_records(field, text))


def test_a_name_means_whom_it_calls_exactly_else_those_it_is_part_of(
    app: Flask, office: Office, acts_as: Acts
) -> None:
    tafel = office.partner(name="Tafel Zwiesel").id
    youth = office.partner(name="Tafel Zwiesel Jugend", town="Zwieselau").id
    with app.test_request_context(), acts_as(Role.NETWORK_COORDINATOR):
        office.session.commit()
        partner = grid_of("contact")._create_form_class(None).partner
        assert keys(partner, "tafel  ZWIESEL") == [tafel]
        assert keys(partner, "Zwiesel Tafel") == [tafel]
        assert keys(partner, "Zwiesel") == [tafel, youth]
        assert keys(partner, "Zwiesel Jugend") == [youth]
        assert keys(partner, "Zwieselau") == []  # a town names no organisation
        assert keys(partner, "Dafel Zwisel Jugent") == []  # a sound alike is a guess
        assert keys(partner, "–") == []
        titles = KnownTitles(partner.loader)
        assert (titles.the_one("Zwiesel Tafel"), titles.the_one("Zwiesel")) == (tafel, None)
        with pytest.raises(SeveralFound, match="2 Treffer – wählen"):
            sent_by_cell(partner, "Zwiesel")
        assert sent_by_cell(partner, "Zwiesel", {0: str(youth)}) == [str(youth)]
        with pytest.raises(ValueError, match="„Nirgendwo“ wurde nicht gefunden"):
            sent_by_cell(partner, "Nirgendwo")


def test_persons_of_one_name_are_told_by_their_day_of_birth_as_far_as_it_is_open(
    app: Flask, office: Office, acts_as: Acts
) -> None:
    names = {"family_name": "Zwieselmann", "given_name": "Ada"}
    elder = office.person(**names, birth_date=date(1980, 2, 1), azr_no="980201123456").id
    younger = office.person(**names, birth_date=date(2001, 2, 1)).id
    with app.test_request_context(), acts_as(Role.SOCIAL_WORKER):
        office.session.commit()
        person = grid_of("residence_status")._create_form_class(None).person
        assert keys(person, "Ada Zwieselmann") == [elder, younger]
        assert keys(person, "Zwieselmann, Ada 01.02.1980") == [elder]
        assert keys(person, "Zwieselmann, Ada · * 01.02.2001") == [younger]
        assert keys(person, "980201123456") == [elder]


def test_several_names_in_a_cell_are_parted_by_semicolons(
    app: Flask, office: Office, acts_as: Acts
) -> None:
    one, two = (office.partner(name=f"Zwiesel {side}").id for side in ("Nord", "Süd"))
    with app.test_request_context(), acts_as(Role.NETWORK_COORDINATOR):
        office.session.commit()
        partners = grid_of("event")._create_form_class(None).partners
        sent = sent_by_cell(partners, "Zwiesel Süd; Zwiesel Nord;")
        assert sent == [str(two), str(one)]
        with pytest.raises(SeveralFound) as several:
            sent_by_cell(partners, "Zwiesel Süd; Zwiesel")
        assert several.value.part == 1
