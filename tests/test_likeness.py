"""How alike two names or two birth dates are."""

from datetime import date

import pytest

from models.rules.likeness import SLIP, births_alike, names_alike, streets_alike, titles_alike
from models.rules.names import name_words


@pytest.mark.parametrize(
    ("one", "two", "is_alike"),
    [
        ("Müller Anna", "Anna Mueller", True),  # the other way round
        ("Mohammed Youssef", "Yusuf Muhamad", True),  # other spellings
        ("Schneider Peter", "Schnieder Peter", True),  # a slip of the finger
        ("Schneider", "Schneider Anna Maria", True),  # only one name known
        ("Al-Hussein Amir", "Alhussein Amir", True),
        ("Müller Anna", "Müller Berta", False),
        ("Müller Anna", "Huber Anna", False),
        ("Anna", "", False),
    ],
)
def test_names_are_alike_by_sound_or_by_a_slip(one: str, two: str, is_alike: bool) -> None:
    alike = names_alike(name_words(one), name_words(two))
    assert (alike > 0.9) is is_alike
    assert alike == names_alike(name_words(two), name_words(one))


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [
        (date(1990, 4, 3), date(1990, 4, 3), 1.0),
        (date(1990, 4, 3), date(1990, 3, 4), SLIP),  # day and month swapped
        (date(1990, 4, 3), date(1990, 4, 8), SLIP),  # one sign
        (date(1990, 4, 3), date(1909, 4, 3), SLIP),  # two signs swapped
        (date(1990, 4, 3), date(1991, 5, 3), 0.0),
        (None, date(1991, 5, 3), None),
    ],
)
def test_births_are_the_same_a_slip_or_others(
    one: date | None, two: date | None, alike: float | None
) -> None:
    assert births_alike(one, two) == alike


@pytest.mark.parametrize(
    ("one", "two", "is_alike"),
    [
        ("Diakonie Suchtberatung Haan", "Diakonie – Suchtberatung in Haan (Kirche)", True),
        ("Begegnungs-Café Regenbogen", "Begegnungscafé Regenbogen", True),
        ("Nähstube Regenbogen", "Begegnungscafé Regenbogen", False),
        ("Haan", "Stadt Haan", False),  # one word alone tells nothing
    ],
)
def test_names_of_organisations_are_alike_by_their_words(
    one: str, two: str, is_alike: bool
) -> None:
    assert (titles_alike(one, two) >= 0.82) == is_alike


def test_a_street_is_the_same_however_it_is_shortened() -> None:
    assert streets_alike("Düsselberger Str. 15", "Düsselberger Straße 15")
    assert not streets_alike("Düsselberger Straße 15", "Düsselberger Straße 17")
    assert not streets_alike("", "")
