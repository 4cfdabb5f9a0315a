"""Who comes to talk: what the sessions need to know of a person, kept small for large towns."""

from bisect import bisect
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from random import Random

from models.person import CaseStatus, LanguageLevel, Sex
from models.rules.dates import age_on
from seed.demo_background import Worker
from seed.demo_households import Home, Member

TALKATIVE = (0.3, 0.6, 1.0, 1.0, 1.6, 2.6)
SHARE = {"head": 1.0, "partner": 0.5, "child": 0.2}
FLUENT = (LanguageLevel.B1, LanguageLevel.B2, LanguageLevel.C1, LanguageLevel.NATIVE)
TRIES = 30
REST = 4  # days between two talks, if possible


@dataclass(slots=True)
class Client:
    person_id: int
    name: str  # as in a sentence: Frau Haddad
    group: str
    language: str
    needs_interpreter: bool
    speaks_german: bool
    relatives: tuple[tuple[str, int], ...]  # what they are called, and the number of their file
    has_children: bool
    is_private: bool
    begins: date
    ends: date | None
    worker: Worker | None
    weight: float
    met_on: date | None = None
    next_on: date | None = None

    def is_there(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day <= self.ends)

    def has_rested(self, day: date) -> bool:
        return self.met_on is None or (day - self.met_on).days > REST


def clients_of(home: Home, today: date, random: Random) -> list[Client]:
    """The grown-up members of a household."""
    quiet = {CaseStatus.NEW: 0.15, CaseStatus.DORMANT: 0.25}.get(home.status, 1.0)
    return [
        _client(home, member, quiet * SHARE[member.role] * random.choice(TALKATIVE), today)
        for member in home.adults(today)
    ]


def _client(home: Home, member: Member, weight: float, today: date) -> Client:
    others = [other for other in home.members if other is not member]
    minors = [other for other in others if age_on(other.birth, today) < 18]
    speaks = member.german in FLUENT or home.language == "de"
    return Client(
        person_id=member.person_id,
        name=addressed(member),
        group=home.profile["target_group"],
        language=home.language,
        needs_interpreter=member.german in (LanguageLevel.A0, LanguageLevel.A1),
        speaks_german=speaks,
        relatives=tuple(
            (f"{other.name} ({relation(member, other)})", other.person_id) for other in others[:4]
        ),
        has_children=bool(minors) and member.role != "child",
        is_private=not home.is_housed,
        begins=home.begins,
        ends=home.ends,
        worker=home.worker,
        weight=weight,
    )


def addressed(member: Member) -> str:
    if member.given is None:
        return member.family.text
    return f"{'Frau' if member.sex is Sex.FEMALE else 'Herr'} {member.family.text}"


def relation(member: Member, other: Member) -> str:
    """What the other is to the member."""
    is_woman = other.sex is Sex.FEMALE
    if member.role != "child":
        if other.role == "child":
            return "Tochter" if is_woman else "Sohn"
        return "Partnerin" if is_woman else "Partner"
    if other.role == "child":
        return "Schwester" if is_woman else "Bruder"
    return "Mutter" if is_woman else "Vater"


class Clients:
    """Draws who comes on a day; some come more often than others."""

    def __init__(self, random: Random, clients: list[Client]) -> None:
        self.random, self.all = random, clients
        self._limits = list(accumulate(client.weight for client in clients))

    def draw(self, day: date, of: Worker | None = None) -> Client | None:
        """Somebody of that day, if possible of this worker and not seen for some days."""
        fallback = None
        for _ in range(TRIES):
            client = self._any()
            if client.is_there(day) and (of is None or client.ends is None):
                fits = of is None or client.worker is of
                if fits and client.next_on is None and client.has_rested(day):
                    return client
                fallback = fallback or client
        return fallback

    def somebody(self) -> Client:
        """The first open case; there is always one."""
        return next(client for client in self.all if client.ends is None)

    def _any(self) -> Client:
        limit = self.random.random() * self._limits[-1]
        return self.all[min(bisect(self._limits, limit), len(self.all) - 1)]
