"""What an import would do with each row: plain values, before anything is written."""

from dataclasses import dataclass
from dataclasses import field as filled
from typing import Any

ADDS, CHANGES, SAME, REFUSED, DOUBTFUL, LEFT_OUT = (
    "adds", "changes", "same", "refused", "doubtful", "left_out",
)  # fmt: skip
OUTCOMES = (ADDS, CHANGES, SAME, REFUSED, DOUBTFUL, LEFT_OUT)


@dataclass(frozen=True)
class Difference:
    """One field of one row: what stands there now, and what the file says."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Problem:
    """Why a row is refused, in the user's language; `field` is empty for the whole row.

    With `choices` it is only doubtful: one of these records is meant by the name in the cell that
    `part` counts, from 0.
    """

    field: str
    text: str
    choices: list[tuple[int, str]] = filled(default_factory=list)
    part: int = 0

    @property
    def place(self) -> str:
        """Which name of which cell it is about."""
        return f"{self.field}.{self.part}"


@dataclass(frozen=True)
class Likeness:
    """A record that may be the same; `facts` are its values under the mapped fields."""

    id: int
    title: str
    facts: dict[str, str] = filled(default_factory=dict)


@dataclass(frozen=True)
class RowCheck:
    """`id` and `version` are those of the record that would be changed.

    `chosen` says which records the names of its cells mean where that was asked, by their place.
    """

    number: int
    outcome: str
    title: str
    values: dict[str, str]
    id: int | None = None
    version: int | None = None
    differences: list[Difference] = filled(default_factory=list)
    problems: list[Problem] = filled(default_factory=list)
    alike: list[Likeness] = filled(default_factory=list)
    chosen: dict[str, str] = filled(default_factory=dict)


def as_plain(check: RowCheck) -> dict[str, Any]:
    """What JSON can hold."""
    return {
        **vars(check),
        "differences": [vars(item) for item in check.differences],
        "problems": [vars(item) for item in check.problems],
        "alike": [vars(item) for item in check.alike],
    }


def from_plain(told: dict[str, Any]) -> RowCheck:
    parts = {
        "differences": [Difference(**item) for item in told["differences"]],
        "problems": [_problem(item) for item in told["problems"]],
        "alike": [Likeness(**item) for item in told["alike"]],
    }
    return RowCheck(**{**told, **parts})


def _problem(told: dict[str, Any]) -> Problem:
    return Problem(**{**told, "choices": [(key, title) for key, title in told["choices"]]})
