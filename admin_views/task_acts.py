"""What is done with a task in one click or two: ticked off, or moved to another day."""

from typing import Any

from flask import Response, flash, make_response, redirect, request
from flask_admin import expose
from flask_admin.helpers import get_form_data, get_redirect_target
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from sqlalchemy import Row
from sqlalchemy.orm.exc import StaleDataError
from wtforms import Form, StringField
from wtforms.validators import Length

from admin_views import formats
from admin_views.details import Act
from admin_views.editing import place_problems
from admin_views.fields import Filled, GermanDateField, tidy_input
from admin_views.related import RelatedTable
from admin_views.rights import needs
from admin_views.table_labels import TABLES
from admin_views.words import gettext
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import Record, RulesBroken, db
from models.change_step import StepKind, step
from models.event_parts import EventTask
from models.permissions import Action, DataClass
from models.task import CLOSED_STATES, Task, TaskClosed


class NewDayForm(Form):
    due_on = GermanDateField(_("New day"), [Filled()], description=_("A day, or +7 for in a week."))
    reason = StringField(
        _("Why another day"),
        [Filled(), Length(max=200)],
        filters=[tidy_input],
        description=_("For example: the authority gave no earlier appointment."),
    )


class TaskActs:
    """Mixin of the view of tasks."""

    def row_posts(self, row: Row[Any]) -> list[tuple[Any, str]]:
        if row.is_closed or not self.may(Action.UPDATE):
            return []
        return [(gettext("Done"), self.get_url(".done", id=row.id))]

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        acts += self._ways_back(record)
        if isinstance(record, Task) and record.referral_id:
            url = self.get_url("referral.details_view", id=record.referral_id)
            acts.append(Act(gettext("To the referral"), url))
        is_open = isinstance(record, Task) and record.state not in CLOSED_STATES
        if is_open and self.may(Action.UPDATE):
            acts += [
                Act(gettext("Done"), self.get_url(".done", id=record.id), is_post=True),
                Act(gettext("Move"), self.get_url(".reschedule", id=record.id)),
            ]
        return acts

    def _ways_back(self, record: Record) -> list[Act]:
        """To the event or the meeting that it comes from."""
        row = (record.event_task or record.meeting_decision) if isinstance(record, Task) else None
        if row is None:
            return []
        whole = row.event if isinstance(row, EventTask) else row.meeting
        url = self.page_of(whole)
        return [Act(whole.title, url)] if url else []

    def related_tables(self, record: Record) -> list[RelatedTable]:
        tables: list[RelatedTable] = super().related_tables(record)
        has_moved = isinstance(record, Task) and bool(record.reschedulings)
        may_read = self.may_read(record, "note", self.has_stated_reason(record))
        return [*tables, moved_days(record)] if has_moved and may_read else tables

    @expose("/done/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.NOTE)
    def done(self) -> Response:
        """Tick the task off; a second click, here or in another window, changes nothing."""
        task = self.get_one(request.args.get("id"))
        if task is None:
            return self.gone_page(request.args.get("id"))
        try:
            with step(StepKind.TASK_DONE, self.model.__tablename__):
                task.close(acting().today)
                db.session.commit()
        except (TaskClosed, StaleDataError):
            db.session.rollback()
            flash(gettext("This task was closed already: %(what)s", what=task.what), "info")
        except RulesBroken as broken:
            db.session.rollback()
            for problem in broken.problems:
                flash(gettext(problem.text), "error")  # noqa: INT001 - marked in the models
        else:
            undo = Markup('{} <a href="{}">{}</a>')
            told = gettext("Done: %(what)s", what=task.what)
            steps = self.get_url("change_step.index")
            flash(undo.format(told, steps, gettext("Take back")), "success")
        return self._back_from(task)

    def _back_from(self, task: Task) -> Response:
        return redirect(get_redirect_target() or self.get_url(".details_view", id=task.id))

    @expose("/reschedule/", methods=("GET", "POST"))
    @needs(Action.UPDATE, DataClass.NOTE)
    def reschedule(self) -> Response:
        """Another day, with its reason."""
        task = self.get_one(request.args.get("id"))
        if task is None:
            return self.gone_page(request.args.get("id"))
        if task.state in CLOSED_STATES:
            flash(gettext("This task was closed already: %(what)s", what=task.what), "info")
            return self._back_from(task)
        form = NewDayForm(get_form_data())
        is_sent = request.method == "POST"
        if is_sent and form.validate() and self._move(form, task):
            return self._back_from(task)
        if not is_sent:
            record_read(AuditAction.READ, self.model.__tablename__, task.id)
        return make_response(self._move_page(form, task), 422 if is_sent else 200)

    @staticmethod
    def _move(form: Any, task: Task) -> bool:
        try:
            with step(StepKind.RESCHEDULED, Task.__tablename__):
                task.reschedule(form.due_on.data, form.reason.data)
                db.session.commit()
        except RulesBroken as broken:
            place_problems(form, broken)
        except StaleDataError:
            form.form_errors = [gettext("Somebody else saved this task just now. Look again.")]
        else:
            day = formats.weekday_and_day(task.due_on)
            flash(gettext("Moved to %(day)s: %(what)s", day=day, what=task.what), "success")
            return True
        db.session.rollback()
        return False

    def _move_page(self, form: Form, task: Task) -> str:
        before = formats.weekday_and_day(task.due_on) if task.due_on else gettext("no day yet")
        return self.render(
            "task_reschedule.html",
            title=gettext("Move: %(what)s", what=task.what),
            crumbs=self.crumbs(task),
            form=form,
            before=before,
            moved=moved_days(task) if task.reschedulings else None,
            return_url=get_redirect_target() or self.get_url(".details_view", id=task.id),
        )


def moved_days(task: Task) -> RelatedTable:
    """From when to when, why, by whom; the newest first."""
    return RelatedTable(
        TABLES["task_rescheduling"][1],
        [gettext("From day"), gettext("To day"), gettext("Reason"), gettext("By")],
        [
            (
                None,
                [
                    formats.day(row.old_due_on),
                    formats.day(row.new_due_on) if row.new_due_on else "",
                    row.reason or gettext("taken back, or changed elsewhere"),
                    f"{row.staff.display_name if row.staff else ''} {formats.moment(row.at)}",
                ],
            )
            for row in reversed(task.reschedulings)
        ],
    )
