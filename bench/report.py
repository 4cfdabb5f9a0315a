"""What was found, in words that terminal and document share: rows of cells, and what was missed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.goals import GOALS, LIMITS, MOST_MEMORY, Verdict, ours_of, ratio_verdicts
from bench.measuring import Result, Run
from bench.pages import SEATS, Page

SEAT_NAMES = {
    "worker": "ours, social worker",
    "lead": "ours, team lead",
    "django": "Django admin",
    "stock": "Flask-Admin",
    "stock_ajax": "Flask-Admin + ajax",
    "floor": "floor",
}
OURS = "bench.ours"
Cell = Callable[[Result], str]


@dataclass(frozen=True)
class Missed:
    """A goal that was not reached."""

    engine: str
    page: str
    verdict: Verdict

    def __str__(self) -> str:
        found, most = self.verdict.found, self.verdict.most
        return f"{self.engine}, {self.page}: {found:.2f} {self.verdict.what}, goal {most:g}"


def verdicts(run: Run, page: Page) -> list[Verdict]:
    return ratio_verdicts(page.goal, run.engine, run.medians(page.key))


def memory_verdict(run: Run) -> Verdict:
    return Verdict("MiB at most in memory", run.peaks.get(OURS, 0.0), MOST_MEMORY)


def missed(run: Run, pages: Sequence[Page]) -> list[Missed]:
    found = [
        Missed(run.engine, page.title, verdict)
        for page in pages
        for verdict in verdicts(run, page)
        if not verdict.is_met
    ]
    found += [
        Missed(run.engine, limit.title, verdict)
        for limit in LIMITS
        if (verdict := limit.verdict(run.typed)) and not verdict.is_met
    ]
    memory = memory_verdict(run)
    return found if memory.is_met else [*found, Missed(run.engine, "our process", memory)]


RATIO_HEAD = ("page", "x Django", "goal", "x floor", "goal", "met", "same rows as Django / floor")


def ratio_rows(run: Run, pages: Sequence[Page]) -> list[tuple[str, ...]]:
    """Page by page our slower account against Django and the floor."""
    rows = []
    for page in pages:
        times = run.medians(page.key)
        ours, goal = ours_of(times), GOALS.get(page.goal)
        judged = verdicts(run, page)
        rows.append(
            (
                page.title,
                ratio(ours, times.get("django")),
                f"{goal.of_django(run.engine):.2f}" if goal else "–",
                ratio(ours, times.get("floor")),
                f"{goal.floor:.1f}" if goal else "–",
                ("yes" if all(item.is_met for item in judged) else "NO") if judged else "–",
                f"{yes_no(run.agrees(page, 'django'))} / {yes_no(run.agrees(page, 'floor'))}",
            )
        )
    return rows


def ratio(ours: float | None, theirs: float | None) -> str:
    return f"{ours / theirs:.2f}" if ours and theirs else "–"


def yes_no(answer: bool | None) -> str:
    return "–" if answer is None else "yes" if answer else "no"


def seat_head() -> tuple[str, ...]:
    return ("page", *(SEAT_NAMES[seat.name] for seat in SEATS))


def time_rows(run: Run, pages: Sequence[Page]) -> list[tuple[str, ...]]:
    """Median milliseconds, and in brackets what 95 of 100 requests stay below."""
    return seat_rows(run, pages, lambda result: f"{result.median:.1f} ({result.p95:.1f})")


def statement_rows(run: Run, pages: Sequence[Page]) -> list[tuple[str, ...]]:
    return seat_rows(
        run, pages, lambda result: f"{result.statements} / {result.first.size / 1024:.0f}"
    )


def seat_rows(run: Run, pages: Sequence[Page], cell: Cell) -> list[tuple[str, ...]]:
    return [
        (
            page.title,
            *(
                cell(run.results[page.key][seat.name])
                if seat.name in run.results[page.key]
                else "–"
                for seat in SEATS
            ),
        )
        for page in pages
    ]


TYPED_HEAD = ("worksheet", "ms", "x floor", "goal", "met")


def typed_rows(run: Run) -> list[tuple[str, ...]]:
    """What was measured of typing into a list."""
    rows = []
    for limit in LIMITS:
        if verdict := limit.verdict(run.typed):
            times = f"{verdict.found:.1f}" if limit.floor else "–"
            goal = f"{limit.most:g} {limit.what}" if limit.most else "–"
            met = ("yes" if verdict.is_met else "NO") if limit.most else "–"
            rows.append((limit.title, f"{run.typed[limit.key]:.1f}", times, goal, met))
    return rows


def typed_text(run: Run) -> str:
    """What the table does not tell."""
    told = run.typed
    text = (
        f"The floor saves a cell in {told['save_floor']:.1f} ms; ours asks "
        f"{told['save_statements']:.0f} statements for it."
    )
    if "paint" in told:
        text += f" Half of the keys are seen within {told['paint']:.0f} ms."
    return text


MEMORY_HEAD = ("engine", "ours", "Django admin", "Flask-Admin", "floor")
MEMORY_OF = (OURS, "bench.django_peer", "bench.stock", "bench.floor")


def memory_row(run: Run) -> tuple[str, ...]:
    return (run.engine, *(f"{run.peaks.get(module, 0):.0f}" for module in MEMORY_OF))
