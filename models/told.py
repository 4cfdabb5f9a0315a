"""Words told to a statement when it is asked, so that it is made once for all searches alike.

While such a statement is made, marks stand for the words, and each text that is made of marks
becomes a named place in the statement. Otherwise `told` is just the text.
"""

import re
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, literal

_FIRST = 0xF0000  # signs of private use, which stand in no folded word
_MARKS = re.compile("[\U000f0000-\U000ffffd]+")
_LONG = 3  # signs: as a mark, a word of so many letters or more has so many
_places: ContextVar[list[str] | None] = ContextVar("places", default=None)


def told(text: str) -> ColumnElement[str]:
    """This text in a statement."""
    places = _places.get()
    if places is None:
        return literal(text)
    places.append(text)
    return bindparam(f"told_{len(places) - 1}", type_=String())


class Marks:
    """Marks by number for the words of one search, which are kept beside them."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def mark(self, word: str) -> str:
        """As short as the word, if that is short; never more than the words of one search."""
        self.words.append(word)
        return chr(_FIRST + len(self.words) - 1) * min(len(word), _LONG)


@dataclass(frozen=True)
class Asked:
    """A statement made with marks, and the texts that are to be told to it."""

    statement: Any
    texts: tuple[str, ...]

    def values(self, words: Sequence[str]) -> dict[str, str]:
        """What is told where the marks stand for these words."""

        def word(found: re.Match[str]) -> str:
            return words[ord(found[0][0]) - _FIRST]

        return {f"told_{place}": _MARKS.sub(word, text) for place, text in enumerate(self.texts)}


def made_with_marks(make: Callable[[], Any]) -> Asked:
    token = _places.set([])
    try:
        statement = make()
        return Asked(statement, tuple(_places.get() or ()))
    finally:
        _places.reset(token)
