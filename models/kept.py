"""Conditions and statements made once for a reader: to make a long one takes longer than to ask it.

What differs from page to page, such as the person, is told when the statement is asked.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Integer, bindparam

T = TypeVar("T")
MOST_KEPT = 30  # of one kind, for those who asked last

PERSON: BindParameter[int] = bindparam("of_person", type_=Integer())


def kept(make: Callable[..., T]) -> Callable[..., T]:
    """Keeps what `make` answers; its last argument is who acts, of whom it may use no moment."""
    shelf: dict[Hashable, T] = {}

    @wraps(make)
    def found(*told: Any) -> T:
        *others, someone = told
        place = (*others, someone.reader)
        answer = shelf.get(place)
        if answer is None:
            if len(shelf) >= MOST_KEPT:
                shelf.clear()
            answer = shelf[place] = make(*told)
        return answer

    return found
