"""One walk through all pages of a role, and what was found on the way; the tests share it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from models.base import Base
from models.permissions import Role
from tests.checks import faults_of
from tests.factories import Office
from tests.pages import Walk

WRITTEN_BY_READING = {"audit_entry", "sign_in"}


@dataclass
class Report:
    """What a walk brought home; `builds` are the ways pages are built, each with an address."""

    faults: list[tuple[str, list[str]]] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    urls: list[str] = field(default_factory=list)
    answered: dict[str, set[int]] = field(default_factory=dict)
    builds: list[tuple[str, frozenset[int]]] = field(default_factory=list)
    changed: dict[str, Any] = field(default_factory=dict)

    def new_builds(self, known: set[int]) -> list[str]:
        """One address for each way a page is built; pages that differ in their words are left.

        `known` are the parts that were met before, in this role or in another one.
        """
        found = []
        for url, shape in self.builds:
            if not shape <= known:
                known |= shape
                found.append(url)
        return found


Walked = Callable[[Role], Report]


def walk(app: Flask, office: Office, client: FlaskClient, role: Role) -> Report:
    """Open every page of the role in an office that is furnished."""
    report, known = Report(), set[int]()
    before = state_of(office)
    way = Walk(app, client, role)
    for page in way:
        report.urls.append(page.url)
        found = faults_of(page)
        title = page.tree.xpath("string(//title)")
        if report.titles.setdefault(title, page.path) != page.path:
            found.append(f"titled like {report.titles[title]}: {title}")
        if found:
            report.faults.append((page.url, found))
        shape = page.shape()
        if not shape <= known:
            known |= shape
            report.builds.append((page.url, shape))
    report.answered = way.answered
    after = state_of(office)
    report.changed = {
        name: (row, after[name]) for name, row in before.items() if row != after[name]
    }
    return report


def state_of(office: Office) -> dict[str, Any]:
    """Number of rows and last change of every table."""
    found = {}
    for name, table in Base.metadata.tables.items():
        if name not in WRITTEN_BY_READING:
            marks = [
                func.max(table.c[mark]) for mark in ("updated_at", "version") if mark in table.c
            ]
            asked = select(func.count(), *marks).select_from(table)
            found[name] = office.session.execute(asked).one()
    office.session.commit()
    return found
