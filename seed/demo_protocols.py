"""Writes one session with its protocol: who was there, what was said, what was handed out."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

from models import CounsellingSession, SessionAttendee, SessionHandout, SessionTopic
from models.catalogue import Language, SessionPlace, Topic
from models.counselling_session import CancelledBy, SessionKind
from models.session_parts import AttendeeKind
from seed.demo_background import Background, Worker
from seed.demo_calendar import Calendar
from seed.demo_chance import Lot
from seed.demo_clients import Client
from seed.demo_goals import Agreements
from seed.demo_months import add_addendum, progress
from seed.demo_rows import Rows, Values
from seed.demo_tasks import Tasks
from seed.demo_texts import Talk, Texts
from seed.files import read_rows

MISSED = (SessionKind.NO_SHOW, SessionKind.CANCELLED)
THOROUGH = (SessionKind.FIRST, SessionKind.FOLLOW_UP, SessionKind.ACCOMPANIMENT)
MINUTES: dict[SessionKind, tuple[int | None, ...]] = {
    SessionKind.FIRST: (45, 60),
    SessionKind.FOLLOW_UP: (30, 30, 40, 45),
    SessionKind.SHORT_CONTACT: (10, 15),
    SessionKind.ACCOMPANIMENT: (60, 90, 120),
    SessionKind.COLLATERAL: (10, 15, 20),
    SessionKind.NO_SHOW: (None,),
    SessionKind.CANCELLED: (None,),
}
OFFICE = Lot({"office": 62, "outreach": 28, "phone": 8, "video": 2})
PLACES = {
    SessionKind.SHORT_CONTACT: Lot({"office": 50, "phone": 42, "mail": 8}),
    SessionKind.ACCOMPANIMENT: Lot({"accompaniment": 1}),
    SessionKind.COLLATERAL: Lot({"phone": 80, "mail": 20}),
}
REMOTE = ("phone", "video", "mail")
OFFICE_NAME = "Beratungsbüro Kaiserstraße 10"
NEXT_PLACES = (OFFICE_NAME, OFFICE_NAME, "Unterkunft Düsselberger Straße 15, Gruiten")
FAMILY_TALKS, WITH_MINUTES = 0.25, 0.2  # shares of talks
CALLED_OFF = (
    CancelledBy.CLIENT,
    CancelledBy.CLIENT,
    CancelledBy.CLIENT,
    CancelledBy.OFFICE,
    CancelledBy.INTERPRETER,
)
ON_THE_PHONE = "Telefondolmetschdienst"


@dataclass(frozen=True, slots=True)
class Visit:
    """One session as the calendar has it."""

    held_on: date
    at: time
    client: Client
    worker: Worker
    kind: SessionKind
    next_at: datetime | None
    is_urgent: bool


class Protocols:
    def __init__(self, random: Random, background: Background, rows: Rows) -> None:
        self.random, self.background, self.rows = random, background, rows
        self.texts = Texts(random, background)
        self.tasks = Tasks(random, background, rows, self.texts)
        self.agreements = Agreements(random, background, rows)
        self.calendar = Calendar(background, rows)
        self._interpreters: dict[str, list[str]] = defaultdict(list)
        for row in read_rows("demo/interpreters.csv"):
            self._interpreters[row["language"]].append(row["name"])

    def write(self, visit: Visit) -> None:
        client, kind = visit.client, visit.kind
        self.rows.made_on(visit.held_on)
        talk = self._talk(visit)
        place, next_place = self._place(visit), self._next_place(visit)
        spoken = self._spoken(visit, place) if kind in THOROUGH else {}
        today, is_missed = self.background.today, kind in MISSED
        number = self.rows.next_number(CounsellingSession)
        own = Random(f"{visit.held_on}{client.person_id}")  # leaves the other draws as they are
        minutes = self.random.choice(MINUTES[kind])
        how_far = progress(number, visit.held_on, today, is_missed=is_missed)
        self.rows.add(
            CounsellingSession,
            person_id=client.person_id,
            worker_id=visit.worker.id,
            held_on=visit.held_on,
            starts_at=visit.at,
            minutes=minutes,
            kind=kind,
            cancelled_by=own.choice(CALLED_OFF) if kind is SessionKind.CANCELLED else None,
            place_id=self.background.id(SessionPlace, place),
            next_appointment_at=visit.next_at,
            next_place=next_place,
            handouts_note=self._note(visit, talk),
            **how_far,
            **spoken,
            **self._said(visit, talk),
        )
        if how_far["issued_at"] is not None:
            add_addendum(self.rows, number, visit.worker.id, visit.held_on, today)
        if visit.next_at is not None:
            is_outside = next_place != OFFICE_NAME
            self.calendar.agree(number, client, visit.worker, visit.next_at, is_outside)
        if kind not in MISSED:
            timed = kind in THOROUGH and own.random() < WITH_MINUTES
            self._add_parts(number, visit, talk, (minutes if timed else None))
        if kind in THOROUGH:
            self._add_attendees(number, visit, spoken.get("interpreter"), own)
            self.tasks.add(number, client.person_id, visit.worker, talk, visit.is_urgent)
            self.agreements.perhaps_add(number, client, visit.worker, visit.held_on)

    def _talk(self, visit: Visit) -> Talk:
        client = visit.client
        topics = self.texts.topics(client.group, client.has_children)
        topics = topics[:1] if visit.kind is SessionKind.SHORT_CONTACT else topics
        is_learner = client.speaks_german and client.language != "de"
        return Talk(client.name, visit.held_on, topics, client.has_children, is_learner)

    def _place(self, visit: Visit) -> str:
        place = PLACES.get(visit.kind, OFFICE).draw(self.random)
        if place == "outreach":
            return "home_visit" if visit.client.is_private else "accommodation"
        return place

    def _next_place(self, visit: Visit) -> str | None:
        if visit.next_at is None:
            return None
        return OFFICE_NAME if visit.client.is_private else self.random.choice(NEXT_PLACES)

    def _spoken(self, visit: Visit, place: str) -> Values:
        """The language of the talk, and who interpreted."""
        client, language = visit.client, Language
        is_learning = not client.needs_interpreter and self.random.random() < 0.6
        if client.speaks_german or is_learning:
            return {"language_id": self.background.id(language, "de")}
        spoken = {"language_id": self.background.id(language, client.language)}
        if client.language in visit.worker.languages:
            return spoken
        names = self._interpreters.get(client.language, [ON_THE_PHONE])
        name = ON_THE_PHONE if place in REMOTE else self.random.choice(names)
        return {**spoken, "interpreter": name}

    def _said(self, visit: Visit, talk: Talk) -> Values:
        """The protocol's texts; of a missed talk only that it was missed."""
        texts, kind = self.texts, visit.kind
        reason = texts.reason(talk)
        if kind in MISSED:
            return {"reason": reason, "content": texts.line(talk, "any", kind.value)}
        if kind is SessionKind.COLLATERAL:
            agreement = texts.line(talk, "any", "agreement")
            content = texts.line(talk, "any", "collateral")
            return {"reason": reason, "content": content, "agreements": agreement}
        if kind is SessionKind.SHORT_CONTACT:
            part = (talk.topics[0], "content") if self.random.random() < 0.5 else ("any", "short")
            return {"reason": reason, "content": texts.line(talk, *part)}
        is_first = kind is SessionKind.FIRST
        return {
            "reason": reason,
            **({} if is_first else texts.since_last(talk)),
            "content": texts.content(talk),
            "agreements": texts.agreements(talk),
        }

    def _note(self, visit: Visit, talk: Talk) -> str | None:
        if visit.kind not in THOROUGH or self.random.random() >= 0.07:
            return None
        return self.texts.line(talk, "any", "handout")

    def _add_parts(self, number: int, visit: Visit, talk: Talk, minutes: int | None) -> None:
        """Topics, some with their share of the minutes, and leaflets of partners."""
        share = None if minutes is None else minutes // len(talk.topics)
        for topic in talk.topics:
            topic_id = self.background.id(Topic, topic)
            self.rows.add(SessionTopic, session_id=number, topic_id=topic_id, minutes=share)
        if visit.kind in THOROUGH and self.random.random() < 0.16:
            partners = {
                self.random.choice(self.background.partners[topic])[0] for topic in talk.topics[:2]
            }
            for partner_id in sorted(partners):
                self.rows.add(SessionHandout, session_id=number, partner_id=partner_id)

    def _add_attendees(
        self, number: int, visit: Visit, interpreter: str | None, own: Random
    ) -> None:
        """Whoever was there beside client and worker; now and then a whole family is counselled."""
        random, relatives = self.random, visit.client.relatives
        present: list[tuple[AttendeeKind, str, int | None]] = []
        if relatives and random.random() < 0.3:
            chosen = random.sample(relatives, min(random.choice((1, 1, 2)), len(relatives)))
            kind = AttendeeKind.CLIENT if own.random() < FAMILY_TALKS else AttendeeKind.FAMILY
            present += [(kind, name, person_id) for name, person_id in chosen]
        if interpreter and interpreter != ON_THE_PHONE:
            present.append((AttendeeKind.INTERPRETER, interpreter, None))
        if visit.kind is SessionKind.ACCOMPANIMENT and random.random() < 0.6:
            present.append((AttendeeKind.PARTNER, "Sachbearbeitung der besuchten Stelle", None))
        if random.random() < 0.03:
            present.append((AttendeeKind.OTHER, "Ehrenamtliche Begleitung", None))
        for kind, name, person_id in present:
            values = {"kind": kind, "name": name[:80], "person_id": person_id}
            self.rows.add(SessionAttendee, session_id=number, **values)
