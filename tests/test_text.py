"""Texts: what may stand in a field, and how two spellings of one name are made comparable."""

import pytest

from models import Person, PersonName
from models.rules.text import fold, slug, tidy, whole_number
from tests.factories import Office


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada  ", "Ada"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("Spalte\tzwei", "Spalte\tzwei"),
        ("A\x00d\x07a\x7f\x85", "Ada"),  # characters for machines
        ("\u202eadA\u202c \u2066x\u2069", "adA x"),  # marks that turn the reading direction
        ("\ufeffAda", "Ada"),
        ("A\ud800da", "Ada"),  # half a character
        ("Mu\u0308ller", "Müller"),  # composed, so that it looks and compares the same
        ("u\x00\u0308", "ü"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian needs the mark between
        ("👩\u200d👧 <b>=1+1</b> %_", "👩\u200d👧 <b>=1+1</b> %_"),
        ("\u202e \x00", ""),
    ],
)
def test_a_text_is_tidied_without_losing_a_letter(typed: str, kept: str) -> None:
    assert tidy(typed) == kept
    assert tidy(kept) == kept


@pytest.mark.parametrize(
    "spellings",
    [
        ("Müller", "MÜLLER", "Mueller", "muller", "Mu\u0308ller"),
        ("Groß", "GROSS", "gross"),
        ("Jørgensen", "Jorgensen", "JOERGENSEN"),
        ("Đorđević", "Dordevic"),
        ("Şahin", "sahin", "SAHIN"),
        ("Işık", "isik"),
        ("Łukasz", "lukasz"),
        ("Al-Hussein", "al hussein", "AL_HUSSEIN"),
        ("O’Brien", "o brien"),
    ],
)
def test_spellings_of_one_name_become_the_same(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize("pair", [("Meier", "Maier"), ("Иван", "Ivan"), ("علي", "علیا")])
def test_different_names_stay_different(pair: tuple[str, str]) -> None:
    assert fold(pair[0]) != fold(pair[1])


@pytest.mark.parametrize("text", ["%", "_", "😀", "...", "", "  "])
def test_signs_are_no_words(text: str) -> None:
    assert fold(text) == ""


def test_a_record_is_tidied_and_made_findable_on_its_way_into_the_database(
    office: Office,
) -> None:
    office.person(family_name="  Mu\u0308ller\u202e ", given_name="x" * 80 + " ")
    person = office.only(Person)
    assert (person.family_name, person.given_name) == ("Müller", "x" * 80)
    assert person.search_text.startswith("muller ")
    office.add(PersonName(person=person, family_name="Çelik"))
    assert office.only(Person).search_text.endswith(" celik")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Schlüssel-Nr. Postfach", "schluessel_nr_postfach"),
        ("GRÖSSE (m²)", "groesse_m2"),
        ("  Straße?! ", "strasse"),
        ("Žluťoučký kůň", "zlutoucky_kun"),
        ("Зоя", ""),  # nothing of it may stand in an address
    ],
)
def test_a_text_becomes_a_name_for_addresses(text: str, name: str) -> None:
    assert slug(text) == name


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        ("0", 0),
        ("123456789", 123456789),
        ("1234567890", None),  # more than a key has
        ("", None),
        (None, None),
        ("-1", None),
        (" 7", None),
        ("7.0", None),
        ("٧", None),  # a digit, but none of ours
        ("²", None),
    ],
)
def test_a_key_in_an_address_is_a_plain_number(typed: str | None, number: int | None) -> None:
    assert whole_number(typed) == number
