"""The worklist of the directory: which entries are to be checked, by whom, and what changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from flask import Response, abort, flash, redirect, request
from flask_admin import expose
from flask_admin.helpers import get_redirect_target
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from admin_views.due import distance
from admin_views.enum_labels import enum_label
from admin_views.field_change import Titles, has_word, value_text
from admin_views.formats import day, moment
from admin_views.import_rows import broken_texts
from admin_views.labels import field_label
from admin_views.rights import StaffPage, needs
from admin_views.table_labels import TABLES
from admin_views.words import gettext
from models.acting import acting
from models.base import RulesBroken, db, utc_now
from models.change_step import StepKind, step
from models.field_change import FieldChange
from models.partner import Partner
from models.permissions import Action, DataClass
from models.reports.record_history import referred, titles_of
from models.reports.upkeep import (
    Check,
    by_month,
    changes_since,
    checkers,
    checks,
    due_by,
    given_to,
)
from models.rules.text import whole_number
from models.rules.urgency import tone_of
from models.stored_values import model_of

UPDATE = (Action.UPDATE, DataClass.NETWORK)
ON_ONE_PAGE = 25
SOON = timedelta(days=30)  # what may be checked ahead of its day
MONTHS_AHEAD = 12


@dataclass(frozen=True)
class Difference:
    """One change since the last check."""

    what: str
    old: str
    new: str
    small: str


@dataclass(frozen=True)
class CheckLine:
    """One entry of the list; `checker` is a name, `checker_id` what the choice shows."""

    id: int
    name: str
    small: str
    url: str
    due: str
    due_on: str
    tone: str
    checked_on: str
    checker: str
    checker_id: int | None
    is_given: bool
    differences: list[Difference]


class PartnerCheckView(StaffPage):
    """For all who may change the directory; who keeps it also says whose turn it is."""

    def __init__(self, group: Any) -> None:
        super().__init__(
            name=_("To check"), category=group, endpoint="partner_check", url="/admin/partner_check"
        )

    def is_visible(self) -> bool:
        return True

    def is_accessible(self) -> bool:
        return acting().may(*UPDATE)

    @expose("/")
    @needs(*UPDATE)
    def index(self) -> str:
        """One's own entries that are due, or those of all; those of the next month on request."""
        someone, staff = acting(), checkers(db.session())
        everything = checks(db.session(), someone)
        is_all = request.args.get("of") == "all" or someone.staff_id not in staff
        is_ahead = request.args.get("until") == "soon"
        until = someone.today + (SOON if is_ahead else timedelta(0))
        found = due_by(everything, until, () if is_all else someone.own_ids)
        page = whole_number(request.args.get("page"), digits=4) or 0
        start = page * ON_ONE_PAGE
        return self.render(
            "partner_checks.html",
            title=self.name,
            lines=self._lines(found[start : start + ON_ONE_PAGE], staff),
            count=len(found),
            start=start,
            is_all=is_all,
            is_ahead=is_ahead,
            has_own=someone.staff_id in staff,
            staff=staff if someone.may(Action.UPDATE, DataClass.UPKEEP) else {},
            older=self._page_url(page - 1) if page else "",
            newer=self._page_url(page + 1) if len(found) > start + ON_ONE_PAGE else "",
            months=_months(someone.today),
            year=_year(by_month(everything, someone.today), staff, someone.today),
            here=request.full_path.rstrip("?"),
        )

    def _page_url(self, page: int) -> str:
        kept = {name: request.args[name] for name in ("of", "until") if name in request.args}
        return self.get_url(".index", **kept, page=page)

    def _lines(self, found: Sequence[Check], staff: dict[int, str]) -> list[CheckLine]:
        changed = changes_since({one.partner_id: one.since for one in found}, db.session())
        every = [change for changes in changed.values() for change in changes]
        titles = titles_of(referred(every), db.session(), acting())
        return [self._line(one, staff, changed.get(one.partner_id, []), titles) for one in found]

    def _line(
        self, one: Check, staff: dict[int, str], changes: list[FieldChange], titles: Titles
    ) -> CheckLine:
        today = acting().today
        told = [_difference(change, titles) for change in changes]
        return CheckLine(
            id=one.partner_id,
            name=one.name,
            small=" · ".join(filter(None, (one.town, one.phone))),
            url=self.get_url("partner.details_view", id=one.partner_id),
            due=distance(one.due_on, today),
            due_on=day(one.due_on),
            tone=tone_of(one.due_on, today),
            checked_on=day(one.checked_on) if one.checked_on else "",
            checker=staff.get(one.checker_id or 0, ""),
            checker_id=one.checker_id,
            is_given=one.is_given,
            differences=[one for one in told if one is not None],
        )

    @expose("/<int:id>/checked", methods=("POST",))
    @needs(*UPDATE)
    def entry_checked(self, id: int) -> Response:
        """One click: everything in this entry holds as of today."""
        partner = self._partner(id)
        try:
            with step(StepKind.CHECKED, Partner.__tablename__):
                partner.checked_on = acting().today
                partner.updated_at = utc_now()
                db.session.commit()
        except RulesBroken as broken:
            db.session.rollback()
            for text in broken_texts(broken):
                flash(text, "error")
        except StaleDataError:
            db.session.rollback()
            flash(gettext("Somebody else saved it at this moment. Look again."), "error")
        else:
            undo = Markup('{} <a href="{}">{}</a>')
            told = gettext("Checked: %(what)s", what=partner.name)
            steps = self.get_url("change_step.index")
            flash(undo.format(told, steps, gettext("Take back")), "success")
        return self._back()

    @expose("/<int:id>/turn", methods=("POST",))
    @needs(Action.UPDATE, DataClass.UPKEEP)
    def give_turn(self, id: int) -> Response:
        """Somebody else checks this entry from now on, or whoever is next in turn."""
        partner, sent = self._partner(id), request.form.get("checker", "")
        staff, chosen = checkers(db.session()), whole_number(sent)
        if sent and chosen not in staff:
            abort(404)
        given_to(partner.id, chosen, db.session())
        db.session.commit()
        who = staff[chosen] if chosen else gettext("whoever is next in turn")
        flash(gettext("%(what)s is checked by %(who)s.", what=partner.name, who=who), "success")
        return self._back()

    @staticmethod
    def _partner(id: int) -> Partner:
        wanted = select(Partner).where(Partner.id == id, Partner.visible_to(acting()))
        return db.session.scalars(wanted).unique().one_or_none() or abort(404)

    def _back(self) -> Response:
        return redirect(get_redirect_target() or self.get_url(".index"), 303)


def _difference(change: FieldChange, titles: Titles) -> Difference | None:
    """A change in words; None for what no page shows."""
    model = model_of(change.table_name)
    who = change.staff.display_name if change.staff else ""
    small = " · ".join(filter(None, (who, moment(change.at))))
    part = "" if change.owner_id is None else str(TABLES[change.table_name][0])
    if change.field is None:
        return Difference(part, "", enum_label(change.kind), small)
    if not has_word(model, change.field) or change.is_secret:
        return None
    what = ": ".join(filter(None, (part, str(field_label(model, change.field)))))
    old, new = (value_text(model, change.field, text, titles) for text in (change.old, change.new))
    return Difference(what, old, new, small)


def _months(today: date) -> list[date]:
    first = today.replace(day=1)
    return [first + relativedelta(months=number) for number in range(MONTHS_AHEAD)]


def _year(
    counts: dict[int, Counter[date]], staff: dict[int, str], today: date
) -> list[tuple[str, list[int]]]:
    """For each member of staff how many entries fall into each month."""
    months = _months(today)
    return [
        (name, [counts.get(number, Counter())[month] for month in months])
        for number, name in staff.items()
    ]
