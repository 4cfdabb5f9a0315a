"""From a fixed eviction date to the shelter and the aftercare (concept 4.7, rules 1.6 and 1.7)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Mapped, declared_attr, relationship

from models.acting import Acting
from models.base import Broken, Line, RulesBroken, msg
from models.catalogue import StayReason
from models.closed_file import in_open_file, without_closed_file
from models.contact_attempt import AttemptKind, AttemptResult, ContactAttempt
from models.eviction_caretaker import EvictionCaretaker
from models.eviction_step import EvictionState, EvictionStep
from models.eviction_tasks import (
    AFTERCARE_CONTACT,
    AFTERCARE_END,
    ASSIGN_CARETAKERS,
    CONTACT,
    PREPARE_PLACES,
    end_tasks,
)
from models.permissions import Action, DataClass
from models.person import Person
from models.place_reservation import PlaceReservation
from models.staff import Staff
from models.stay import PlacementBasis, Stay
from models.task import CLOSED_STATES, Task, TaskState
from models.unit import Unit

CARETAKERS = 2
REACHED = frozenset({AttemptResult.REACHED, AttemptResult.REFUSED_HELP})
BOTH_WAYS = frozenset({AttemptKind.LETTER, AttemptKind.VISIT})
WAYS = {
    AttemptKind.LETTER: {AttemptKind.LETTER},
    AttemptKind.VISIT: {AttemptKind.VISIT},
    AttemptKind.LETTER_AND_VISIT: BOTH_WAYS,
}
ORDER_MONTHS = 6  # usual length of an order for a shelter; no limit of the law (rules EP-04)
STAY_REASON = "homeless_c_eviction"
# What those read who prepare the places.
PLACE_FIELDS = (
    "household", "person", "address", "adult_count", "minor_count", "has_pets", "residents",
    "state", "received_on", "title", "version", "eviction_at",
    "place_needs", "reservations", "caretakers",
)  # fmt: skip
_S = EvictionState
PLACES_NEEDED = frozenset({_S.EVICTION_SCHEDULED, _S.EVICTED})
ACCOMPANIED = PLACES_NEEDED | {_S.EMERGENCY_SHELTER}
NO_PLACES_ANY_MORE = frozenset({_S.AVERTED, _S.AGREED, _S.WITHDRAWN, _S.AFTERCARE, _S.CLOSED})


class EvictionChain:
    """Mixin of an eviction case: places, caretakers, placement, aftercare."""

    if TYPE_CHECKING:
        id: Mapped[int]
        state: Mapped[EvictionState]
        person: Mapped[Person]
        person_id: Mapped[int]
        worker: Mapped[Staff | None]
        residents: Mapped[list[Any]]
        instalments: Mapped[list[Any]]
        steps: Mapped[list[EvictionStep]]
        contact_attempts: Mapped[list[ContactAttempt]]
        tasks: Mapped[list[Task]]
        adult_count: Mapped[int]
        minor_count: Mapped[int]
        eviction_at: Mapped[datetime | None]
        evicted_on: Mapped[date | None]
        sheltered_from: Mapped[date | None]
        sheltered_until: Mapped[date | None]
        shelter_ordered_on: Mapped[date | None]
        aftercare_until: Mapped[date | None]
        aftercare_every: Mapped[int | None]

        def advance(self, to: EvictionState, taken_on: date, reason: str | None = None) -> None: ...
        def settle(self, today: date) -> None: ...

    place_needs: Mapped[Line | None]  # what the place has to have: cot, dog, ground floor

    @declared_attr
    def shelter_unit(cls) -> Mapped[Unit | None]:
        return relationship(Unit)

    @declared_attr
    def reservations(cls) -> Mapped[list[PlaceReservation]]:
        return relationship(
            PlaceReservation,
            back_populates="case",
            cascade="all, delete-orphan",
            order_by=PlaceReservation.id,
        )

    @declared_attr
    def caretakers(cls) -> Mapped[list[EvictionCaretaker]]:
        return relationship(
            EvictionCaretaker,
            back_populates="case",
            cascade="all, delete-orphan",
            order_by=EvictionCaretaker.id,
        )

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """Caretakers reach the cases they accompany, and only as long as they do.

        Nobody one that concerns a person whose file is closed.
        """
        resident = Person.metadata.tables["eviction_person"].alias()
        along = without_closed_file(resident, acting, resident.c.case_id == cls.id)
        is_open = in_open_file(cls.person_id, acting) & along
        may_read = acting.may(Action.READ, DataClass.EVICTION)
        if may_read or acting.may(Action.CREATE, DataClass.RESERVATION):
            return is_open
        own = select(EvictionCaretaker.case_id).filter_by(staff_id=acting.staff_id)
        return is_open & cls.id.in_(own) & cls.state.in_(ACCOMPANIED)

    def concerns(self) -> list[Person]:
        return self.people

    @property
    def people(self) -> list[Person]:
        """Everybody who is recorded by name; the tenant first."""
        return [self.person, *(one.person for one in self.residents)]

    @property
    def needs_barrier_free(self) -> bool:
        return any(person.needs_barrier_free for person in self.people)

    @property
    def places_needed(self) -> int:
        return max((self.adult_count or 0) + (self.minor_count or 0), 1 + len(self.residents))

    @property
    def open_reservations(self) -> list[PlaceReservation]:
        return [one for one in self.reservations if one.released_on is None]

    @property
    def places_reserved(self) -> int:
        return sum(one.places for one in self.open_reservations)

    @property
    def day_of_eviction(self) -> date | None:
        return self.evicted_on or (self.eviction_at.date() if self.eviction_at else None)

    def reserve(self, unit: Unit, places: int, today: date) -> None:
        """Keep places free for the day; raises RulesBroken where no date asks for them."""
        day = self.day_of_eviction
        if self.state not in PLACES_NEEDED or day is None:
            raise RulesBroken(Broken("", msg("Places are reserved once an eviction date is set.")))
        self.reservations.append(
            PlaceReservation(unit=unit, places=places, reserved_from=max(day, today))
        )
        if self.places_reserved >= self.places_needed:
            self._tick(PREPARE_PLACES, today)

    def assign(self, caretakers: Sequence[Staff], today: date) -> None:
        """These caretakers accompany the eviction, and no others."""
        known = {one.staff_id: one for one in self.caretakers}
        self.caretakers = [
            known.get(staff.id) or EvictionCaretaker(staff=staff) for staff in caretakers
        ]
        if len(caretakers) >= CARETAKERS:
            self._tick(ASSIGN_CARETAKERS, today)

    def place(self, until: date, reason: StayReason | None, today: date) -> list[Stay]:
        """Everybody moves into the reserved places on the day of the eviction.

        Returns the new stays, to be saved with the case. Raises RulesBroken, and the errors of
        `advance`, where something is missing.
        """
        if problems := list(self._not_ready(until, today)):
            raise RulesBroken(*problems)
        day, rooms = self.day_of_eviction or today, self.open_reservations
        beds = [one.unit for one in rooms for _ in range(one.places)]
        if self.state is EvictionState.EVICTION_SCHEDULED:
            self.evicted_on = day
            self.advance(EvictionState.EVICTED, day)
        self.shelter_unit, self.sheltered_from, self.shelter_ordered_on = beds[0], day, day
        self.sheltered_until = until
        self.advance(EvictionState.EMERGENCY_SHELTER, day)
        self.release_places(today)
        basis = PlacementBasis.ORDER_LAW
        return [
            Stay(person=person, unit=unit, valid_from=day, reason=reason, placement_basis=basis)
            for person, unit in zip(self.people, beds, strict=False)
        ]

    def _not_ready(self, until: date, today: date) -> Iterator[Broken]:
        day = self.day_of_eviction
        if self.state not in PLACES_NEEDED:
            yield Broken("", msg("People are placed once an eviction date is set."))
        elif day is None or day > today:
            yield Broken("", msg("The day of the eviction has not come yet."))
        elif until < day:
            yield Broken("sheltered_until", msg("The end lies before the beginning."))
        people, places = self.places_needed, self.places_reserved
        if places < people:
            text = msg("%(people)s people need a place, %(places)s places are reserved.")
            yield Broken("", text, people=people, places=places)

    def release_places(self, day: date) -> None:
        for one in self.open_reservations:
            one.released_on = day

    def after_step(self, to: EvictionState, taken_on: date) -> None:
        """What a step ends."""
        if to in NO_PLACES_ANY_MORE:
            self.release_places(taken_on)
        if to is EvictionState.CLOSED:
            end_tasks(self, taken_on)  # type: ignore[arg-type]

    def follow_date(self) -> None:
        """The reservations go along with a new eviction date."""
        for one in self.open_reservations:
            one.reserved_from = self.day_of_eviction or one.reserved_from

    def follow_up(self, ended: Task, today: date) -> None:
        """An instalment is paid; or the next contact of the aftercare, until it ends; its end."""
        if any([one.is_settled_by(ended, today) for one in self.instalments]):
            self.settle(today)
        is_aftercare = self.state is EvictionState.AFTERCARE and self.aftercare_every
        if not is_aftercare or ended.what not in (AFTERCARE_CONTACT, AFTERCARE_END):
            return
        if any(self._is_open(task, AFTERCARE_CONTACT, AFTERCARE_END) for task in self.tasks):
            return
        next_on = (ended.done_on or today) + timedelta(days=self.aftercare_every or 0)
        last_on = self.aftercare_until or next_on
        if next_on <= last_on:
            self.tasks.append(self._task(AFTERCARE_CONTACT, next_on))
        elif ended.what == AFTERCARE_CONTACT:
            self.tasks.append(self._task(AFTERCARE_END, max(last_on, today)))

    def follow_contact(self, today: date) -> None:
        """The duty to make contact is done: somebody was reached, or tried by letter and visit."""
        since = self.steps[-1].taken_on if self.steps else today
        tried = [one for one in self.contact_attempts if one.tried_on and one.tried_on >= since]
        is_reached = any(one.result in REACHED for one in tried)
        if is_reached or {way for one in tried for way in WAYS.get(one.kind, ())} >= BOTH_WAYS:
            for what in CONTACT:
                self._tick(what, today)

    def _task(self, what: str, due_on: date) -> Task:
        return Task(what=what, person=self.person, worker=self.worker, due_on=due_on)

    def _tick(self, what: str, today: date) -> None:
        for task in self.tasks:
            if self._is_open(task, what):
                task.state, task.done_on = TaskState.DONE, today

    @staticmethod
    def _is_open(task: Task, *kinds: str) -> bool:
        return task.what in kinds and task.state not in CLOSED_STATES


def usual_end(day: date) -> date:
    """Until when an order for a shelter usually runs."""
    return day + relativedelta(months=ORDER_MONTHS)


def shelter_reason() -> Any:
    """The reason of admission of those who lost their flat."""
    return select(StayReason).where(StayReason.code == STAY_REASON)
