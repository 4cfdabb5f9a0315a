"""Columns and fields: guessed by their headings, remembered for the next such file."""

import pytest

from models.acting import Acting
from models.column_mapping import Chosen, remember, remembered
from models.rules.column_guess import guessed
from tests.conftest import NOW
from tests.factories import Office

WORDS = {
    "name": ("Name", "Einrichtung"),
    "street": ("Straße und Hausnummer", "Straße", "Anschrift"),
    "postcode": ("PLZ",),
    "town": ("Ort", "Stadt"),
    "phone": ("Telefon", "Tel"),
    "source": ("Quelle",),
}


@pytest.mark.parametrize(
    ("heads", "fields"),
    [
        (["Einrichtung", "STRASSE", "Plz", "Ort"], ["name", "street", "postcode", "town"]),
        (["Name der Einrichtung", "Tel.-Nr."], ["name", "phone"]),
        (["Ort", "Ort der Handlung"], ["town", ""]),  # no field twice
        (["Adresse (Ort)", "Straße / Nr."], ["town", "street"]),
        (["Tellerrand", "", "Sorte"], ["", "", ""]),  # neither begins nor ends with a word we know
    ],
)
def test_a_heading_is_understood_however_it_is_written(heads: list[str], fields: list[str]) -> None:
    assert guessed(heads, WORDS) == fields


def test_ones_own_choice_counts_before_that_of_a_colleague(office: Office) -> None:
    heads = ["Wer", "Wo"]
    one, two = (Acting(office.staff(name).id, now=NOW) for name in ("sozialarbeit", "leitung"))
    assert remembered("partner", heads, office.session, one) is None
    remember("partner", heads, Chosen(["name", "town"]), office.session, one)
    remember("partner", heads, Chosen(["name", "street"]), office.session, two)
    remember("partner", heads, Chosen(["name", ""]), office.session, one)
    office.session.commit()
    assert remembered("partner", ["WER", "wo"], office.session, one) == Chosen(["name", ""])
    assert remembered("partner", heads, office.session, two) == Chosen(["name", "street"])
    assert remembered("person", heads, office.session, two) is None
