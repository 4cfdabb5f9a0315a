"""What was agreed with a person, beside the sequence, to be ticked off with one click."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, flash, redirect, request
from flask_admin import expose
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from admin_views.due import distance
from admin_views.enum_labels import TONES, enum_label
from admin_views.formats import day, weekday_and_day
from admin_views.rights import needs
from admin_views.words import gettext
from models.acting import acting
from models.appointment import InterpreterState
from models.base import RulesBroken, db
from models.change_step import StepKind, step
from models.goal import Goal, GoalStep
from models.goal_agreement import GoalAgreement
from models.permissions import Action, DataClass
from models.person import Person
from models.reports.person_agreed import Agreed, agreed_with
from models.reports.person_file import PersonHead
from models.rules.text import whole_number
from models.rules.urgency import tone_of
from models.task import CLOSED_STATES, Task, TaskState


@dataclass(frozen=True)
class AgreedLine:
    """`mark` is what ticking it off sends."""

    mark: str
    what: str
    url: str
    small: str
    when: str
    tone: str
    is_done: bool


@dataclass(frozen=True)
class NextAppointment:
    when: str
    distance: str
    small: str
    tag: tuple[str, str] | None  # how far the interpreter is ordered
    url: str


@dataclass(frozen=True)
class AgreedPanel:
    """What was agreed; for who may read notes."""

    lines: list[AgreedLine]
    tick_url: str
    may_tick: bool


@dataclass(frozen=True)
class AppointmentPanel:
    """The next appointment, and where one is made; for who may know of talks."""

    next: NextAppointment | None
    add_url: str


class AgreedPages:
    """Mixin of the persons' view."""

    def agreed_panel(self, person: Person) -> AgreedPanel:
        return AgreedPanel(
            [self._agreed_line(one) for one in agreed_with(person.id, acting())],
            self.get_url(".tick", id=person.id),
            acting().may(Action.UPDATE, DataClass.NOTE),
        )

    def _agreed_line(self, one: Agreed) -> AgreedLine:
        stem = "task" if one.kind == "task" else "goal"
        who = one.who or enum_label(one.doer)
        today = acting().today
        due = f"{day(one.due_on)} · {distance(one.due_on, today)}" if one.due_on else ""
        return AgreedLine(
            mark=f"{one.kind}-{one.record_id}",
            what=one.what,
            url=self.get_url(f"{stem}.details_view", id=one.opens_id),
            small=who,
            when="" if one.is_done else due,
            tone="" if one.is_done else tone_of(one.due_on, today),
            is_done=one.is_done,
        )

    def appointment_panel(self, person: Person, head: PersonHead) -> AppointmentPanel | None:
        if not acting().may(Action.READ, DataClass.SESSION):
            return None
        url = ""
        if acting().may(Action.CREATE, DataClass.SESSION):
            back = self.get_url(".details_view", id=person.id)
            url = self.get_url("appointment.create_view", person=person.id, url=back)
        return AppointmentPanel(self._next_appointment(head), url)

    def _next_appointment(self, head: PersonHead) -> NextAppointment | None:
        at, order = head.next_appointment_at, head.next_interpreter
        if at is None:
            return None
        is_ordered = order not in (None, InterpreterState.NOT_NEEDED)
        text = gettext("Interpreter: %(state)s", state=enum_label(order)) if is_ordered else ""
        return NextAppointment(
            f"{weekday_and_day(at.date())} {at:%H:%M}",
            distance(at.date(), acting().today),
            " · ".join(filter(None, (head.next_place, head.next_worker))),
            (TONES.get(order, "grey"), text) if is_ordered else None,
            self.get_url("appointment.details_view", id=head.next_appointment_id),
        )

    @expose("/tick/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.NOTE)
    def tick(self) -> Response:
        """Done; or open again, where it was ticked off by mistake."""
        person = self.get_one(request.args.get("id"))
        if person is None:
            return self.gone_page(request.args.get("id"))
        back = redirect(self.get_url(".details_view", id=person.id, _anchor="agreed"))
        found = _agreed_of(person, request.form.get("mark", ""))
        if found is None:
            abort(404)
        is_done = found.state in CLOSED_STATES
        try:
            with step(StepKind.TASK_DONE, found.__tablename__):
                found.state = TaskState.OPEN if is_done else TaskState.DONE
                if isinstance(found, Task):
                    found.done_on = None if is_done else acting().today
                db.session.commit()
        except (RulesBroken, StaleDataError):
            db.session.rollback()
            flash(gettext("Somebody else changed this record meanwhile; look again."), "error")
            return back
        text = gettext("Open again: %(what)s") if is_done else gettext("Done: %(what)s")
        flash(text % {"what": found.what}, "success")
        return back


def _agreed_of(person: Person, mark: str) -> Any:
    """The task or the step of this person that is meant, if it is within reach."""
    kind, _, key = mark.partition("-")
    number = whole_number(key)
    if kind == "task":
        wanted: Any = select(Task).where(Task.person_id == person.id, Task.visible_to(acting()))
        return db.session.scalar(wanted.where(Task.id == number))
    if kind != "step":
        return None
    wanted = (
        select(GoalStep)
        .join(Goal, Goal.id == GoalStep.goal_id)
        .join(GoalAgreement, GoalAgreement.id == Goal.agreement_id)
        .where(GoalAgreement.person_id == person.id, GoalAgreement.visible_to(acting()))
    )
    return db.session.scalar(wanted.where(GoalStep.id == number))
