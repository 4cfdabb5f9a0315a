"""The trash of the team lead: what was deleted in the last 30 days, and bringing it back."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from flask import Response, abort, current_app, flash, redirect, request, url_for
from flask_admin import BaseView, expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from admin_views.change_step import refusal_text
from admin_views.formats import moment
from admin_views.rights import Gate, needs
from admin_views.table_labels import TABLES
from models.acting import acting
from models.base import db
from models.deleted_record import KEPT_FOR, DeletedRecord
from models.permissions import Action, DataClass
from models.restoring import in_trash, restore
from models.rules.text import whole_number
from models.stored_values import model_of

MOST = 200  # records on the page


@dataclass(frozen=True)
class TrashRow:
    """`title` is empty where the lead may not read it."""

    title: str
    kind: Any
    deleted_at: str
    who: str
    days_left: int
    url: str


class DeletedRecordView(Gate, BaseView):
    def __init__(self, group: Any) -> None:
        super().__init__(
            name=_("Trash"), category=group, endpoint="deleted_record", url="/admin/deleted_record"
        )

    def is_accessible(self) -> bool:
        return acting().may(Action.READ, DataClass.TRASH)

    @expose("/")
    @needs(Action.READ, DataClass.TRASH)
    def index(self) -> str:
        found = in_trash(db.session, acting().now, MOST)
        return self.render(
            "trash.html",
            title=gettext("Trash"),
            crumbs=[(self.category, None)],
            days=KEPT_FOR.days,
            rows=[self._row(item) for item in found],
        )

    def _row(self, item: DeletedRecord) -> TrashRow:
        may_name = acting().may(Action.READ, model_of(item.table_name).class_of("title"))
        return TrashRow(
            title=(item.label or "") if may_name else "",
            kind=TABLES[item.table_name][0],
            deleted_at=moment(item.deleted_at),
            who=item.staff.display_name if item.staff else "",
            days_left=ceil((item.kept_until - acting().now) / timedelta(days=1)),
            url=self.get_url(".restore", id=item.id),
        )

    @expose("/restore/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.TRASH)
    def restore(self) -> Response:
        key = whole_number(request.args.get("id"))
        item = db.session.get(DeletedRecord, key) if key else None
        if item is None or item.kept_until < acting().now:
            abort(404)
        table, number = item.table_name, item.record_id
        if refusals := restore(item, db.session):
            db.session.rollback()
            for refusal in refusals:
                why = refusal_text(refusal)
                flash(gettext("Cannot be brought back. %(why)s", why=why), "error")
            return redirect(self.get_url(".index"))
        db.session.commit()
        flash(gettext("Brought back: %(what)s", what=str(TABLES[table][0])), "success")
        model = model_of(table)
        if acting().may(Action.READ, model.access_class) and _has_page(table):
            return redirect(url_for(f"{table}.details_view", id=number))
        return redirect(self.get_url(".index"))


def _has_page(table: str) -> bool:
    return f"{table}.details_view" in current_app.view_functions
