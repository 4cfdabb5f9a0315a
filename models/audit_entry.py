"""Who did what to which record and when: field names, never texts; no row ever changes."""

from collections.abc import Iterable
from datetime import datetime
from enum import auto
from typing import Any, cast

from sqlalchemy import (
    DDL,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    event,
    inspect,
)
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column, relationship
from sqlalchemy.orm.unitofwork import UOWTransaction

from models.acting import acting
from models.base import Line, Record, db
from models.change_step import running_step
from models.choice import Choice
from models.engine import reads_only
from models.permissions import DataClass
from models.staff import Staff


class AuditAction(Choice):
    CREATED = auto()
    CHANGED = auto()
    DELETED = auto()
    READ = auto()
    PRINTED = auto()
    EXPORTED = auto()
    REASON_STATED = auto()
    REFUSED = auto()
    SIGNED_IN = auto()
    SIGNED_OUT = auto()
    SIGN_IN_FAILED = auto()


class AuditEntry(Record):
    data_class = DataClass.AUDIT
    has_history = False
    __table_args__ = (Index(None, "table_name", "record_id"), Index(None, "at", "id"))
    search_fields = ("table_name", "fields", "detail")

    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    action: Mapped[AuditAction]
    table_name: Mapped[str | None] = mapped_column(String(60))
    record_id: Mapped[int | None]
    fields: Mapped[str | None] = mapped_column(String(2000))
    detail: Mapped[
        Line | None
    ]  # stated reason, file format, number of rows, kind of step; never a value of a record

    staff: Mapped[Staff | None] = relationship()

    @property
    def title(self) -> str:
        return f"{self.action} {self.table_name or ''} {self.record_id or ''}".strip()

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        return cast("ColumnElement[str]", (alias or cls).table_name)


UNWATCHED = frozenset(
    {
        *("audit_entry", "sign_in_attempt", "change_step", "field_change", "deleted_record"),
        *("draft", "list_layout"),
    }
)
SPOKEN_FOR = frozenset({"sign_in"})  # beginning and end have entries of their own, deleting not
HOUSEKEEPING = frozenset({
    *("created_at", "updated_at", "version", "search_text", "search_keys", "sort_text"),
    *("is_closed", "due_order", "own_values"),
})  # fmt: skip


class UnauditedWrite(RuntimeError):
    """A bulk statement through the session would bypass the audit trail."""


def _row(
    action: AuditAction,
    table: str | None,
    record_id: int | None,
    fields: Iterable[str],
    detail: str | None,
) -> dict[str, Any]:
    someone = acting()
    return {
        "at": someone.now,
        "staff_id": someone.staff_id,
        "action": action,
        "table_name": table,
        "record_id": record_id,
        "fields": ", ".join(sorted(fields))[:2000] or None,
        "detail": (detail or "")[:200] or None,
        "created_at": someone.now,
        "updated_at": someone.now,
    }


def record_event(
    connection: Connection,
    action: AuditAction,
    table: str | None = None,
    record_id: int | None = None,
    *,
    fields: Iterable[str] = (),
    detail: str | None = None,
) -> None:
    """Write one audit row in the connection's transaction."""
    entry = cast(Table, AuditEntry.__table__)
    connection.execute(entry.insert(), _row(action, table, record_id, fields, detail))


def record_read(
    action: AuditAction,
    table: str | None = None,
    record_id: int | None = None,
    detail: str | None = None,
) -> None:
    """Note a reading before the page goes out; what cannot be noted raises and is not shown.

    A request that only reads holds a snapshot that cannot become a writer on SQLite, so the note
    has a transaction of its own there; otherwise it would wait for the request's own lock.
    """
    if reads_only.get():
        with db.engine.begin() as connection:
            record_event(connection, action, table, record_id, detail=detail)
    else:
        record_event(db.session.connection(), action, table, record_id, detail=detail)
        db.session.commit()


def _changed_fields(record: Record) -> list[str]:
    state = inspect(record)
    unchanged = state.unmodified | HOUSEKEEPING
    return [
        attribute.key
        for attribute in state.attrs
        if attribute.key not in unchanged and attribute.history.has_changes()
    ]


def _is_watched(action: AuditAction, table: str) -> bool:
    return table not in UNWATCHED and (action is AuditAction.DELETED or table not in SPOKEN_FOR)


class _Trail:
    """What one flush did: for each record the action and its fields."""

    def __init__(self) -> None:
        self.told: dict[tuple[str, int], tuple[AuditAction, set[str]]] = {}

    def note(self, action: AuditAction, record: Record) -> None:
        """A record that is but a field of another one changes that one."""
        fields = _changed_fields(record) if action is not AuditAction.DELETED else []
        if not fields and action is not AuditAction.DELETED:
            return
        if record.is_field:
            action = AuditAction.CHANGED
        table, key, names = record.in_trail(fields)
        known, noted = self.told.setdefault((table, key), (action, set()))
        if known is not AuditAction.DELETED:
            noted.update(names)

    def rows(self, detail: str | None) -> list[dict[str, Any]]:
        return [
            _row(action, table, key, fields, detail)
            for (table, key), (action, fields) in self.told.items()
        ]


@event.listens_for(Session, "after_flush")
def _write_trail(session: Session, context: UOWTransaction) -> None:
    """After the flush, because a new record has its number only then."""
    touched = [
        (action, record)
        for action, records in (
            (AuditAction.CREATED, session.new),
            (AuditAction.CHANGED, session.dirty),
            (AuditAction.DELETED, session.deleted),
        )
        for record in records
        if isinstance(record, Record) and _is_watched(action, record.__tablename__)
    ]
    trail = _Trail()
    for action, record in sorted(touched, key=lambda pair: pair[1].is_field):
        trail.note(action, record)
    detail = str(running.kind) if (running := running_step()) else None
    if rows := trail.rows(detail):
        session.connection().execute(cast(Table, AuditEntry.__table__).insert(), rows)


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk_writes(state: ORMExecuteState) -> None:
    is_write = state.is_insert or state.is_update or state.is_delete
    if is_write and not state.execution_options.get("audited"):
        raise UnauditedWrite("bulk write through the session; change records one by one")


_SQLITE = [
    f"""CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END"""
    for verb in ("UPDATE", "DELETE")
]
_POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION audit_entry_is_final() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit rows cannot be changed'; END $$""",
    """CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
FOR EACH ROW EXECUTE FUNCTION audit_entry_is_final()""",
    """CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_final()""",
]
TRIGGERS = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
for _engine, _statements in TRIGGERS.items():
    for _statement in _statements:
        _trigger = DDL(_statement).execute_if(dialect=_engine)  # type: ignore[no-untyped-call]
        event.listen(AuditEntry.__table__, "after_create", _trigger)
