"""The wording of papers, one file for each, and German as papers write it.

What stands beside the German in a client's language lies in `translations/` (paper_languages).
"""

import functools
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from babel.dates import format_date
from flask_babel import force_locale

from admin_views import formats
from models.acting import acting, acting_as
from models.reports.sheets import GAP

TEXTS = Path(__file__).parent.parent / "report_templates" / "texts"
GERMAN = "de"


@functools.cache
def texts(paper: str) -> dict[str, Any]:
    """All words of one paper."""
    return tomllib.loads((TEXTS / f"{paper}.{GERMAN}.toml").read_text(encoding="utf-8"))


def filled(text: str, **facts: str) -> str:
    """The sentence with its facts; a missing one is a line to be filled in."""
    told = {name: fact or GAP for name, fact in facts.items()}
    return text.strip().format_map({**told, "gap": GAP})


@contextmanager
def in_german() -> Iterator[None]:
    """The papers are German whatever language the screen has."""
    with acting_as(replace(acting(), language=GERMAN)), force_locale(GERMAN):
        yield


def long_day(value: date | None) -> str:
    """A day with its weekday, in full; empty where it is not known."""
    return format_date(value, "full", locale=GERMAN) if value else ""


def day(value: date | None) -> str:
    return formats.day(value) if value else ""


def clock(value: time | datetime | None) -> str:
    return f"{value:%H:%M} Uhr" if value else ""


def moment(value: datetime | None) -> str:
    return f"{long_day(value)}, {clock(value)}" if value else ""


def euros(value: Decimal | None) -> str:
    return "" if value is None else formats.amount(value, "€")
