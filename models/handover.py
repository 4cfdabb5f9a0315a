"""What a deputy does in an absence: tasks, appointments and deadlines handed over (concept 2.1)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.absence import Absence
from models.appointment import Appointment, AppointmentState
from models.base import Broken, Record, RulesBroken, msg
from models.choice import Choice
from models.eviction_deadline import EvictionDeadline
from models.permissions import DataClass
from models.staff import Staff
from models.task import CLOSED_STATES, Task

Handed = Task | Appointment | EvictionDeadline


class HandoverWish(Choice):
    """What is to become of one thing in an absence."""

    UNTIL_BACK = "until_back"
    FOR_GOOD = "for_good"
    STAYS = "stays"
    LATER = "later"


class Handover(Record):
    """One thing handed over; it comes back after the absence, unless it was given for good.

    A task gets a deputy of its own, an appointment another worker. A deadline stays with its case,
    which the deputy sees in the absence.
    """

    data_class = DataClass.ABSENCE
    has_history = False
    can_come_back = False
    on_paper = frozenset()
    __table_args__ = (
        CheckConstraint(
            "coalesce(task_id, appointment_id, deadline_id) IS NOT NULL", name="of_something"
        ),
        Index(None, "to_id", "ended_on"),
    )

    absence_id: Mapped[int] = mapped_column(
        ForeignKey("absence.id", ondelete="CASCADE"), index=True
    )
    task_id: Mapped[int | None] = mapped_column(
        ForeignKey("task.id", ondelete="CASCADE"), index=True
    )
    appointment_id: Mapped[int | None] = mapped_column(
        ForeignKey("appointment.id", ondelete="CASCADE"), index=True
    )
    deadline_id: Mapped[int | None] = mapped_column(
        ForeignKey("eviction_deadline.id", ondelete="CASCADE"), index=True
    )
    from_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    comes_back: Mapped[bool] = mapped_column(default=True)
    ended_on: Mapped[date | None]

    absence: Mapped[Absence] = relationship()
    task: Mapped[Task | None] = relationship()
    appointment: Mapped[Appointment | None] = relationship()
    deadline: Mapped[EvictionDeadline | None] = relationship()
    from_staff: Mapped[Staff] = relationship(foreign_keys=from_id)
    to_staff: Mapped[Staff] = relationship(foreign_keys=to_id)

    def bring_back(self, today: date) -> None:
        """What is still to be done is again with whom it was before."""
        task, appointment = self.task, self.appointment
        if task and task.state not in CLOSED_STATES:
            if task.deputy_id == self.to_id:
                task.deputy = None
            elif task.worker_id == self.to_id:
                task.worker = self.from_staff
        if appointment and appointment.worker_id == self.to_id and _is_to_come(appointment, today):
            appointment.worker = self.from_staff
        self.ended_on = today


def _is_to_come(appointment: Appointment, today: date) -> bool:
    return appointment.state is AppointmentState.PLANNED and appointment.starts_at.date() >= today


def hand_over(absence: Absence, thing: Handed, wish: HandoverWish, session: Session) -> None:
    """To the deputy of the absence; what was handed over in it before comes back first.

    Raises RulesBroken where there is no deputy.
    """
    if absence.deputy is None:
        raise RulesBroken(Broken("deputy", msg("Say first who stands in.")))
    take_back(absence, thing, session)
    comes_back = wish is HandoverWish.UNTIL_BACK
    given = Handover(
        absence=absence,
        from_staff=absence.worker,
        to_staff=absence.deputy,
        comes_back=comes_back,
        **{_name(thing): thing},
    )
    session.add(given)
    match thing:
        case Task() if comes_back:
            thing.deputy = absence.deputy
        case Task() | Appointment():
            thing.worker = absence.deputy


def take_back(absence: Absence, thing: Handed, session: Session) -> None:
    """Nothing of it is the deputy's any more."""
    wanted = select(Handover).where(
        Handover.absence_id == absence.id,
        getattr(Handover, f"{_name(thing)}_id") == thing.id,
        Handover.ended_on.is_(None),
    )
    for given in session.scalars(wanted):
        given.bring_back(absence.begins_on)
        session.delete(given)


def _name(thing: Handed) -> str:
    match thing:
        case Task():
            return "task"
        case Appointment():
            return "appointment"
    return "deadline"


def end_handovers(absence: Absence, session: Session, today: date) -> int:
    """All that was handed over until the return comes back; how much that was."""
    wanted = select(Handover).where(
        Handover.absence_id == absence.id, Handover.comes_back, Handover.ended_on.is_(None)
    )
    found = list(session.scalars(wanted))
    for given in found:
        given.bring_back(today)
    return len(found)


def end_past_handovers(session: Session, today: date) -> int:
    """Of everybody who is back; to be asked once a day."""
    over = select(Absence).where(
        Absence.ends_on < today,
        Absence.id.in_(
            select(Handover.absence_id).where(Handover.comes_back, Handover.ended_on.is_(None))
        ),
    )
    return sum(end_handovers(absence, session, today) for absence in session.scalars(over).all())
