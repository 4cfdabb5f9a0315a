"""How a referral moves on: what each step needs, and what follows from it."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from models.acting import acting
from models.appointment import PAST, Appointment, AppointmentKind, AppointmentState
from models.base import Broken, RulesBroken, msg
from models.partner import Partner
from models.person import Person
from models.referral_step import (
    BY_OFFICE,
    ENDED,
    NEXT_STATES,
    DeclineReason,
    Move,
    ReferralResult,
    ReferralState,
    ReferralStep,
    StepNotAllowed,
    TransferBasis,
)
from models.staff import Staff
from models.task import CLOSED_STATES, Task

# Entries of the record, German like every other note of the office.
FOLLOW_UP = "Vermittlung nachfassen: %s"
ENDED_WITH_REFERRAL = "Mit der Vermittlung beendet."
_AFTER = {
    ReferralState.ATTENDED: AppointmentState.KEPT,
    ReferralState.MISSED: AppointmentState.MISSED,
}


class ReferralMoves:
    """Mixin of Referral."""

    if TYPE_CHECKING:
        person: Person
        worker: Staff
        partner: Partner
        purpose: str
        referred_on: date
        basis: TransferBasis
        state: ReferralState
        booked_on: date | None
        booked_time: time | None
        attended_on: date | None
        result: ReferralResult | None
        decline_reason: DeclineReason | None
        result_note: str | None
        appointment: Appointment | None
        steps: list[ReferralStep]
        tasks: list[Task]

        @property
        def passed_items(self) -> tuple[str, ...]: ...

        def may_pass_on(self, day: date) -> bool: ...

    @property
    def reminder(self) -> Task | None:
        """The task that brings it back, while it is open."""
        return next((task for task in self.tasks if task.state not in CLOSED_STATES), None)

    def advance(self, move: Move) -> ReferralStep:
        """Take a step; the only way its state changes.

        Raises StepNotAllowed, or RulesBroken with one problem for each thing that is missing.
        """
        if move.to not in NEXT_STATES[self.state]:
            raise StepNotAllowed(Broken("", msg("This step is not possible from here.")))
        if problems := list(self._problems(move, acting().today)):
            raise RulesBroken(*problems)
        step = ReferralStep(
            came_from=self.state, state=move.to, taken_on=move.on, staff_id=acting().staff_id,
            way=move.way, booked_on=move.booked_on, note=move.note or None,
        )  # fmt: skip
        if move.way in BY_OFFICE and self.passed_items:
            step.basis, step.passed = self.basis, ",".join(self.passed_items)
        self.steps.append(step)
        self.state = move.to
        self._take_over(move)
        return step

    def _problems(self, move: Move, today: date) -> Iterator[Broken]:
        to, needed = move.to, msg("This is needed for the step.")
        if move.on > today:
            yield Broken("on", msg("The day lies in the future."))
        if self.referred_on and move.on < self.referred_on:
            yield Broken("on", msg("The day lies before the referral."))
        if to is ReferralState.CONTACTED and move.way is None:
            yield Broken("way", needed)
        if to is ReferralState.BOOKED:
            yield from _booking_problems(move, needed)
        if to is ReferralState.DECLINED and move.decline_reason is None:
            yield Broken("decline_reason", needed)
        if to is ReferralState.DONE and move.result is None:
            yield Broken("result", needed)
        if move.way in BY_OFFICE and self.passed_items and not self.may_pass_on(today):
            text = msg(
                "The consent is no longer active: nothing may be passed on. Record a new consent, "
                "or change the basis to “No data passed on” and leave the name out."
            )
            yield Broken("way", text)
        if move.remind_on and move.remind_on < today:
            yield Broken("remind_on", msg("The day is past."))

    def _take_over(self, move: Move) -> None:
        is_over = move.to in ENDED
        if move.to is ReferralState.BOOKED:
            self.booked_on, self.booked_time = move.booked_on, move.booked_time
            self.attended_on = None
        if move.to is ReferralState.ATTENDED:
            self.attended_on = move.on
        if move.to is ReferralState.MISSED:
            self.attended_on = None
        self.result = move.result if is_over else None
        self.decline_reason = move.decline_reason if is_over else None
        if is_over and move.note:
            self.result_note = move.note
        self._keep_calendar(move)
        if is_over:
            self._end_reminders(acting().today)
        elif move.remind_on:
            self.remind(move.remind_on)

    def _keep_calendar(self, move: Move) -> None:
        """The appointment to which somebody goes along follows the referral."""
        known = self.appointment
        if move.to is not ReferralState.BOOKED:
            if known is not None and known.state is AppointmentState.PLANNED:
                fate = _AFTER.get(move.to, AppointmentState.CANCELLED)
                is_ahead = known.starts_at.date() > acting().today
                known.state = AppointmentState.CANCELLED if is_ahead and fate in PAST else fate
            return
        if known is not None and known.state is AppointmentState.PLANNED:
            known.state = AppointmentState.CANCELLED
        self.appointment = None
        if move.is_in_calendar and move.booked_on and move.booked_time:
            self.appointment = Appointment(
                person=self.person,
                worker=self.worker,
                starts_at=datetime.combine(move.booked_on, move.booked_time),
                kind=AppointmentKind.ACCOMPANIMENT,
                purpose=f"{self.partner.name}: {self.purpose}"[:200],
            )

    def remind(self, on: date) -> None:
        """A task that brings the referral back on this day; one at a time."""
        if self.reminder is not None:
            self.reminder.due_on = on
            return
        self.tasks.append(
            Task(
                person=self.person,
                worker=self.worker,
                partner=self.partner,
                what=(FOLLOW_UP % self.partner.name)[:200],
                due_on=on,
            )
        )

    def _end_reminders(self, today: date) -> None:
        for task in self.tasks:
            if task.state not in CLOSED_STATES:
                task.end(today, ENDED_WITH_REFERRAL)


def _booking_problems(move: Move, needed: str) -> Iterator[Broken]:
    if move.booked_on is None:
        yield Broken("booked_on", needed)
    elif move.booked_on < move.on:
        yield Broken("booked_on", msg("The appointment lies before the day it was made."))
    if move.is_in_calendar and move.booked_time is None:
        yield Broken("booked_time", msg("The calendar needs a time."))
