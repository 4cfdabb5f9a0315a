"""The measurement: what it judges, and that all peers show the same rows of the same town."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from bench.caller import NEXT_LINK, Count
from bench.document import table
from bench.goals import EDIT, LIST_FIRST, LIST_JUMP, ratio_verdicts
from bench.measuring import Result, Run
from bench.pages import Facts, Page, pages_of
from bench.peers import Answer
from bench.report import missed, typed_rows
from bench.town import ROOT, Size

HAS_DJANGO = find_spec("django") is not None  # `make bench` installs it
PEERS = ["worker", "lead", "stock", "stock_ajax", "floor", *["django"][: int(HAS_DJANGO)]]
AGREED = re.compile(r"\| (yes|no|–) / (yes|no|–) \|$", re.MULTILINE)


def answer(rows: list[int]) -> Answer:
    return Answer(200, 1.0, 1.0, 2, 1024, rows, None, 90.0)


def run_of(peak: float, **times: float) -> Run:
    """One list page, measured once in each seat."""
    run = Run("sqlite", "SQLite")
    run.peaks["bench.ours"] = peak
    for seat, milliseconds in times.items():
        run.results["persons"][seat] = Result(answer([1, 2]), [milliseconds])
    return run


PERSONS = Page("persons", "Persons", {}, LIST_FIRST)


@pytest.mark.parametrize(
    ("kind", "engine", "ours", "django", "floor", "is_met"),
    [
        (LIST_FIRST, "sqlite", 3.4, 10, 1, [True, True]),
        (LIST_FIRST, "sqlite", 3.6, 10, 1, [False, False]),
        (LIST_FIRST, "sqlite", 3.5, 10, 1, [True, True]),  # exactly the goal is enough
        (LIST_JUMP, "sqlite", 4.0, 10, 2, [False, True]),
        (LIST_JUMP, "postgresql", 4.0, 10, 2, [True, True]),  # the floor itself is slow there
        (EDIT, "postgresql", 6.0, 10, 1, [False, False]),
    ],
)
def test_a_goal_is_met_or_missed(
    kind: str, engine: str, ours: float, django: float, floor: float, is_met: list[bool]
) -> None:
    found = ratio_verdicts(kind, engine, {"worker": ours, "django": django, "floor": floor})
    assert [verdict.is_met for verdict in found] == is_met


def test_the_slower_of_our_accounts_is_judged() -> None:
    run = run_of(90, worker=9, lead=1, django=10, floor=1)
    assert [str(miss) for miss in missed(run, [PERSONS])] == [
        "sqlite, Persons: 0.90 x django, goal 0.35",
        "sqlite, Persons: 9.00 x floor, goal 3.5",
    ]


def test_too_much_memory_is_told() -> None:
    [miss] = missed(run_of(121, lead=1, django=10, floor=1), [PERSONS])
    assert (miss.page, miss.verdict.found) == ("our process", 121)


def test_other_rows_are_noticed() -> None:
    run = run_of(90, lead=1, django=10, floor=1)
    assert run.agrees(PERSONS, "floor") is True
    run.results["persons"]["floor"].first.rows.reverse()
    assert run.agrees(PERSONS, "floor") is False


def test_typing_is_judged_by_the_floor_and_by_the_clock() -> None:
    run = run_of(90, lead=1, django=10, floor=1)
    run.typed = {"save": 9.0, "save_floor": 3.0, "cells": 99.0, "paint_p95": 49.0}
    assert [str(miss) for miss in missed(run, [PERSONS])] == [
        "sqlite, Cell saved: 3.00 x floor, goal 2"
    ]
    assert [row[-1] for row in typed_rows(run)] == ["NO", "–", "yes"]


def test_a_page_without_a_goal_is_not_judged() -> None:
    assert ratio_verdicts("", "sqlite", {"worker": 99, "django": 1, "floor": 1}) == []


def test_transaction_control_is_no_statement() -> None:
    count = Count()
    for statement in ("BEGIN DEFERRED", "SELECT 1", "COMMIT", "PRAGMA foreign_keys=ON", "UPDATE x"):
        count.note(statement)
    assert count.number == 2


def test_the_next_page_is_the_one_that_the_page_links() -> None:
    link = NEXT_LINK.search(b'<a class="btn" rel="next" href="/admin/person/?a=1&amp;b=2">')
    assert link
    assert link[1] == b"/admin/person/?a=1&amp;b=2"


def test_the_deep_page_lies_nine_tenths_down() -> None:
    pages = {page.key: page for page in pages_of(Facts(90_000, 7, 8))}
    assert pages["jump"].addresses["django"].endswith("person/?p=1801")
    assert pages["next"].addresses["django"].endswith("person/?p=1802")
    assert "lead" not in pages["form"].addresses  # who leads writes no talks


def test_only_the_town_of_the_goals_is_of_full_size() -> None:
    assert Size().is_full
    assert not Size(persons=10_000).is_full


def test_a_table_of_the_document_has_a_line_a_row() -> None:
    assert table(("a", "b"), [("1", "2")]).splitlines() == ["| a | b |", "|---|--:|", "| 1 | 2 |"]


def test_all_peers_show_the_same_rows_of_a_small_town(tmp_path: Path) -> None:
    words = ["--persons=200", "--rounds=1", "--engine=sqlite", f"--folder={tmp_path}"]
    chosen = [f"--peer={name}" for name in PEERS]
    file = tmp_path / "performance.md"
    done = subprocess.run(
        [sys.executable, "-m", "bench", *words, *chosen, f"--document={file}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    of_django = "yes" if HAS_DJANGO else "–"
    assert AGREED.findall(file.read_text()) == [(of_django, "yes")] * 8 + [("–", "–")] * 3
