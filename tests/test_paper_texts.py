"""The wording of papers in German, and days and times as papers write them."""

from datetime import date, time
from typing import Any

import pytest

from admin_views.paper_texts import TEXTS, clock, filled, long_day, texts
from models.reports.sheets import GAP

NAMES = sorted({path.name.split(".")[0] for path in TEXTS.glob("*.toml")})


@pytest.mark.parametrize("name", NAMES)
def test_every_paper_has_german_words_and_none_is_empty(name: str) -> None:
    assert all(line.strip() for line in _lines(texts(name)))


def _lines(entry: Any) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    parts = entry.values() if isinstance(entry, dict) else entry
    return [line for part in parts for line in _lines(part)]


def test_a_missing_fact_is_a_line_and_a_typed_brace_is_no_fact() -> None:
    assert filled("bis {until}, {what}", until="", what="{gap}") == f"bis {GAP}, {{gap}}"


def test_days_and_times_are_written_out() -> None:
    assert long_day(date(2026, 12, 7)) == "Montag, 7. Dezember 2026"
    assert (long_day(None), clock(None), clock(time(9, 5))) == ("", "", "09:05 Uhr")
