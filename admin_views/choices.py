"""The entries of all catalogues, read in one statement and kept for a short while."""

import time
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Integer, cast, literal, null, select, union_all

from models.acting import acting
from models.base import db
from models.catalogue import ALL, Catalogue

KEEP_FOR = 30.0  # seconds, so that several server processes agree soon


@dataclass(frozen=True)
class Entry:
    """One entry of a catalogue."""

    id: int
    code: str
    label_de: str
    label_en: str
    valid_from: date | None
    valid_to: date | None
    criterion_id: int | None  # of topics and kinds of partners

    @property
    def label(self) -> str:
        return self.label_en if acting().language == "en" else self.label_de

    def is_open_on(self, day: date) -> bool:
        has_begun = self.valid_from is None or self.valid_from <= day
        return has_begun and (self.valid_to is None or self.valid_to >= day)


class _Shelf:
    """What was read last, and when."""

    def __init__(self) -> None:
        self.entries: dict[str, dict[int, Entry]] = {}
        self.read_at = float("-inf")

    def fill(self) -> None:
        rows = union_all(
            *(
                select(
                    literal(model.__tablename__).label("catalogue"),
                    model.id,
                    model.code,
                    model.label_de,
                    model.label_en,
                    model.valid_from,
                    model.valid_to,
                    getattr(model, "criterion_id", cast(null(), Integer)).label("criterion_id"),
                    model.sort_order,
                )
                for model in ALL
            )
        ).subquery()
        entries: dict[str, dict[int, Entry]] = {model.__tablename__: {} for model in ALL}
        ordered = select(rows).order_by(rows.c.catalogue, rows.c.sort_order, rows.c.label_de)
        for catalogue, key, *told, _ in db.session.execute(ordered):
            entries[catalogue][key] = Entry(key, *told)
        self.entries, self.read_at = entries, time.monotonic()


_shelf = _Shelf()


def entries_of(model: type[Catalogue]) -> dict[int, Entry]:
    """Every entry of a catalogue by its key, in the office's order, ended ones included."""
    if time.monotonic() - _shelf.read_at > KEEP_FOR:
        _shelf.fill()
    return _shelf.entries[model.__tablename__]


def entries_stamp() -> float:
    """Changes whenever the catalogues are read anew."""
    return _shelf.read_at


def open_entries(model: type[Catalogue], keep: set[int]) -> list[Entry]:
    """Entries that may be chosen today, and those already chosen."""
    today = acting().today
    return [
        entry for entry in entries_of(model).values() if entry.id in keep or entry.is_open_on(today)
    ]


def forget_entries() -> None:
    """Read the catalogues anew next time."""
    _shelf.read_at = float("-inf")
