"""What somebody means who types into a search: words, and days in any German form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.rules.names import Key, is_prefix, keys_for
from models.rules.text import fold
from models.rules.typed_days import typed_days

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Word:
    """A folded word, and the keys under which its other spellings are kept."""

    text: str
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Days:
    """A day, month or year: its first and last day."""

    first: date
    last: date


Wish = Word | Days
# Several ways to read one part of what was typed; of one way, every wish counts.
Part = tuple[tuple[Wish, ...], ...]


def parts_of(term: str, today: date) -> list[Part]:
    """The parts of a search, all of which count; none for signs alone."""
    parts: list[Part] = []
    place = 0
    for found in typed_days(term, today):
        parts += _parts_of_words(term[place : found.start])
        written = _ways(_words(term[found.start : found.end]))
        parts.append((*written, (Days(found.first, found.last),)))
        place = found.end
    return [*parts, *_parts_of_words(term[place:])]


def _parts_of_words(text: str) -> Iterator[Part]:
    """Words that hang together, by a sign or for what they are, may have been stored as one."""
    together: list[str] = []
    for group in text.split():
        words = _words(group)
        if together and not _belongs(together, words):
            yield _ways(together)
            together = []
        together += words
    if together:
        yield _ways(together)


def _words(text: str) -> list[str]:
    return [word for word in _SIGNS.split(text) if fold(word)]


def _belongs(before: list[str], words: list[str]) -> bool:
    """Al Hussein, 24 01 01."""
    are_numbers = all(word.isdecimal() for word in (*before, *words))
    return bool(words) and (are_numbers or is_prefix(before[-1]))


def _ways(words: list[str]) -> Part:
    apart = tuple(_word(word) for word in words)
    return (apart, (_word("".join(words)),)) if len(words) > 1 else (apart,)


def _word(typed: str) -> Word:
    has_digit = any(sign.isdigit() for sign in typed)
    return Word(fold(typed), () if has_digit else keys_for(typed))
