"""What the measurement must show: our time as a multiple of Django's and of the floor's."""

from dataclasses import dataclass

LIST_FIRST = "list, page 1"
LIST_NEXT = "next page at depth"
LIST_JUMP = "jump to depth"
SEARCH = "substring search"
EDIT = "edit form with pickers"
MOST_MEMORY = 120.0  # MiB that our process may ever hold


@dataclass(frozen=True)
class Goal:
    """At most so many times Django's time on this engine, and so many times the floor's."""

    django_sqlite: float
    django_postgresql: float
    floor: float

    def of_django(self, engine: str) -> float:
        return self.django_sqlite if engine == "sqlite" else self.django_postgresql


GOALS = {
    LIST_FIRST: Goal(0.35, 0.35, 3.5),
    LIST_NEXT: Goal(0.10, 0.10, 3.5),
    LIST_JUMP: Goal(0.10, 0.45, 3.0),
    SEARCH: Goal(0.20, 0.20, 3.0),
    EDIT: Goal(0.50, 0.50, 3.0),
}


@dataclass(frozen=True)
class Verdict:
    """One ratio and what it may be at most."""

    what: str
    found: float
    most: float

    @property
    def is_met(self) -> bool:
        return not self.most or self.found <= self.most


@dataclass(frozen=True)
class Limit:
    """What one measure of the worksheet may be at most: milliseconds, or times another measure."""

    title: str
    key: str
    most: float
    floor: str = ""

    @property
    def what(self) -> str:
        return "x floor" if self.floor else "ms"

    def verdict(self, told: dict[str, float]) -> Verdict | None:
        """None where it was not measured."""
        if self.key not in told:
            return None
        against = told[self.floor] if self.floor else 1.0
        return Verdict(self.what, told[self.key] / against, self.most)


LIMITS = (
    Limit("Cell saved", "save", 2.0, "save_floor"),
    Limit("Cells of one row asked for", "cells", 0.0),
    Limit("Key to paint, 100 rows × 12 columns, 95 of 100 keys", "paint_p95", 50.0),
    Limit("Block of 2,000 × 6 cells looked at", "paste_check", 3000.0),
    Limit("Block of 2,000 × 6 cells written", "paste_write", 3000.0),
)  # most 0: no goal


def ratio_verdicts(kind: str, engine: str, times: dict[str, float]) -> list[Verdict]:
    """Our slower account against Django and the floor; `times` are medians by seat."""
    goal, ours = GOALS.get(kind), ours_of(times)
    if goal is None or ours is None:
        return []
    against = (("django", goal.of_django(engine)), ("floor", goal.floor))
    return [
        Verdict(f"x {seat}", ours / times[seat], most) for seat, most in against if times.get(seat)
    ]


def ours_of(times: dict[str, float]) -> float | None:
    """The slower of our two accounts; a page that only one may open counts with that one."""
    return max((times[seat] for seat in ("worker", "lead") if seat in times), default=None)
