"""Lists as files: what the screen shows, in its order; small ones at once, large ones in peace."""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from flask import Response, abort, redirect, request
from flask_admin import expose
from flask_babel import gettext
from sqlalchemy import ColumnElement, select

from admin_views import formats
from admin_views.export_files import MOST_ROWS, SENT_AS, TYPES, WRITERS
from admin_views.export_jobs import Job, begin, folder, new_key, rights_of
from admin_views.grid import ListState, count_of, visible_names
from admin_views.labels import field_label, typed_label
from admin_views.table_labels import plural
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import db
from models.engine import take_time
from models.permissions import Action

AT_ONCE = 2_000  # rows up to which the file comes with the answer
STEP = 500  # rows read at once
PIECE = 64 * 1024  # bytes sent at once


@dataclass(frozen=True)
class Plan:
    """What a file will hold."""

    kind: str
    state: ListState
    where: ColumnElement[bool]
    names: list[str]
    count: int


class Parcel:
    """A file on its way out, piece by piece; closed also where the other side hangs up."""

    def __init__(self, file: IO[bytes], when_sent: Callable[[], None] = lambda: None) -> None:
        self.file, self.when_sent = file, when_sent

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.file.read(PIECE):
            yield piece
        self.when_sent()

    def close(self) -> None:
        self.file.close()


def parcel_response(parcel: Parcel, kind: str, filename: str) -> Response:
    response = Response(parcel, mimetype=None, content_type={**TYPES, **SENT_AS}[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.content_length = parcel.file.seek(0, 2)
    parcel.file.seek(0)
    return response


class ExportFile:
    """Mixin of RecordView: the list as a file."""

    @expose("/export/<export_type>/")
    def export(self, export_type: str) -> Response:
        if export_type not in TYPES:
            abort(404)
        plan = self.export_plan(export_type, self.list_state())
        most = MOST_ROWS[export_type]
        if plan.count > most:
            text = gettext("More than %(most)s rows. Narrow the list by a filter first.", most=most)
            abort(413, text)
        return self._at_once(plan) if plan.count <= AT_ONCE else self._in_peace(plan)

    def export_plan(self, kind: str, state: ListState) -> Plan:
        where = self.wanted_rows(state)
        return Plan(kind, state, where, self.export_names(state), count_of(self.model, where))

    def _at_once(self, plan: Plan) -> Response:
        file = TemporaryFile()  # noqa: SIM115 - closed by whoever sends it
        place = folder() if plan.kind == "xlsx" else Path()
        try:
            self.write_export(plan, file, lambda written: None, place)
            self.record_export(self.export_detail(plan))
        except BaseException:
            file.close()
            raise
        return parcel_response(Parcel(file), plan.kind, self.export_filename(plan.kind))

    def _in_peace(self, plan: Plan) -> Response:
        """A thread writes the file; the answer leads to the page that shows how far it is."""
        someone, place = acting(), folder()
        address = f"{rights_of(someone)} {request.full_path}"
        job = Job(
            key=new_key(),
            staff_id=someone.staff_id,
            endpoint=self.endpoint,
            kind=plan.kind,
            wish=hashlib.sha256(address.encode()).hexdigest(),
            fields=tuple(plan.names),
            rights=rights_of(someone),
            detail=self.export_detail(plan),
            filename=self.export_filename(plan.kind),
            total=plan.count,
            made_at=time.time(),
        )
        begin(job, someone, lambda file, tell: self.write_export(plan, file, tell, place))
        return redirect(self.get_url("exports.index"), 303)

    def write_export(
        self, plan: Plan, file: IO[bytes], tell: Callable[[int], None], place: Path
    ) -> None:
        """Rows from the database into the file, a few at a time; `tell` hears how many so far."""
        lines = self._lines(plan, tell)
        WRITERS[plan.kind](lines, file, str(plural(self.model)), place)

    def export_names(self, state: ListState) -> list[str]:
        """The columns of the list, each followed by what stands below it, if that has a name."""
        shown: dict[str, None] = {}
        for name in self.as_shown(state).columns or self.column_list:
            below = self.second_lines.get(name, name)
            shown |= dict.fromkeys([name] if typed_label(below) == below else [name, below])
        return visible_names(self.model, list(shown), Action.EXPORT)

    def export_filename(self, kind: str) -> str:
        return f"{self.model.__tablename__}-{acting().today:%Y-%m-%d}.{kind}"

    def export_detail(self, plan: Plan) -> str:
        """Kind, number and filters for the trail; typed words may be names and stay out of it."""
        kinds = {item.name: item.kind for item in self.open_filters()}
        told = [
            name if kinds.get(name) == "text" else f"{name}={value}"
            for name, value in plan.state.values
        ]
        words = [plan.kind, str(plan.count), *told, *["search"][: bool(plan.state.search)]]
        return ", ".join(words)

    def record_export(self, detail: str) -> None:
        record_read(AuditAction.EXPORTED, self.model.__tablename__, None, detail=detail)

    def _lines(self, plan: Plan, tell: Callable[[int], None]) -> Iterator[list[str]]:
        yield [str(field_label(self.model, name)) for name in plan.names]
        columns = [self.source(name).label(name) for name in plan.names]
        wanted = select(self.model.id, *columns).where(plan.where).order_by(*self.order(plan.state))
        take_time(db.session.connection())
        rows = db.session.execute(
            wanted.limit(MOST_ROWS[plan.kind]), execution_options={"yield_per": STEP}
        )
        with rows:
            for number, row in enumerate(rows, 1):
                yield [self._export_text(name, row) for name in plan.names]
                if number % STEP == 0:
                    tell(number)

    def _export_text(self, name: str, row: Any) -> str:
        value = getattr(row, name)
        if formats.has_unit(name) and value is not None:
            return formats.amount(value)
        return self.cell_text(name, value, row)
