"""The office's own fields as forms, lists and rules need them; read once, kept a short while."""

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session, scoped_session
from sqlalchemy.orm.unitofwork import UOWTransaction

from models.acting import acting
from models.base import Broken, RulesBroken, db, msg
from models.own_field import PREFIX, OwnChoice, OwnField, OwnKind
from models.permissions import DataClass

KEEP_FOR = 30.0  # seconds, so that several server processes agree soon

Reading = Session | scoped_session[Any]


@dataclass(frozen=True)
class OwnOption:
    """An entry of a field of the kind choice."""

    id: int
    label_de: str
    label_en: str | None
    valid_from: date | None
    valid_to: date | None

    def __str__(self) -> str:
        return (self.label_en if acting().language == "en" else None) or self.label_de

    def is_open_on(self, day: date) -> bool:
        has_begun = self.valid_from is None or self.valid_from <= day
        return has_begun and (self.valid_to is None or self.valid_to >= day)


@dataclass(frozen=True)
class OwnDefinition:
    """One own field, as it was when it was read."""

    id: int
    table: str
    code: str
    kind: OwnKind
    label_de: str
    label_en: str | None
    help_de: str | None
    help_en: str | None
    data_class: DataClass
    is_required: bool
    is_listed: bool
    ended_on: date | None
    options: tuple[OwnOption, ...] = ()

    @property
    def name(self) -> str:
        """What the field is called in forms, addresses and the audit trail."""
        return f"{PREFIX}{self.code}"

    @property
    def label(self) -> str:
        return (self.label_en if acting().language == "en" else None) or self.label_de

    @property
    def help(self) -> str:
        told = (self.help_en if acting().language == "en" else None) or self.help_de
        return told or ""

    def is_open_on(self, day: date) -> bool:
        return self.ended_on is None or day < self.ended_on

    def option(self, key: int | None) -> OwnOption | None:
        return next((option for option in self.options if option.id == key), None)


_FIELD = (
    OwnField.id,
    OwnField.table_name,
    OwnField.code,
    OwnField.kind,
    OwnField.label_de,
    OwnField.label_en,
    OwnField.help_de,
    OwnField.help_en,
    OwnField.protection,
    OwnField.is_required,
    OwnField.is_listed,
    OwnField.ended_on,
)
_OPTION = (
    OwnChoice.id,
    OwnChoice.label_de,
    OwnChoice.label_en,
    OwnChoice.valid_from,
    OwnChoice.valid_to,
)


def _read(session: Reading) -> Iterator[OwnDefinition]:
    """All definitions in the office's order, their entries with them, in one statement."""
    wanted = (
        select(*_FIELD, *_OPTION)
        .outerjoin_from(OwnField, OwnChoice, OwnChoice.field_id == OwnField.id)
        .order_by(OwnField.sort_order, OwnField.label_de, OwnField.id)
        .order_by(OwnChoice.sort_order.nulls_last(), OwnChoice.id)
    )
    with session.no_autoflush:
        rows: list[Any] = [tuple(row) for row in session.execute(wanted)]
    width = len(_FIELD)
    for told, same in groupby(rows, key=lambda row: row[:width]):
        key, table, code, kind, *words, protection, is_required, is_listed, ended_on = told
        options = tuple(OwnOption(*row[width:]) for row in same if row[width] is not None)
        values: list[Any] = [key, table.name.lower(), code, kind, *words, protection.data_class]
        values += [is_required, is_listed, ended_on, options]
        yield OwnDefinition(*values)


class _Shelf:
    """What was read last, and when; `changes` tells whether it changed while it was read."""

    def __init__(self) -> None:
        self.by_table: dict[str, dict[str, OwnDefinition]] = {}
        self.by_id: dict[int, OwnDefinition] = {}
        self.read_at = float("-inf")
        self.changes = 0

    def fill(self, session: Reading) -> None:
        changes = self.changes
        found = list(_read(session))
        by_table: dict[str, dict[str, OwnDefinition]] = defaultdict(dict)
        for one in found:
            by_table[one.table][one.name] = one
        self.by_table, self.by_id = dict(by_table), {one.id: one for one in found}
        if changes == self.changes:
            self.read_at = time.monotonic()

    def forget(self) -> None:
        self.changes += 1
        self.read_at = float("-inf")


_shelf = _Shelf()


def own_fields(table: str, session: Session | None = None) -> dict[str, OwnDefinition]:
    """The own fields of a table by name, in the office's order, ended ones included."""
    if time.monotonic() - _shelf.read_at > KEEP_FOR:
        _shelf.fill(session or db.session)
    return _shelf.by_table.get(table, {})


def all_own_fields() -> list[dict[str, OwnDefinition]]:
    """The own fields of every table that has some."""
    own_fields("")
    return list(_shelf.by_table.values())


def own_field_of(key: int, session: Session | None = None) -> OwnDefinition:
    """The own field with this key, which another process may have added a moment ago.

    Raises RulesBroken for one that is no more: an answer to it may come out of the trash.
    """
    if key not in _shelf.by_id or time.monotonic() - _shelf.read_at > KEEP_FOR:
        _shelf.fill(session or db.session)
    if key not in _shelf.by_id:
        raise RulesBroken(Broken("", msg("An own field that was filled in here is no more.")))
    return _shelf.by_id[key]


def forget_own_fields() -> None:
    """Read the definitions anew next time."""
    _shelf.forget()


@event.listens_for(Session, "after_flush")
def _notice(session: Session, context: UOWTransaction) -> None:
    touched = (*session.new, *session.dirty, *session.deleted)
    if any(isinstance(record, OwnField | OwnChoice) for record in touched):
        session.info["own_fields_changed"] = True


@event.listens_for(Session, "after_commit")
def _forget_what_changed(session: Session) -> None:
    if session.info.pop("own_fields_changed", False):
        forget_own_fields()
