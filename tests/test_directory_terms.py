"""All 99 organisations of the town's directory are found by what a worker would type."""

import csv
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from models import Partner, db
from models.acting import Acting, acting_as
from models.permissions import Role
from models.reports.directory import DirectoryQuery, directory_ids
from tests.conftest import NOW

# Part of the name; what it does and where; street, function or the word of the street for it.
TERMS = Path(__file__).parent / "data" / "directory_terms.csv"
IN_SIGHT = 10  # among the first ten, without turning the page
KEYS = select(Partner.source_id, Partner.id)
COLUMNS = ("part_of_the_name", "what_and_where", "other_words")


def rows() -> list[dict[str, str]]:
    with TERMS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("column", COLUMNS)
def test_all_99_are_found_by_three_things_a_worker_would_type(app: Flask, column: str) -> None:
    missed = []
    worker = Acting(1, frozenset({Role.SOCIAL_WORKER}), NOW)
    with app.app_context(), acting_as(worker):
        keys = {source: key for source, key in db.session.execute(KEYS)}
        for row in rows():
            found = directory_ids(DirectoryQuery(term=row[column]), NOW, db.session())
            if keys[row["source_id"]] not in found[:IN_SIGHT]:
                missed.append((row["source_id"], row[column]))
    assert missed == []


def test_each_of_them_has_three_different_terms(app: Flask) -> None:
    with app.app_context():
        known = set(db.session.scalars(select(Partner.source_id)))
    assert {row["source_id"] for row in rows()} == known
    assert len(known) == 99
    for row in rows():
        assert len({row[column].casefold() for column in COLUMNS}) == 3, row
