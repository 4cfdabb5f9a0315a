"""The page of a referral: how far it is, what comes next, and every step that was taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for

from admin_views import formats
from admin_views.details import Alert
from admin_views.due import distance
from admin_views.enum_labels import TONES, enum_label
from admin_views.referral_labels import ITEM_FIELDS
from admin_views.words import gettext
from models.acting import acting
from models.base import Record
from models.partner import Partner
from models.permissions import Action, DataClass
from models.referral import Referral
from models.referral_step import ReferralState, ReferralStep, TransferBasis
from models.rules.phones import dial_link

S = ReferralState
# What the step is called on its button, the usual one of a state first.
VERBS: dict[ReferralState, Any] = {
    S.CONTACTED: lambda: gettext("Contacted"),
    S.BOOKED: lambda: gettext("Appointment made"),
    S.ATTENDED: lambda: gettext("Attended"),
    S.MISSED: lambda: gettext("Did not appear"),
    S.DECLINED: lambda: gettext("Came to nothing"),
    S.DONE: lambda: gettext("Complete"),
}
USUAL: dict[ReferralState, ReferralState] = {
    S.ADVISED: S.CONTACTED,
    S.CONTACTED: S.BOOKED,
    S.BOOKED: S.ATTENDED,
    S.MISSED: S.CONTACTED,
    S.ATTENDED: S.DONE,
}
AT_ONCE = frozenset({S.ATTENDED, S.MISSED})  # need nothing but their day


@dataclass(frozen=True)
class StepButton:
    label: str
    url: str
    to: str
    is_post: bool
    is_primary: bool


@dataclass(frozen=True)
class StepLine:
    when: str
    state: str
    tone: str
    who: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True)
class ReferralPanel:
    """Of a lead without a stated reason only state, days and who took the steps."""

    state: str
    tone: str
    booked: str
    result: str
    reminder: Link | None
    partner: Partner | None
    phone: Link | None
    next_steps: list[StepButton]
    day: str
    steps: list[StepLine]
    basis: str
    basis_tone: str
    items: list[str]
    consent: Link | None


class ReferralPage:
    """Mixin of the view of referrals."""

    details_template = "referral.html"

    def more_details(self, record: Record) -> dict[str, Any]:
        if not isinstance(record, Referral):
            return {}
        reads_notes = self.may_read(record, "purpose", self.has_stated_reason(record))
        return {"panel": self._panel(record, reads_notes)}

    def _panel(self, one: Referral, reads_notes: bool) -> ReferralPanel:
        partner = one.partner if reads_notes else None
        may_step = reads_notes and self.may(Action.UPDATE)
        return ReferralPanel(
            state=enum_label(one.state),
            tone=TONES[one.state],
            booked=booked_text(one),
            result=_result(one) if reads_notes else "",
            reminder=_reminder(one),
            partner=partner,
            phone=_phone(partner),
            next_steps=list(self._buttons(one)) if may_step else [],
            day=formats.day(_usual_day(one)),
            steps=[_line(step, reads_notes) for step in reversed(one.steps)],
            basis=enum_label(one.basis) if reads_notes else "",
            basis_tone=TONES[one.basis],
            items=[str(ITEM_FIELDS[name]) for name in one.passed_items] if reads_notes else [],
            consent=_consent(one) if reads_notes else None,
        )

    def _buttons(self, one: Referral) -> Iterator[StepButton]:
        """The usual step first; what needs no more than its day is taken at once."""
        usual = USUAL.get(one.state)
        for to in sorted(one.next_states, key=lambda state: state is not usual):
            is_post = to in AT_ONCE and one.state is S.BOOKED and _is_due(one)
            is_primary = to is usual and (one.state is not S.BOOKED or _is_due(one))
            url = self.get_url(".take_step", id=one.id, to=to.name)
            yield StepButton(_verb(one, to), url, to.name, is_post, is_primary)

    def alerts(self, record: Record) -> list[Alert]:
        told: list[Alert] = super().alerts(record)
        if not isinstance(record, Referral) or not record.is_open:
            return told
        if not acting().may(Action.READ, DataClass.NOTE):
            return told
        if record.passed_items and not record.may_pass_on(acting().today):
            text = gettext("The consent is no longer active: nothing more may be passed on.")
            told.append(Alert("red", text))
        if record.state is S.MISSED:
            text = gettext("The appointment was missed. Ask why, and whether a new one helps.")
            told.append(Alert("amber", text))
        if record.state is S.BOOKED and record.booked_on and record.booked_on < acting().today:
            when = distance(record.booked_on, acting().today)
            text = gettext("The appointment was %(when)s. Note whether it was kept.", when=when)
            told.append(Alert("amber", text))
        return told


def _verb(one: Referral, to: ReferralState) -> str:
    if to is S.BOOKED and one.state is S.BOOKED:
        return gettext("Move the appointment")
    if to is S.CONTACTED and not one.is_open:
        return gettext("Take up again")
    if to is S.CONTACTED and one.state is S.CONTACTED:
        return gettext("Contacted again")
    return str(VERBS[to]())


def _is_due(one: Referral) -> bool:
    return one.booked_on is not None and one.booked_on <= acting().today


def _usual_day(one: Referral) -> Any:
    """What happened to an appointment happened on its day."""
    return one.booked_on if one.state is S.BOOKED and _is_due(one) else acting().today


def booked_text(one: Referral) -> str:
    if one.booked_on is None:
        return ""
    day = formats.weekday_and_day(one.booked_on)
    return f"{day}, {one.booked_time:%H:%M}" if one.booked_time else day


def _result(one: Referral) -> str:
    kind = one.result or one.decline_reason
    return ". ".join(filter(None, (enum_label(kind) if kind else "", one.result_note)))


def _reminder(one: Referral) -> Link | None:
    task = one.reminder
    if task is None or task.due_on is None or not acting().may(Action.READ, DataClass.SESSION):
        return None
    when = distance(task.due_on, acting().today)
    text = f"{formats.weekday_and_day(task.due_on)} ({when})"
    return Link(text, url_for("task.details_view", id=task.id))


def _phone(partner: Partner | None) -> Link | None:
    if partner is None or not partner.phone:
        return None
    return Link(partner.phone, dial_link(partner.phone))


def _consent(one: Referral) -> Link | None:
    if one.basis is TransferBasis.LAW:
        return Link(one.law or "", "")
    if one.consent is None:
        return None
    until = gettext("until %(day)s", day=formats.day(one.consent.valid_until))
    if one.consent.withdrawn_on:
        until = gettext("withdrawn on %(day)s", day=formats.day(one.consent.withdrawn_on))
    return Link(until, url_for("consent.details_view", id=one.consent.id))


def _line(step: ReferralStep, reads_notes: bool) -> StepLine:
    told = _told(step) if reads_notes else ()
    who = step.staff.display_name if step.staff else ""
    return StepLine(
        formats.day(step.taken_on), enum_label(step.state), TONES[step.state], who, tuple(told)
    )


def _told(step: ReferralStep) -> Iterator[str]:
    if step.way:
        yield enum_label(step.way)
    if step.booked_on:
        yield gettext("for %(day)s", day=formats.weekday_and_day(step.booked_on))
    if step.basis:
        items = ", ".join(str(ITEM_FIELDS[name]) for name in step.passed_items)
        basis = enum_label(step.basis)
        yield gettext("passed on (%(basis)s): %(items)s", basis=basis, items=items)
    if step.note:
        yield step.note
