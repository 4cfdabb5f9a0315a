"""The wording of papers, one file for each paper and language, and German as papers write it.

A further language of a letter is a further file, `<paper>.<language>.toml`, beside the others.
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
LOCALES = {"en": "en_GB"}  # where days are not written as the bare language has them


@functools.cache
def texts(paper: str, language: str = GERMAN) -> dict[str, Any]:
    """All words of one paper in one language."""
    return tomllib.loads((TEXTS / f"{paper}.{language}.toml").read_text(encoding="utf-8"))


@functools.cache
def languages_of(paper: str) -> dict[str, str]:
    """The languages a paper can be printed in: code and own name, German first."""
    codes = sorted(path.name.split(".")[1] for path in TEXTS.glob(f"{paper}.*.toml"))
    codes.sort(key=lambda code: code != GERMAN)
    return {code: texts(paper, code)["name"] for code in codes}


def filled(text: str, **facts: str) -> str:
    """The sentence with its facts; a missing one is a line to be filled in."""
    told = {name: fact or GAP for name, fact in facts.items()}
    return text.strip().format_map({**told, "gap": GAP})


@contextmanager
def in_german() -> Iterator[None]:
    """The papers are German whatever language the screen has."""
    with acting_as(replace(acting(), language=GERMAN)), force_locale(GERMAN):
        yield


def long_day(value: date | None, language: str = GERMAN) -> str:
    """A day with its weekday, in full; empty where it is not known."""
    return format_date(value, "full", locale=LOCALES.get(language, language)) if value else ""


def day(value: date | None) -> str:
    return formats.day(value) if value else ""


def clock(value: time | datetime | None, language: str = GERMAN) -> str:
    if value is None:
        return ""
    return f"{value:%H:%M}" + (" Uhr" if language == GERMAN else "")


def moment(value: datetime | None) -> str:
    return f"{long_day(value)}, {clock(value)}" if value else ""


def euros(value: Decimal | None) -> str:
    return "" if value is None else formats.amount(value, "€")
