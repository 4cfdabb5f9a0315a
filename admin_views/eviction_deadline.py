"""Deadlines of an eviction case on its page: kept, or fixed to another day by hand."""

from typing import Any

from flask import Response, abort, flash, make_response, redirect, request
from flask_admin import expose
from flask_admin.helpers import get_form_data
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Form, StringField
from wtforms.validators import Length

from admin_views import formats
from admin_views.editing import place_problems
from admin_views.eviction_labels import RULES
from admin_views.fields import Filled, GermanDateField, tidy_input
from admin_views.rights import needs
from models.acting import acting
from models.base import RulesBroken, db
from models.eviction_case import EvictionCase
from models.eviction_deadline import EvictionDeadline
from models.permissions import Action, DataClass


class FixedDayForm(Form):
    fixed_on = GermanDateField(_("Day to work to"), [Filled()])
    fixed_reason = StringField(
        _("Why this day"),
        [Filled(), Length(max=200)],
        filters=[tidy_input],
        description=_("For example: the court extended the period, letter of 12.11.2026."),
    )


class DeadlinePages:
    """Mixin of the view of eviction cases."""

    @expose("/deadline/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.EVICTION)
    def settle_deadline(self) -> Response:
        """Mark a deadline as kept today, or as open again; a second click changes nothing."""
        case = self.get_one(request.args.get("id"))
        if case is None:
            return self.gone_page(request.args.get("id"))
        row = row_of(case, request.form.get("deadline"))
        is_kept = request.form.get("done") == "1"
        case.tick_off(row, (row.done_on or acting().today) if is_kept else None)
        db.session.commit()
        return redirect(self.get_url(".details_view", id=case.id))

    @expose("/fix_deadline/", methods=("GET", "POST"))
    @needs(Action.UPDATE, DataClass.EVICTION)
    def fix_deadline(self) -> Response:
        """Fix a deadline to a day that the law does not compute, or let the computed one hold."""
        case = self.get_one(request.args.get("id"))
        if case is None:
            return self.gone_page(request.args.get("id"))
        row = row_of(case, request.args.get("deadline"))
        form = FixedDayForm(get_form_data(), obj=row)
        is_sent = request.method == "POST"
        if is_sent and "release" in request.form:
            form = FixedDayForm()
            if self._fix(form, row):
                return redirect(self.get_url(".details_view", id=case.id))
        elif is_sent and form.validate() and _is_current(form, row) and self._fix(form, row):
            return redirect(self.get_url(".details_view", id=case.id))
        return make_response(self._fix_page(case, row, form), 422 if is_sent else 200)

    def _fix(self, form: Any, row: EvictionDeadline) -> bool:
        day, reason = form.fixed_on.data, form.fixed_reason.data
        try:
            row.fix(day, reason)
            db.session.commit()
        except RulesBroken as broken:
            place_problems(form, broken)
            db.session.rollback()
            return False
        flash(self._fixed_text(row), "success")
        if day and day > row.statutory_end:
            text = gettext(
                "This day lies after the end by law, %(day)s.", day=formats.day(row.statutory_end)
            )
            flash(text, "error")
        return True

    @staticmethod
    def _fixed_text(row: EvictionDeadline) -> str:
        name, day = RULES[row.rule], formats.day(row.due_on)
        if row.fixed_on:
            return gettext("%(deadline)s: fixed to %(day)s.", deadline=name, day=day)
        return gettext("%(deadline)s: the computed day holds, %(day)s.", deadline=name, day=day)

    def _fix_page(self, case: EvictionCase, row: EvictionDeadline, form: Form) -> str:
        facts = [
            (gettext("Counted from"), formats.weekday_and_day(row.event_on)),
            (gettext("Safe until, as computed"), formats.weekday_and_day(row.conservative_end)),
            (gettext("By law until"), formats.weekday_and_day(row.statutory_end)),
            (gettext("Legal basis"), row.basis),
        ]
        return self.render(
            "eviction_deadline.html",
            title=gettext("Fix a deadline: %(deadline)s", deadline=RULES[row.rule]),
            crumbs=self.crumbs(case),
            form=form,
            facts=facts,
            version=row.version,
            is_fixed=bool(row.fixed_reason),
            return_url=self.get_url(".details_view", id=case.id),
        )


def row_of(case: EvictionCase, key: str | None) -> EvictionDeadline:
    """The current deadline of this case with this key."""
    found = [row for row in case.current_deadlines if str(row.id) == key]
    if not found:
        abort(404)
    return found[0]


def _is_current(form: Form, row: EvictionDeadline) -> bool:
    """Whether nobody else fixed the day since the page was opened."""
    if request.form.get("version") == str(row.version):
        return True
    form.form_errors = [
        gettext(
            "Somebody else changed this deadline meanwhile; it is now %(day)s. Save again if your "
            "day holds.",
            day=formats.day(row.due_on),
        )
    ]
    return False
