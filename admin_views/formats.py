"""How values look on screen and on paper: 21.11.2026, 1.234,56 €, ja."""

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from flask_babel import format_date

from admin_views.enum_labels import enum_label
from admin_views.words import gettext
from models.acting import OFFICE_TIME, acting
from models.base import Record
from models.own_field import PREFIX

EUROS = frozenset({"monthly_rent", "arrears", "compensation", "averted_amount"})
SQUARE_METRES = frozenset({"area"})


def amount(value: Decimal | int, unit: str = "") -> str:
    """Two decimals with German marks, in English with English ones."""
    text = f"{value:,.2f}"
    if acting().language == "de":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{text} {unit}".strip()


def number(value: Decimal | int) -> str:
    """Decimals only where there are some."""
    text = amount(value)
    return text[:-3] if value % 1 == 0 else text


def day(value: date) -> str:
    return f"{value:%d.%m.%Y}"


def weekday_and_day(value: date) -> str:
    """A day as Fr 27.11.2026."""
    return f"{format_date(value, 'EEEEEE')} {day(value)}"


def moment(value: datetime) -> str:
    """A point in time in the office's own time; a wall-clock time stays as it is."""
    local = value.astimezone(OFFICE_TIME) if value.tzinfo else value
    return f"{local:%d.%m.%Y %H:%M}"


def show(value: Any, name: str = "") -> str:
    """The text of a value; `name` is the field, which decides the unit."""
    if value is None or type(value) is str:  # most cells of a list
        return value or ""
    match value:
        case bool():
            return gettext("yes") if value else gettext("no")
        case Enum():
            return enum_label(value)
        case datetime():
            return moment(value)
        case date():
            return day(value)
        case time():
            return f"{value:%H:%M}"
        case Decimal():
            return number(value) if name.startswith(PREFIX) else amount(value, unit_of(name))
        case Record():
            return value.title
        case list() | tuple():
            return ", ".join(show(item, name) for item in value)
    return str(value)


def unit_of(name: str) -> str:
    if name in EUROS:
        return "€"
    return "m²" if name in SQUARE_METRES else ""


def has_unit(name: str) -> bool:
    """A field of euros or square metres."""
    return name in EUROS | SQUARE_METRES
