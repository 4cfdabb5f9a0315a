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
        return self.found <= self.most


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
