"""Files that may be of one person already recorded: by likeness of names and birth date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, select, union
from sqlalchemy.orm import Session, joinedload, selectinload

from models.acting import Acting
from models.person import BirthPrecision, Person
from models.rules.likeness import LIKE, SLIP, births_alike, days_meant, names_alike
from models.rules.names import name_words
from models.search import finds

MOST, LOOKED_AT = 6, 60  # shown, and taken into consideration of each kind
LOADED = (
    selectinload(Person.names),
    selectinload(Person.nationalities),
    joinedload(Person.origin_country),
)
Names = list[tuple[str | None, str | None]]  # family and given names, as far as they are known
SURE = 0.93  # names as alike as spellings of one name are


@dataclass(frozen=True)
class Wanted:
    """What is known of the person who is looked for."""

    family_name: str
    given_name: str
    birth_date: date | None = None

    @property
    def is_enough(self) -> bool:
        """Two facts: half the town bears one of them."""
        return sum(map(bool, (self.family_name, self.given_name, self.birth_date))) >= 2


@dataclass(frozen=True)
class Twin:
    """A file, how alike it is (0 to 1), and whether it is likely the same person's."""

    person: Person
    likeness: float
    is_likely: bool


def twins(
    wanted: Wanted, session: Session, acting: Acting, but: Person | None = None
) -> list[Twin]:
    """At most six files within reach, the likeliest first; `but` is the file itself."""
    if not wanted.is_enough:
        return []
    ids = union(*(select(way.subquery().c.id) for way in _ways(wanted)))
    persons = select(Person).where(
        Person.id.in_(ids), Person.visible_to(acting), Person.id != (but.id if but else 0)
    )
    found = session.scalars(persons.options(*LOADED).order_by(Person.id))
    alike = [twin for person in found if (twin := _twin(wanted, person))]
    return sorted(alike, key=lambda twin: (not twin.is_likely, -twin.likeness))[:MOST]


def _ways(wanted: Wanted) -> Iterator[Select[int]]:
    """Files to look at: both names in any spelling; born that day; one name, born that year."""
    names = [name for name in (wanted.family_name, wanted.given_name) if name]
    if len(names) == 2:
        yield _some(finds(Person, " ".join(names)))
    if (born := wanted.birth_date) is not None:
        yield _some(Person.birth_date.in_(days_meant(born)))
        year = Person.birth_date.between(date(born.year, 1, 1), date(born.year, 12, 31))
        for name in names:
            yield _some(year, finds(Person, name))


def _some(*conditions: ColumnElement[bool]) -> Select[int]:
    return select(Person.id).where(*conditions).limit(LOOKED_AT)


def _twin(wanted: Wanted, person: Person) -> Twin | None:
    names: Names = [(person.family_name, person.given_name)]
    names += [(name.family_name, name.given_name) for name in person.names]
    is_vague = person.birth_precision is not BirthPrecision.EXACT
    likeness = likeness_of(wanted, names, person.birth_date, is_vague)
    if not likeness:
        return None
    is_known = wanted.birth_date is not None and person.birth_date is not None
    return Twin(person, likeness, is_known and likeness >= SURE * SLIP)


def likeness_of(wanted: Wanted, names: Names, birth_date: date | None, is_vague: bool) -> float:
    """0 where the two have too little in common; of some only the year is known, or a guess."""
    searched = name_words(f"{wanted.family_name} {wanted.given_name}")
    alike = max(names_alike(searched, name_words(" ".join(filter(None, pair)))) for pair in names)
    births = births_alike(wanted.birth_date, birth_date)
    if births == 0.0 and is_vague and _same_year(wanted.birth_date, birth_date):
        births = SLIP
    if alike < LIKE or births == 0.0:
        return 0.0
    return alike * (births or SLIP)


def _same_year(one: date | None, two: date | None) -> bool:
    return one is not None and two is not None and one.year == two.year
