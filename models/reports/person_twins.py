"""Which person of the office a row of a file means, and which it might mean."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acting import Acting
from models.person import BirthPrecision, Person, PersonName
from models.reports.twins import Wanted, likeness_of
from models.rules.dates import parse_date
from models.rules.likeness import days_meant
from models.rules.names import keys_of, name_words
from models.rules.text import fold

MOST = 3  # shown beside a row
COMMON = 400  # persons; a sound that more of them share tells nothing by itself

Names = list[tuple[str | None, str | None]]


@dataclass(frozen=True)
class Known:
    """What is recorded of a person, as far as it tells two persons apart."""

    id: int
    names: Names
    birth_date: date | None
    birth_precision: BirthPrecision


@dataclass(frozen=True)
class Found:
    """`id` where there is no doubt, else those that may be meant, the likeliest first."""

    id: int | None = None
    alike: list[int] = field(default_factory=list)


class PersonFinder:
    """All persons within reach, read once; answers row after row.

    Who bears the same name and was born the same day is the same person; names that sound alike
    or a slip in the day are for somebody to decide, by the rules of the twin check.
    """

    def __init__(self, session: Session, acting: Acting) -> None:
        self.today = acting.today
        self.known: dict[int, Known] = {}
        self._by_name: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._by_day: dict[date, set[int]] = defaultdict(set)
        self._by_sound: dict[str, set[int]] = defaultdict(set)
        columns = (
            Person.id, Person.family_name, Person.given_name, Person.birth_date,
            Person.birth_precision, Person.search_keys,
        )  # fmt: skip
        for row in session.execute(select(*columns).where(Person.visible_to(acting))):
            names: Names = [(row.family_name, row.given_name)]
            self.known[row.id] = Known(row.id, names, row.birth_date, row.birth_precision)
            for sound in row.search_keys.split():
                self._by_sound[sound].add(row.id)
            if row.birth_date:
                self._by_day[row.birth_date].add(row.id)
        others = select(PersonName.person_id, PersonName.family_name, PersonName.given_name)
        for number, family, given in session.execute(others):
            if number in self.known:
                self.known[number].names.append((family, given))
        for person in self.known.values():
            for pair in person.names:
                self._by_name[fold(pair[0] or ""), fold(pair[1] or "")].add(person.id)

    def find(self, values: Mapping[str, str]) -> Found:
        """`values` are the cells of the row by field."""
        wanted = self._wanted(values)
        if not wanted.is_enough:
            return Found()
        named = self._by_name.get((fold(wanted.family_name), fold(wanted.given_name)), set())
        born = wanted.birth_date
        same = {number for number in named if born and self.known[number].birth_date == born}
        if len(same) == 1:
            return Found(next(iter(same)))
        near = named | self._near(wanted)
        alike = [(likeness, number) for number in near if (likeness := self._like(wanted, number))]
        return Found(alike=[number for _, number in sorted(alike, key=_likeliest)[:MOST]])

    def _wanted(self, values: Mapping[str, str]) -> Wanted:
        try:
            born = parse_date(values.get("birth_date", ""), self.today)
        except ValueError:
            born = None
        return Wanted(values.get("family_name", ""), values.get("given_name", ""), born)

    def _near(self, wanted: Wanted) -> set[int]:
        """Born that day, or with both names in any spelling."""
        found: set[int] = set()
        for day in days_meant(wanted.birth_date) if wanted.birth_date else ():
            found |= self._by_day.get(day, set())
        named = [name for name in (wanted.family_name, wanted.given_name) if name]
        if len(named) == 2:
            family, given = (self._sounding(name) for name in named)
            both = family & given
            found |= both if len(both) <= COMMON else set()
        return found

    def _sounding(self, name: str) -> set[int]:
        sounds = {sound for word in name_words(name) for sound in keys_of(word)}
        return {number for sound in sounds for number in self._by_sound.get(sound, ())}

    def _like(self, wanted: Wanted, number: int) -> float:
        person = self.known[number]
        is_vague = person.birth_precision is not BirthPrecision.EXACT
        return likeness_of(wanted, person.names, person.birth_date, is_vague)


def _likeliest(item: tuple[float, int]) -> tuple[float, int]:
    return -item[0], item[1]
