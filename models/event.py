"""Events on integration: planned, announced, held and looked back on (concept 4.10).

Whoever came is counted and never named.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from enum import auto

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import acting
from models.base import Broken, Line, Note, Record, RulesBroken, msg, not_before
from models.choice import Choice
from models.event_parts import EventFunding, EventGroup, EventMaterial, EventTask
from models.issued import before
from models.partner import Partner
from models.permissions import DataClass
from models.staff import Staff
from models.taking_part import TakesPart

LONGEST_EVENT = timedelta(days=60)
# An entry of the record, German like every other note of the office.
CANCELLED_NOTE = "Die Veranstaltung wurde abgesagt."
MOVED_NOTE = "Die Veranstaltung wurde verlegt."


class EventKind(Choice):
    INTERCULTURAL_WEEK = auto()
    CITIZENS_FESTIVAL = auto()
    WINE_FESTIVAL = auto()
    VOLUNTEER_DAY = auto()  # 5 December
    OWN = auto()


class EventState(Choice):
    IDEA = auto()
    PLANNED = auto()
    ANNOUNCED = auto()
    DONE = auto()
    CANCELLED = auto()


class Recurrence(Choice):
    """Whether it is held every year, and what of its day is kept."""

    NONE = auto()
    FIXED_DAY = auto()
    WEEKDAY_FROM_START = auto()
    WEEKDAY_FROM_END = auto()


_S = EventState
NEXT_STATES: dict[EventState, tuple[EventState, ...]] = {
    _S.IDEA: (_S.PLANNED, _S.CANCELLED),
    _S.PLANNED: (_S.ANNOUNCED, _S.DONE, _S.IDEA, _S.CANCELLED),
    _S.ANNOUNCED: (_S.DONE, _S.CANCELLED),
    _S.DONE: (),
    _S.CANCELLED: (_S.PLANNED,),
}
UNDER_WAY = frozenset({_S.PLANNED, _S.ANNOUNCED})
TOLD_OUTSIDE = frozenset({_S.ANNOUNCED, _S.DONE})
_PLAN = (
    *("worker", "staff", "partners", "tasks", "materials"),
    *("went_well", "next_time", "previous", "follow_up"),
)


class Event(TakesPart, Record):
    """The state moves by `advance` alone; once it is planned its list becomes tasks."""

    data_class = DataClass.EVENT
    field_classes = dict.fromkeys(_PLAN, DataClass.EVENT_PLAN)
    title_field = "name"
    search_fields = ("name", "place")
    __table_args__ = (
        not_before("ends_on", "begins_on"),
        CheckConstraint("participants IS NULL OR participants >= 0", name="participants_counted"),
        CheckConstraint("budget IS NULL OR budget >= 0", name="budget_not_negative"),
        Index(None, "begins_on", "id"),
        Index(None, "previous_id", unique=True),  # one for each year, never two
    )

    name: Mapped[Line]
    kind: Mapped[EventKind] = mapped_column(default=EventKind.OWN)
    state: Mapped[EventState] = mapped_column(default=EventState.IDEA, index=True)
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]  # empty: on one day
    opens_at: Mapped[time | None]
    closes_at: Mapped[time | None]
    place: Mapped[Line | None]
    worker_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    recurrence: Mapped[Recurrence] = mapped_column(default=Recurrence.NONE)
    is_public: Mapped[bool] = mapped_column(default=False, server_default=false(), index=True)
    public_text: Mapped[Note | None]
    budget: Mapped[Decimal | None]
    participants: Mapped[int | None]
    went_well: Mapped[Note | None]
    next_time: Mapped[Note | None]
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    told_outside_on: Mapped[date | None]  # first; kept by `settle`

    worker: Mapped[Staff] = relationship()
    staff: Mapped[list[Staff]] = relationship(secondary="event_staff", order_by=Staff.display_name)
    partners: Mapped[list[Partner]] = relationship(secondary="event_partner", order_by=Partner.name)
    tasks: Mapped[list[EventTask]] = relationship(
        back_populates="event",
        cascade="all, delete-orphan",
        order_by=(EventTask.days_before.desc(), EventTask.id),
    )
    materials: Mapped[list[EventMaterial]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by=EventMaterial.id
    )
    fundings: Mapped[list[EventFunding]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by=EventFunding.id
    )
    groups: Mapped[list[EventGroup]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by=EventGroup.id
    )
    previous: Mapped["Event | None"] = relationship(
        remote_side="Event.id", back_populates="follow_up"
    )
    follow_up: Mapped["Event | None"] = relationship(back_populates="previous", uselist=False)

    @property
    def last_day(self) -> date:
        return self.ends_on or self.begins_on

    @property
    def is_told_outside(self) -> bool:
        return self.is_public and self.state in TOLD_OUTSIDE

    @property
    def days(self) -> tuple[date, ...]:
        number = (self.last_day - self.begins_on).days + 1
        return tuple(self.begins_on + timedelta(days=ahead) for ahead in range(number))

    def may_become(self, to: EventState) -> bool:
        return to in NEXT_STATES[self.state]

    def advance(self, to: EventState, today: date) -> None:
        """The only way the state changes; raises RulesBroken, naming what is missing."""
        if not self.may_become(to):
            raise RulesBroken(Broken("state", msg("This step is not possible from here.")))
        if to is EventState.ANNOUNCED and not self.place:
            raise RulesBroken(
                Broken("place", msg("Say where it takes place before announcing it."))
            )
        if to is EventState.DONE and self.last_day > today:
            raise RulesBroken(Broken("state", msg("The event is not over yet.")))
        self.state = to

    def settle(self, today: date) -> None:
        """What is not said is as usual; the list of tasks follows state and day."""
        self.state = self.state or EventState.IDEA
        self.recurrence = self.recurrence or Recurrence.NONE
        if self.is_told_outside and self.told_outside_on is None:
            self.told_outside_on = today
        has_ended = self.state is EventState.CANCELLED and self.id is not None
        for row in self.tasks:
            if has_ended:
                row.end_task(today, CANCELLED_NOTE)
            elif self.state in UNDER_WAY and self.begins_on:
                row.resume_task(CANCELLED_NOTE)
                row.follow(self._day_before(), today, MOVED_NOTE)

    def _day_before(self) -> date | None:
        """The day it had until now, where that is about to change."""
        day: date | None = before(self, "begins_on") if self.id is not None else None
        return day if day != self.begins_on else None

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from self.part_problems()
        if self.begins_on:
            yield from self._clock_problems()
        if self.participants is not None and self.participants < 0:
            yield Broken("participants", msg("A number of people cannot be negative."))
        elif self.participants is not None and self.begins_on and self.begins_on > today:
            yield Broken("participants", msg("People are counted when the event has begun."))
        if self.budget is not None and self.budget < 0:
            yield Broken("budget", msg("An amount cannot be negative."))
        if self._moves_by_hand():
            yield Broken("state", msg("This step is not possible from here."))

    def _clock_problems(self) -> Iterator[Broken]:
        if self.ends_on and self.ends_on < self.begins_on:
            yield Broken("ends_on", msg("The end lies before the beginning."))
        elif self.last_day - self.begins_on > LONGEST_EVENT:
            yield Broken("ends_on", msg("An event lasts 60 days at most. Please check the year."))
        is_one_day = self.last_day == self.begins_on
        if is_one_day and self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            text = msg("It ends before it begins; past midnight the last day is the next one.")
            yield Broken("closes_at", text)

    def _moves_by_hand(self) -> bool:
        """A state that no step leads to, whichever way it came."""
        was: EventState | None = before(self, "state") if self.id is not None else None
        if was is None or was is self.state or not acting().roles:
            return False
        return self.state not in NEXT_STATES[was]

    @property
    def awaits_next(self) -> bool:
        """Held every year, over, and next year's is not there yet."""
        is_yearly = self.recurrence is not Recurrence.NONE
        return is_yearly and self.state is EventState.DONE and self.follow_up is None

    @property
    def done_tasks(self) -> int:
        return sum(row.is_done for row in self.tasks)


class EventPartner(Record):
    """A partner organisation that takes part."""

    data_class = DataClass.EVENT_PLAN
    __table_args__ = (UniqueConstraint("event_id", "partner_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)


class EventStaff(Record):
    """Who of the office takes part besides whoever is responsible."""

    data_class = DataClass.EVENT_PLAN
    __table_args__ = (UniqueConstraint("event_id", "staff_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
