"""Months of talks: closed by the lead for the evaluation, opened again with a reason."""

import re
from datetime import date
from typing import Any

from flask import Response, abort, flash, make_response, redirect, request
from flask_admin import BaseView, expose
from flask_babel import format_date, gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from admin_views.change_step import refusal_text
from admin_views.formats import moment
from admin_views.rights import Gate, needs
from models.acting import acting
from models.base import RulesBroken, db
from models.month_closing import MonthClosing
from models.month_locking import SHORTEST_REASON, close_month, reopen_month
from models.permissions import Action, DataClass
from models.refusal import Refusal
from models.reports.talk_months import MOST_DRAFTS, TalkMonth, open_drafts, talk_month, talk_months

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


class MonthClosingView(Gate, BaseView):
    """Numbers for whoever talks; closing and opening for the lead alone."""

    def __init__(self, group: Any) -> None:
        super().__init__(
            name=_("Monthly closing"),
            category=group,
            endpoint="month_closing",
            url="/admin/month_closing",
        )

    def is_accessible(self) -> bool:
        return acting().may(Action.READ, DataClass.MONTH)

    @expose("/")
    @needs(Action.READ, DataClass.MONTH)
    def index(self) -> str:
        return self.render(
            "months.html",
            title=gettext("Monthly closing"),
            crumbs=[(self.category, None)],
            rows=[self._row(month) for month in talk_months(db.session, acting().today)],
        )

    def _row(self, month: TalkMonth) -> dict[str, Any]:
        closing = month.closing
        return {
            "name": month_name(month.first_day),
            "url": self._url("month_page", month.first_day),
            "talks": month.talks,
            "issued": month.issued,
            "drafts": month.never_issued,
            "is_closed": closing is not None,
            "is_over": month.can_be_closed_on(acting().today),
            "was_reopened": closing is None and bool(month.closings),
            "told": closing_text(closing) if closing else "",
        }

    @expose("/month/")
    @needs(Action.READ, DataClass.MONTH)
    def month_page(self) -> str:
        return self._page(_asked_month())

    def _page(self, first_day: date, typed: str = "", error: str = "") -> str:
        month, someone = talk_month(db.session, first_day), acting()
        return self.render(
            "month.html",
            title=month_name(first_day),
            crumbs=[(self.category, None), (self.name, self.get_url(".index"))],
            month=month,
            state=self._row(month),
            drafts=self._drafts(first_day),
            most=MOST_DRAFTS,
            log=[line for one in month.closings for line in log_lines(one)],
            close_url=self._url("close", first_day)
            if month.can_be_closed_on(someone.today) and someone.may(Action.CREATE, DataClass.MONTH)
            else "",
            reopen_url=self._url("reopen", first_day)
            if month.closing and someone.may(Action.UPDATE, DataClass.MONTH)
            else "",
            shortest=SHORTEST_REASON,
            typed=typed,
            error=error,
        )

    def _drafts(self, first_day: date) -> list[dict[str, str]]:
        if not acting().may(Action.READ, DataClass.SESSION):
            return []
        return [
            {
                "title": draft.title,
                "worker": draft.worker,
                "url": self.get_url("counselling_session.details_view", id=draft.id),
            }
            for draft in open_drafts(db.session, first_day, acting())
        ]

    @expose("/close/", methods=("POST",))
    @needs(Action.CREATE, DataClass.MONTH)
    def close(self) -> Response:
        first_day = _asked_month()
        try:
            count = close_month(first_day, db.session(), acting())
            db.session.commit()
        except RulesBroken as broken:
            return self._refused(first_day, _told(broken))
        except (IntegrityError, StaleDataError):
            return self._refused(first_day, _same_moment())
        done = ngettext(
            "Closed: %(month)s, %(num)s talk.",
            "Closed: %(month)s, %(num)s talks.",
            count,
            month=month_name(first_day),
        )
        flash(done, "success")
        return redirect(self._url("month_page", first_day))

    @expose("/reopen/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.MONTH)
    def reopen(self) -> Response:
        first_day, reason = _asked_month(), request.form.get("reason", "")
        closing = talk_month(db.session, first_day).closing
        if closing is None:
            return self._refused(first_day, gettext("This month is open already."))
        try:
            reopen_month(closing, reason, db.session(), acting())
            db.session.commit()
        except RulesBroken as broken:
            db.session.rollback()
            return make_response(self._page(first_day, reason, _told(broken)), 422)
        except (IntegrityError, StaleDataError):
            return self._refused(first_day, _same_moment())
        flash(gettext("Open again: %(month)s", month=month_name(first_day)), "success")
        return redirect(self._url("month_page", first_day))

    def _refused(self, first_day: date, why: str) -> Response:
        db.session.rollback()
        flash(why, "error")
        return redirect(self._url("month_page", first_day))

    def _url(self, route: str, first_day: date) -> str:
        return self.get_url(f".{route}", month=f"{first_day:%Y-%m}")


def _asked_month() -> date:
    found = MONTH.fullmatch(request.args.get("month", ""))
    if found is None:
        abort(404)
    return date(int(found[1]), int(found[2]), 1)


def _told(broken: RulesBroken) -> str:
    return " ".join(
        refusal_text(Refusal("", one.text, values=one.values)) for one in broken.problems
    )


def _same_moment() -> str:
    return gettext("Somebody saved at the same moment. Nothing was changed; try again.")


def month_name(first_day: date) -> str:
    return format_date(first_day, "LLLL yyyy")


def closing_text(closing: MonthClosing) -> str:
    """When and by whom it was closed."""
    return _by(gettext("closed on %(at)s", at=moment(closing.closed_at)), closing.closed_by)


def log_lines(closing: MonthClosing) -> list[str]:
    """The latest first: opened again with the reason, closed."""
    lines = [closing_text(closing)]
    if closing.reopened_at is not None:
        told = _by(
            gettext("opened again on %(at)s", at=moment(closing.reopened_at)), closing.reopened_by
        )
        lines.insert(0, f"{told}: {closing.reopening_reason}")
    return lines


def _by(text: str, staff: Any) -> str:
    return gettext("%(what)s by %(who)s", what=text, who=staff.display_name) if staff else text
