"""The wording of papers in several languages."""

import re
from datetime import date, time
from typing import Any

import pytest

from admin_views.paper_texts import TEXTS, clock, filled, languages_of, long_day, texts
from models.reports.sheets import GAP

NAMES = sorted({path.name.split(".")[0] for path in TEXTS.glob("*.toml")})
TRANSLATED = sorted(tuple(path.name.split(".")[:2]) for path in TEXTS.glob("*.toml"))


def shape(entry: Any, place: str = "") -> set[tuple[str, ...]]:
    """Every entry with the facts it takes."""
    if isinstance(entry, dict):
        return set().union(*(shape(value, f"{place}.{key}") for key, value in entry.items()))
    if isinstance(entry, list):
        return set().union(*(shape(value, f"{place}.{n}") for n, value in enumerate(entry)))
    return {(place, *sorted(re.findall(r"{(\w+)}", entry)))}


@pytest.mark.parametrize(("name", "language"), TRANSLATED)
def test_every_language_says_the_same_paragraphs_with_the_same_facts(
    name: str, language: str
) -> None:
    assert shape(texts(name, language)) == shape(texts(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_paper_has_german_words_and_none_is_empty(name: str) -> None:
    assert all(line.strip() for line in _lines(texts(name)))


def _lines(entry: Any) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    parts = entry.values() if isinstance(entry, dict) else entry
    return [line for part in parts for line in _lines(part)]


def test_german_comes_first_and_a_file_is_enough_for_a_language() -> None:
    known = languages_of("contact_letter")
    assert next(iter(known)) == "de"
    assert set(known) == {path.name.split(".")[1] for path in TEXTS.glob("contact_letter.*")}
    assert known["en"] == "English"


def test_a_missing_fact_is_a_line_and_a_typed_brace_is_no_fact() -> None:
    assert filled("bis {until}, {what}", until="", what="{gap}") == f"bis {GAP}, {{gap}}"


def test_days_and_times_are_written_as_the_language_has_them() -> None:
    day = date(2026, 12, 7)
    assert (long_day(day), long_day(day, "en")) == (
        "Montag, 7. Dezember 2026", "Monday, 7 December 2026",
    )  # fmt: skip
    assert (long_day(None), clock(None), clock(time(9, 5)), clock(time(9, 5), "en")) == (
        "", "", "09:05 Uhr", "09:05",
    )  # fmt: skip
