"""What somebody did in a list today, and taking it back there."""

from typing import Any

from flask import Response, abort, jsonify, request
from flask_admin import expose
from sqlalchemy import select

from admin_views.change_step import refusal_text
from admin_views.enum_labels import enum_label
from admin_views.labels import field_label
from admin_views.words import gettext, ngettext
from models.acting import OFFICE_TIME, acting
from models.audit_entry import AuditAction, record_read
from models.base import Record, db
from models.change_step import ChangeStep, StepKind
from models.reports.steps import may_try_to_undo
from models.reports.table_steps import TableStep, steps_of_today
from models.rules.text import whole_number
from models.undo import taken_by, undo

MOST_STEPS = 20
MOST_REASONS = 3
MOST_FIELDS = 3  # of one step that are named
MOST_ROWS = 100  # drawn anew: a page of the list


class SheetSteps:
    """Mixin of RecordView: one's last steps in its list."""

    model: type[Record]

    @expose("/cells/steps/")
    def sheet_steps(self) -> Response:
        """The newest first, each with what can be done about it now."""
        steps = steps_of_today(db.session(), acting(), self.model.__tablename__, MOST_STEPS)
        titles = self._titles_of({step.record_id for step in steps if step.record_id})
        return jsonify([self._told_step(step, titles) for step in steps])

    @expose("/cells/undo/", methods=("POST",))
    def undo_cells(self) -> Response:
        """Take back one's own step in this list; the answer is the step that did so."""
        number = whole_number(str(sent_json().get("step")))
        made = db.session.get(ChangeStep, number) if number else None
        if made is None or made.staff_id != acting().staff_id or not self._is_here(made):
            if made is not None:
                table = self.model.__tablename__
                record_read(AuditAction.REFUSED, table, None, request.endpoint)
            abort(404)
        if made.undone_at is None and not may_try_to_undo(made, acting()):
            return jsonify(texts=[_why_not(made)]), 409
        keys = [key for table, key in taken_by(made, db.session) if table == made.table_name]
        refusals = undo(made, db.session, acting())
        if refusals:
            db.session.rollback()
            return jsonify(texts=[refusal_text(item) for item in refusals[:MOST_REASONS]]), 409
        db.session.commit()
        newest = select(ChangeStep.id).where(ChangeStep.undoes_id == made.id)
        step_id = db.session.scalar(newest.order_by(ChangeStep.id.desc()).limit(1))
        rows = self._drawn(keys[:MOST_ROWS])
        gone = [key for key in keys[:MOST_ROWS] if str(key) not in rows]
        return jsonify(step=step_id, rows=rows, gone=gone, order=self._order_now(None))

    def _is_here(self, made: ChangeStep) -> bool:
        return made.table_name == self.model.__tablename__

    def _titles_of(self, keys: set[int]) -> dict[int, str]:
        """What these records are called, as far as the acting person may see them."""
        model = self.model
        wanted = select(model.id, model.title_sql()).where(
            model.id.in_(keys), model.visible_to(acting())
        )
        rows = db.session.execute(wanted) if keys and self.may_name() else ()
        return {key: title for key, title in rows}

    def may_name(self) -> bool:
        return "title" in self.open_columns() or bool(
            self.model.title_field and self.model.title_field in self.open_columns()
        )

    def _told_step(self, step: TableStep, titles: dict[int, str]) -> dict[str, Any]:
        may = may_try_to_undo(step.newest, acting())
        return {
            "id": step.newest.id,
            "made": step.made.id,
            "when": step.made.at.isoformat(),
            "at": f"{step.made.at.astimezone(OFFICE_TIME):%H:%M}",
            "what": self._what(step, titles.get(step.record_id or 0, "")),
            "kind": enum_label(step.made.kind),
            "undone": step.is_undone,
            "why": "" if may else _why_not(step.newest),
        }

    def _what(self, step: TableStep, title: str) -> str:
        """Such as: phone in 3 rows; phone of this very row."""
        count = step.made.count
        names = [str(field_label(self.model, name)) for name in step.fields[:MOST_FIELDS]]
        if (more := len(step.fields) - MOST_FIELDS) > 0:
            names.append(ngettext("%(num)s more field", "%(num)s more fields", more))
        fields = ", ".join(names)
        if title:
            return f"{fields}: {title}" if fields else title
        if not fields:
            return ngettext("%(num)s row", "%(num)s rows", count)
        return ngettext(
            "%(fields)s in %(num)s row", "%(fields)s in %(num)s rows", count, fields=fields
        )


def _why_not(made: ChangeStep) -> str:
    if made.undone_at is not None:
        return gettext("This step was undone already.")
    if made.kind is StepKind.DELETED:
        return gettext("Only the lead brings back what was deleted.")
    return gettext("This step cannot be taken back here.")


def sent_json() -> dict[str, Any]:
    """What the script of the list sent; 400 where it is nothing like it."""
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        abort(400)
    lists = ("changes", "page", "columns", "ids", "rows")
    if not all(isinstance(sent.get(name, []), list) for name in lists):
        abort(400)
    return sent
