"""Out of office: what falls due in an absence is handed over, left, or put off; and the return."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Response, abort, flash, make_response, redirect, request
from flask_admin import expose
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm.exc import StaleDataError

from admin_views.eviction_labels import RULES
from admin_views.fields import read_day
from admin_views.formats import day, moment, show
from admin_views.rights import needs
from models.absence import Absence
from models.acting import acting
from models.appointment import Appointment
from models.audit_entry import AuditAction, record_read
from models.base import Broken, RulesBroken, db, msg
from models.eviction_deadline import EvictionDeadline
from models.handover import HandoverWish, end_handovers, hand_over, take_back
from models.permissions import Action, DataClass
from models.reports.handover_items import Item, back_on, items
from models.task import Task

WISHES = {
    HandoverWish.UNTIL_BACK: _("hand over until the return"),
    HandoverWish.FOR_GOOD: _("hand over for good"),
    HandoverWish.STAYS: _("stays with me"),
    HandoverWish.LATER: _("put off until …"),
}
# A deadline of the law is neither put off nor another's for good: its case would have to be.
WISHES_OF_DEADLINES = (HandoverWish.UNTIL_BACK, HandoverWish.STAYS)


@dataclass(frozen=True)
class ItemRow:
    """One line of the page: what it is, when, and the choices for it."""

    key: str
    kind: str
    text: str
    when: str
    is_late: bool
    note: str
    wishes: list[tuple[str, Any, bool]]
    later_on: str
    problem: str


class HandoverPages:
    """Mixin of the view of absences: the page before leaving, and the return."""

    @expose("/hand_over/", methods=("GET", "POST"))
    @needs(Action.UPDATE, DataClass.ABSENCE)
    def hand_over(self) -> Response:
        absence = self.get_one(request.args.get("id"))
        if absence is None:
            return self.gone_page(request.args.get("id"))
        found = items(absence, acting())
        problems: dict[str, str] = {}
        if request.method == "POST":
            problems = _apply(absence, found)
            if not problems:
                return redirect(self.get_url(".hand_over", id=absence.id))
        else:
            record_read(AuditAction.READ, self.model.__tablename__, absence.id)
        is_new = absence.deputy_id is not None and not any(item.is_given for item in found)
        page = self.render(
            "hand_over.html",
            title=gettext("Out of office"),
            crumbs=self.crumbs(absence),
            absence=absence,
            period=f"{day(absence.begins_on)} – {day(absence.ends_on)}",
            rows=[_row(item, absence, is_new, problems.get(item.key, "")) for item in found],
            may_return=absence.begins_on <= acting().today,
            edit_url=self.get_url(".edit_view", id=absence.id),
            act_url=self.get_url(".hand_over", id=absence.id),
            back_url=self.get_url(".come_back", id=absence.id),
            has_problems=bool(problems),
        )
        return make_response(page, 422 if problems else 200)

    @expose("/come_back/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.ABSENCE)
    def come_back(self) -> Response:
        """Back, perhaps earlier than planned: what was handed over comes back."""
        absence = self.get_one(request.args.get("id"))
        if absence is None:
            abort(404)
        today = acting().today
        count = end_handovers(absence, db.session(), today)
        if absence.begins_on < today <= absence.ends_on:
            absence.ends_on = today - timedelta(days=1)
        db.session.commit()
        text = ngettext(
            "Welcome back. %(num)s thing is yours again.",
            "Welcome back. %(num)s things are yours again.",
            count,
        )
        flash(text, "success")
        return redirect(self.get_url(".hand_over", id=absence.id))


def _apply(absence: Absence, found: list[Item]) -> dict[str, str]:
    """Do what was chosen, all or nothing; the answer is what stands against it, by line."""
    problems: dict[str, str] = {}
    done = 0
    try:
        with db.session.no_autoflush:
            for item in found:
                try:
                    done += _wish(absence, item)
                except (RulesBroken, ValueError) as refused:
                    problems[item.key] = _text(refused)
        if not problems:
            db.session.commit()
    except RulesBroken as broken:
        problems[""] = _text(broken)
    except StaleDataError:
        problems[""] = gettext("Meanwhile somebody else changed one of these. Please look again.")
    if problems:
        db.session.rollback()
        flash(problems.get("", gettext("Nothing was handed over yet; see below.")), "error")
        return problems
    flash(ngettext("%(num)s line was settled.", "%(num)s lines were settled.", done), "success")
    return {}


def _wish(absence: Absence, item: Item) -> bool:
    """Do what was chosen for this line; whether that was anything new."""
    wish = _chosen(item)
    if wish is _now(item):
        return False
    session = db.session()
    match wish:
        case HandoverWish.UNTIL_BACK | HandoverWish.FOR_GOOD:
            hand_over(absence, item.thing, wish, session)
        case HandoverWish.STAYS:
            take_back(absence, item.thing, session)
        case HandoverWish.LATER:
            take_back(absence, item.thing, session)
            _put_off(absence, item)
    return True


def _chosen(item: Item) -> HandoverWish:
    if "all" in request.form:
        return HandoverWish.UNTIL_BACK
    value = request.form.get(item.key, "")
    allowed = {wish.value: wish for wish in _wishes(item)}
    return allowed.get(value, _now(item))


def _now(item: Item) -> HandoverWish:
    """How it stands before anything is chosen."""
    if not item.is_given:
        return HandoverWish.STAYS
    return HandoverWish.FOR_GOOD if item.is_for_good else HandoverWish.UNTIL_BACK


def _put_off(absence: Absence, item: Item) -> None:
    """A task to another day, an appointment to the same hour of another day."""
    to = read_day(request.form.get(f"{item.key}-on", ""))
    if absence.begins_on <= to <= absence.ends_on:
        raise RulesBroken(Broken("", msg("On that day the absence still lasts.")))
    match item.thing:
        case Task():
            reason = gettext("Absence until %(day)s", day=day(absence.ends_on))
            item.thing.reschedule(to, reason)
        case Appointment():
            item.thing.starts_at = datetime.combine(to, item.thing.starts_at.time())


def _text(refused: Exception) -> str:
    if not isinstance(refused, RulesBroken):
        return str(refused)
    problem = refused.problems[0]
    values = {name: show(value) for name, value in problem.values.items()}
    return gettext(problem.text, **values)  # noqa: INT001 - marked in the models


def _wishes(item: Item) -> tuple[HandoverWish, ...]:
    is_deadline = isinstance(item.thing, EvictionDeadline)
    return WISHES_OF_DEADLINES if is_deadline else tuple(HandoverWish)


def _row(item: Item, absence: Absence, is_new: bool, problem: str) -> ItemRow:
    """Where nothing was settled yet, handing over is proposed."""
    proposed = HandoverWish.UNTIL_BACK if is_new else _now(item)
    chosen = _chosen(item) if request.method == "POST" else proposed
    typed = request.form.get(f"{item.key}-on", "")
    return ItemRow(
        item.key,
        _kind(item),
        item.text or item.person,
        moment(item.at) if item.at else day(item.on),
        item.on < acting().today,
        _note(item, absence),
        [(wish.value, WISHES[wish], wish is chosen) for wish in _wishes(item)],
        typed or (day(back_on(absence)) if HandoverWish.LATER in _wishes(item) else ""),
        problem,
    )


def _kind(item: Item) -> str:
    match item.thing:
        case Task():
            return gettext("Task")
        case Appointment():
            return gettext("Appointment")
    return str(RULES.get(item.rule, item.rule))


def _note(item: Item, absence: Absence) -> str:
    """Whom it concerns, how it stands, and whether the deputy is busy then."""
    deputy = absence.deputy.display_name if absence.deputy else ""
    parts = [item.person if item.text else ""]
    if item.is_given:
        parts.append(gettext("handed over to %(name)s", name=deputy))
    if item.is_taken:
        parts.append(gettext("%(name)s has an appointment then", name=deputy))
    return " · ".join(filter(None, parts))
