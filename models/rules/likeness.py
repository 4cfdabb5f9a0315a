"""How likely two records are one: names by sound and by slips of the finger, births, streets."""

from collections.abc import Sequence
from datetime import date

from models.later import later
from models.rules.names import BARE, VOWELLED, keys_of
from models.rules.text import fold

distance = later("rapidfuzz.distance")
fuzz = later("rapidfuzz.fuzz")

SAME_SOUND = 0.95  # Mohammed and Muhammad
LIKE = 0.85  # below this two words have nothing to do with each other
SAME_STREET = 0.94
PART = 0.9  # Suchtberatung Haan and Diakonie Suchtberatung Haan
SLIP = 0.8  # a birth date with two numbers swapped, or one sign that differs


def names_alike(one: Sequence[str], two: Sequence[str]) -> float:
    """0 to 1: how well each word of the shorter name finds a partner in the other one."""
    shorter, longer = sorted((list(one), list(two)), key=len)
    if not shorter:
        return 0.0
    total, left = 0.0, longer
    for word in shorter:
        best = max(left, key=lambda other: words_alike(word, other))
        total += words_alike(word, best)
        left = [other for other in left if other is not best]
    return total / len(shorter)


def words_alike(one: str, two: str) -> float:
    first, second = fold(one), fold(two)
    if first == second:
        return 1.0
    bare = (VOWELLED, BARE)
    heard = [{key for key in keys_of(word) if not key.startswith(bare)} for word in (one, two)]
    if heard[0] & heard[1]:
        return SAME_SOUND
    alike: float = distance.JaroWinkler.similarity(first, second)
    return alike if alike >= LIKE else 0.0


def births_alike(one: date | None, two: date | None) -> float | None:
    """1 the same day, 0.8 a slip, 0 another day; None where one is not known."""
    if one is None or two is None:
        return None
    if one == two:
        return 1.0
    is_swapped = (one.year, one.month, one.day) == (two.year, two.day, two.month)
    is_slip: bool = distance.OSA.distance(f"{one:%d%m%Y}", f"{two:%d%m%Y}") == 1
    return SLIP if is_swapped or is_slip else 0.0


def days_meant(born: date) -> set[date]:
    """The day, and the one with day and month mistaken for each other."""
    return {born, born.replace(month=born.day, day=born.month)} if born.day <= 12 else {born}


def titles_alike(one: str, two: str) -> float:
    """0 to 1: names of organisations, whatever the order of their words.

    Where all words of the shorter name stand in the longer one, they may well be one.
    """
    first, second = fold(one), fold(two)
    alike: float = fuzz.token_sort_ratio(first, second) / 100
    shorter, longer = sorted((set(first.split()), set(second.split())), key=len)
    return max(alike, PART) if len(shorter) > 1 and shorter <= longer else alike


def streets_alike(one: str, two: str) -> bool:
    """Düsselberger Str. 15 and Düsselberger Straße 15: the same house number, alike besides."""
    first, second = _street(one), _street(two)
    if not first[0] or first[1] != second[1]:
        return False
    alike: float = distance.JaroWinkler.similarity(first[0], second[0])
    return alike > SAME_STREET


def _street(text: str) -> tuple[str, str]:
    """Name and house number."""
    words = fold(text).replace("strasse", "str").split()
    name = "".join(word for word in words if not word[0].isdigit())
    return name, "".join(word for word in words if word[0].isdigit())
