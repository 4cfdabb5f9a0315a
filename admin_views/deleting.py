"""Records that go, and records that are not there: asked, counted, noted."""

from flask import Response, abort, flash, make_response, redirect, request
from flask_admin import expose
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from admin_views.change_step import refusal_text
from admin_views.formats import day
from admin_views.labels import typed_label
from admin_views.rights import refuse
from admin_views.table_labels import TABLES
from models.acting import OFFICE_TIME, acting
from models.audit_entry import AuditAction, record_read
from models.base import Record, RulesBroken, db
from models.change_step import StepKind, step
from models.deleted_record import KEPT_FOR
from models.dependents import hangs_on
from models.permissions import Action
from models.refusal import Refusal
from models.rules.text import whole_number
from models.trash import purge

SECRET_FIELDS = frozenset({"csrf_token", "version", "password"})


class DeletePage:
    """Mixin of RecordView: the question before deleting, and the page of what cannot be found."""

    def gone_page(self, id: object) -> Response:
        """Out of reach or deleted; the first is noted, and what was typed is shown for copying."""
        key = whole_number(str(id or ""))
        if key is not None and db.session.get(self.model, key) is not None:
            record_read(AuditAction.REFUSED, self.model.__tablename__, key, request.endpoint)
        typed = [
            (typed_label(name), value)
            for name, value in request.form.items()
            if value.strip() and name not in SECRET_FIELDS and not name.startswith("_")
        ]
        page = self.render(
            "error.html",
            code=404,
            title=gettext("This record does not exist"),
            typed=typed,
            text=gettext("It was deleted meanwhile, or you may not see it."),
        )
        return make_response(page, 404)

    @expose("/delete/", methods=("GET", "POST"))
    def delete_view(self) -> Response:
        record = self.get_one(request.values.get("id"))
        if record is None:
            return self.gone_page(request.values.get("id"))
        if not self.may_delete(record):
            refuse(self.model, record.id)
        if answer := self.fixed_page(record):
            return answer
        dependents = hangs_on(record, db.session)
        if request.method == "POST" and not dependents:
            return self._delete(record)
        page = self.render(
            "delete.html",
            title=gettext("Delete: %(what)s", what=record.title),
            record_label=record.title,
            record_id=record.id,
            crumbs=self.crumbs(record),
            can_delete=not dependents,
            days=KEPT_FOR.days if record.can_come_back else 0,
            hangs_on=[(TABLES[table][1], count) for table, count in dependents.items()],
            return_url=self.get_url(".details_view", id=record.id),
        )
        return make_response(page, 409 if request.method == "POST" else 200)

    def may_delete(self, record: Record) -> bool:
        return self.may(Action.DELETE)

    def _delete(self, record: Record) -> Response:
        title = record.title
        try:
            with step(StepKind.DELETED, record.__tablename__):
                db.session.delete(record)
                db.session.flush()
            purge(db.session.connection(), acting().now)
            db.session.commit()
        except RulesBroken as broken:
            db.session.rollback()
            for one in broken.problems:
                flash(refusal_text(Refusal("", one.text, one.field, one.values)), "error")
            return redirect(self.get_url(".details_view", id=record.id))
        except (IntegrityError, StaleDataError):
            db.session.rollback()
            abort(
                409,
                gettext("Meanwhile somebody else changed this record or hung another one on it."),
            )
        self.after_model_delete(record)
        flash(self._deleted_text(record, title), "success")
        return redirect(self.get_url(".index_view"))

    @staticmethod
    def _deleted_text(record: Record, title: str) -> str:
        if not record.can_come_back:
            return gettext("Deleted: %(what)s", what=title)
        return gettext(
            "Deleted: %(what)s. The team lead can bring it back until %(day)s.",
            what=title,
            day=day((acting().now + KEPT_FOR).astimezone(OFFICE_TIME)),
        )
