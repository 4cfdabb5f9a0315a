"""Which organisation of the directory a row of a file means, and which it might mean."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acting import Acting
from models.partner import Partner
from models.rules.likeness import streets_alike, titles_alike
from models.rules.text import fold

MOST = 3  # shown beside a row
COMPARED = 40  # those that share most with a row are looked at closely
COMMON = 300  # organisations; a word that more of them have tells nothing
SURE_NAME, LIKE_NAME, LIKE_THERE = 0.93, 0.82, 0.55  # alone; in one town; in one house


@dataclass(frozen=True)
class Place:
    """What is known of an organisation; the row of a file has the same parts."""

    id: int
    name: str
    aliases: str = ""
    street: str = ""
    town: str = ""
    email: str = ""
    source_id: str = ""

    @cached_property
    def names(self) -> set[str]:
        return {fold(name) for name in (self.name, *self.aliases.split(";")) if fold(name)}


@dataclass(frozen=True)
class Found:
    """`id` where there is no doubt, else those that may be meant, the likeliest first."""

    id: int | None = None
    alike: list[int] = field(default_factory=list)


class PartnerFinder:
    """The whole directory within reach, read once; answers row after row."""

    def __init__(self, session: Session, acting: Acting) -> None:
        columns = (
            Partner.id, Partner.name, Partner.aliases, Partner.street, Partner.town, Partner.email,
            Partner.source_id,
        )  # fmt: skip
        rows = session.execute(select(*columns).where(Partner.visible_to(acting)))
        self.places = {row.id: Place(row.id, *(part or "" for part in row[1:])) for row in rows}
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_key: dict[tuple[str, str], set[int]] = defaultdict(set)
        for place in self.places.values():
            for name in place.names:
                self._by_name[name].add(place.id)
            for key in _keys(place):
                self._by_key[key].add(place.id)

    def find(self, values: Mapping[str, str]) -> Found:
        """`values` are the cells of the row by field."""
        known = {"name", "street", "town", "email", "source_id"} & values.keys()
        wanted = Place(0, **{"name": "", **{name: values[name] for name in known}})
        if same := self._same(wanted):
            return Found(same) if isinstance(same, int) else Found(alike=sorted(same)[:MOST])
        shared = Counter(number for key in _keys(wanted) for number in self._rare(key))
        near = [number for number, _ in shared.most_common(COMPARED)]
        alike = [(self._likeness(wanted, self.places[number]), number) for number in near]
        ranked = sorted((item for item in alike if item[0]), key=lambda item: (-item[0], item[1]))
        return Found(alike=[number for _, number in ranked[:MOST]])

    def _rare(self, key: tuple[str, str]) -> Iterable[int]:
        found = self._by_key.get(key, set())
        return found if len(found) <= COMMON else ()

    def _same(self, wanted: Place) -> int | set[int] | None:
        """By the number of the source, or by one name in a town that does not contradict."""
        if wanted.source_id:
            by_source = self._by_key.get(("source", fold(wanted.source_id)), set())
            if len(by_source) == 1:
                return next(iter(by_source))
        named = self._by_name.get(fold(wanted.name), set())
        fitting = {number for number in named if _agree(wanted, self.places[number])}
        if len(fitting) == 1 and len(named) == 1:
            return next(iter(fitting))
        there = {
            number for number in fitting if streets_alike(wanted.street, self.places[number].street)
        }
        return next(iter(there)) if len(there) == 1 else named or None

    @staticmethod
    def _likeness(wanted: Place, place: Place) -> float:
        """0 where the two have nothing to do with each other."""
        alike = max((titles_alike(wanted.name, name) for name in place.names), default=0.0)
        is_there = bool(wanted.street) and streets_alike(wanted.street, place.street)
        is_in_town = bool(wanted.town) and fold(wanted.town) == fold(place.town)
        has_mail = bool(wanted.email) and wanted.email.lower() == place.email.lower()
        is_alike = (
            alike >= SURE_NAME
            or (is_in_town and alike >= LIKE_NAME)
            or ((is_there or has_mail) and alike >= LIKE_THERE)
        )
        return alike + is_there + has_mail if is_alike and not _differ(wanted, place) else 0.0


def _agree(one: Place, two: Place) -> bool:
    """Towns and streets, where both are known, are the same."""
    towns = (fold(one.town), fold(two.town))
    return ("" in towns or towns[0] == towns[1]) and not (
        one.street and two.street and not streets_alike(one.street, two.street)
    )


def _differ(one: Place, two: Place) -> bool:
    """Two of a numbered row: Beratungsstelle 17 is not Beratungsstelle 18."""
    return _numbers(one.name) != _numbers(two.name)


def _numbers(name: str) -> list[str]:
    return [word for word in fold(name).split() if word.isdigit()]


def _keys(place: Place) -> Iterator[tuple[str, str]]:
    """By what an organisation that is alike is looked up."""
    for name in place.names:
        for word in name.split():
            if len(word) > 2:
                yield "word", word[:5]
    if place.street:
        yield "street", fold(place.street).replace("strasse", "str").replace(" ", "")[:8]
    if place.email:
        yield "mail", place.email.lower()
    if place.source_id:
        yield "source", fold(place.source_id)
