"""A card of My day and its lines."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class CardRow:
    """One line of a card; `when` is how far away it is, `exact` the day or time itself.

    `done_url` takes what is ticked off here; empty where nothing is.
    """

    when: str
    exact: str
    text: str
    small: str
    url: str | None
    tone: str
    done_url: str = ""


@dataclass(frozen=True)
class Card:
    title: Any
    rows: list[CardRow]
    empty_text: Any
    more_url: str | None
