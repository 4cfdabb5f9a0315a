"""`make bench`: builds the town where it is missing, measures, judges, writes the document."""

import argparse
import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import create_engine

from bench import report
from bench.data_set import Tell, address_of, ensure_file, stamp_of
from bench.document import Setting, document
from bench.measuring import Measuring, Run
from bench.pages import SEATS, Page, facts_of, pages_of
from bench.peers import PeerFailed
from bench.postgres import ensure_database, server
from bench.town import ROOT, Size
from bench.typing_town import typed_into
from seed.console import progress

FOLDER = ROOT / "instance" / "bench"
DOCUMENT = ROOT / "docs" / "performance.md"
ENGINES = ("sqlite", "postgresql")
WORKSHEET = "worksheet"  # beside the pages
PACKAGES = {"Flask-Admin": "flask_admin", "SQLAlchemy": "sqlalchemy", "Django": "django"}
console = Console(highlight=False, width=None if sys.stdout.isatty() else 150)


def arguments(words: Sequence[str]) -> argparse.Namespace:
    full = Size()
    parser = argparse.ArgumentParser("make bench", description=__doc__)
    parser.add_argument("--persons", type=int, default=full.persons)
    parser.add_argument("--sessions", type=int, help="ten for each person, unless said")
    parser.add_argument("--cases", type=int, help="one for twenty persons, unless said")
    parser.add_argument("--partners", type=int, default=full.partners)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument(
        "--clock", choices=("wall", "cpu"), default="wall", help="cpu: for SQLite on a busy machine"
    )
    parser.add_argument("--engine", choices=ENGINES, action="append", help="else both")
    parser.add_argument(
        "--peer", choices=[seat.name for seat in SEATS], action="append", help="else all"
    )
    parser.add_argument(
        "--only", action="append", metavar="PAGE", help="by key, or worksheet; may be repeated"
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the town is kept")
    parser.add_argument("--build", action="store_true", help="build the town and stop")
    parser.add_argument("--document", type=Path, help="write it here, whatever the size")
    return parser.parse_args(words)


def size_of(wanted: argparse.Namespace) -> Size:
    sessions = 10 * wanted.persons if wanted.sessions is None else wanted.sessions
    cases = wanted.persons // 20 if wanted.cases is None else wanted.cases
    return Size(wanted.persons, sessions, cases, wanted.partners)


@contextmanager
def town(engine: str, folder: Path, size: Size, tell: Tell) -> Iterator[str]:
    """The address of the town on this engine."""
    file = ensure_file(folder, size, tell)
    if engine == "sqlite":
        yield address_of(file)
        return
    with server(folder) as url:
        yield ensure_database(url, file, stamp_of(size), tell)


def version_of(engine: str, address: str) -> str:
    if engine == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    database = create_engine(address)
    with database.connect() as connection:
        told = str(connection.exec_driver_sql("SHOW server_version").scalar())
    database.dispose()
    return f"PostgreSQL {told.split()[0]}"


def measure(engine: str, wanted: argparse.Namespace, tell: Tell) -> tuple[Run, list[Page]] | None:
    size = size_of(wanted)
    with town(engine, wanted.folder.resolve(), size, tell) as address:
        if wanted.build:
            return None
        pages = pages_of(facts_of(address, size))
        if wanted.only:
            pages = [page for page in pages if page.key in wanted.only]
        run = Run(engine, version_of(engine, address))
        seats = [seat for seat in SEATS if not wanted.peer or seat.name in wanted.peer]
        if pages:
            Measuring(run, pages, tell, wanted.rounds, wanted.clock, seats).go(address)
    if WORKSHEET in (wanted.only or [WORKSHEET]) and not wanted.peer:
        run.typed = typed_into(engine, wanted.folder.resolve(), tell)
    return run, pages


def show(run: Run, pages: Sequence[Page]) -> None:
    tables = (
        ("x times, medians", report.RATIO_HEAD, report.ratio_rows(run, pages)),
        ("milliseconds, median (p95)", report.seat_head(), report.time_rows(run, pages)),
        ("SQL statements / KiB", report.seat_head(), report.statement_rows(run, pages)),
        ("typing into lists", report.TYPED_HEAD, report.typed_rows(run)),
        ("most memory, MiB", report.MEMORY_HEAD, [report.memory_row(run)]),
    )
    for title, head, rows in tables:
        if not rows:
            continue
        shown = Table(*head, title=f"{run.version}: {title}", title_justify="left")
        for row in rows:
            shown.add_row(*row, style="bold red" if "NO" in row else "")
        console.print(shown)


def judge(runs: Sequence[Run], pages: Sequence[Page]) -> None:
    """Say loudly what was missed; what was measured stays a success."""
    misses = [miss for run in runs for miss in report.missed(run, pages)]
    if not misses:
        console.print("Every goal is met.", style="bold green")
        return
    console.print(f"{len(misses)} GOALS MISSED", style="bold white on red")
    for miss in misses:
        console.print(f"  {miss}", style="red", soft_wrap=True)


def write(
    runs: Sequence[Run], pages: Sequence[Page], wanted: argparse.Namespace, engines: Sequence[str]
) -> None:
    """Only a whole run of full size is worth keeping."""
    size = size_of(wanted)
    is_part = wanted.only or wanted.peer or wanted.clock == "cpu" or tuple(engines) != ENGINES
    target = wanted.document or (DOCUMENT if size.is_full and not is_part else None)
    if target is None:
        console.print("A part or a smaller town: docs/performance.md stays as it is.")
        return
    day, cores = datetime.now(UTC).date(), os.cpu_count() or 1
    setting = Setting(day, cores, versions(), size, wanted.rounds)
    target.write_text(document(runs, pages, setting))
    console.print(f"Written: {target.name}")


def versions() -> str:
    packages = (f"{name} {version(name)}" for name in PACKAGES if find_spec(PACKAGES[name]))
    return ", ".join([f"Python {sys.version.split()[0]}", *packages])


def main(words: Sequence[str]) -> int:
    """Exit code 0 whenever it was measured; 1 where a peer could not answer."""
    wanted = arguments(words)
    engines = wanted.engine or ENGINES
    try:
        with progress() as tell:
            measured = [measure(engine, wanted, tell) for engine in engines]
    except PeerFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    found = [each for each in measured if each]
    if not found:
        return 0
    pages = found[0][1]
    runs = [run for run, _ in found]
    for run in runs:
        show(run, pages)
    judge(runs, pages)
    write(runs, pages, wanted, engines)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
