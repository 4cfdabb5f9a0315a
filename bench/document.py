"""docs/performance.md: the tables of the terminal, dated, with what was measured and how."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench import report
from bench.goals import GOALS
from bench.measuring import Run
from bench.pages import Page
from bench.town import Size

HOW = Path(__file__).with_suffix(".md")


@dataclass(frozen=True)
class Setting:
    """Under which circumstances was measured."""

    day: date
    cores: int
    versions: str
    size: Size
    rounds: int


def document(runs: Sequence[Run], pages: Sequence[Page], setting: Setting) -> str:
    parts = [
        "# Performance",
        HOW.read_text().format(**vars(setting)),
        "## Goals",
        goals(),
        "## Reached",
    ]
    misses = [miss for run in runs for miss in report.missed(run, pages)]
    parts.append(
        "\n".join(["Missed:", "", *(f"- {miss}" for miss in misses)])
        if misses
        else "Every goal is met."
    )
    for run in runs:
        parts += [f"## {run.version}", "### Ratios"]
        parts.append(table(report.RATIO_HEAD, report.ratio_rows(run, pages)))
        parts += ["### Median milliseconds (95 of 100 stay below)"]
        parts.append(table(report.seat_head(), report.time_rows(run, pages)))
        parts += ["### SQL statements / KiB of HTML"]
        parts.append(table(report.seat_head(), report.statement_rows(run, pages)))
        if run.typed:
            parts += ["### Typing into lists", table(report.TYPED_HEAD, report.typed_rows(run))]
            parts.append(report.typed_text(run))
    parts += ["## Most memory a process held (MiB)"]
    parts.append(table(report.MEMORY_HEAD, [report.memory_row(run) for run in runs]))
    return "\n\n".join(part.strip() for part in parts) + "\n"


def goals() -> str:
    head = ("page", "x Django, SQLite", "x Django, PostgreSQL", "x floor")
    rows = [
        (kind, f"{goal.django_sqlite:g}", f"{goal.django_postgresql:g}", f"{goal.floor:g}")
        for kind, goal in GOALS.items()
    ]
    return f"{table(head, rows)}\n\nOur process never holds more than {report.MOST_MEMORY:g} MiB."


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    line = "|---|" + "--:|" * (len(head) - 1)
    return "\n".join([written(head), line, *(written(row) for row in rows)])


def written(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
