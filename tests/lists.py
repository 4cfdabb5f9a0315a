"""Lists as the tests read them: what the page was given, for an account that may open all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from flask import Flask, template_rendered
from flask.testing import FlaskClient
from sqlalchemy import Table, UniqueConstraint, func, select

from admin_views.base import RecordView
from admin_views.grid import Grid
from models import (
    BenefitPeriod,
    CareerPhase,
    Municipality,
    PersonReader,
    PersonTargetGroup,
    StaffRole,
)
from models.base import Record
from models.catalogue import BenefitLaw, TargetGroup
from models.own_field import OwnClass, OwnTable
from models.permissions import Role
from tests.factories import Office


def views_of(app: Flask) -> list[RecordView]:
    """Every list of the office; the town's profile has a single row and so no list."""
    everything = app.extensions["admin"][0]._views
    views = [view for view in everything if isinstance(view, RecordView)]
    return [view for view in views if view.model is not Municipality]


def grant_everything(office: Office, username: str = "verwaltung") -> str:
    """Give the account all roles, so that no column is left out; returns its name."""
    staff = office.staff(username)
    held = {known.role for known in staff.held_roles}
    office.session.add_all(StaffRole(staff=staff, role=role) for role in set(Role) - held)
    office.session.commit()
    return username


class Lists:
    """A browser that keeps what the list pages were given."""

    def __init__(self, app: Flask, client: FlaskClient) -> None:
        self.app = app
        self.client = client

    def open(self, address: str, status: int = 200) -> Grid:
        with self._watching() as seen:
            answer = self.client.get(address)
        assert answer.status_code == status, f"{address}: {answer.status_code}"
        return seen[-1]

    def titles(self, address: str) -> list[str]:
        """The first cell of each row."""
        return [str(row.cells[0].text) for row in self.open(address).rows]

    def texts(self, address: str) -> dict[str, str]:
        """The cells of the first row by their column."""
        grid = self.open(address)
        names = [column.name for column in grid.columns]
        return {name: str(cell.text) for name, cell in zip(names, grid.rows[0].cells, strict=True)}

    @contextmanager
    def _watching(self) -> Iterator[list[Grid]]:
        seen: list[Grid] = []

        def note(sender: Flask, context: dict[str, Any], **rest: object) -> None:
            if "grid" in context:
                seen.append(context["grid"])

        with template_rendered.connected_to(note, self.app):
            yield seen


def one_of_each(office: Office, worker: str = "verwaltung") -> None:
    """At least one row in every list that this account works on."""
    person = office.person(birth_date=date(1990, 5, 1))
    office.household(person)
    office.add(PersonReader(person_id=person.id, staff=office.staff(worker)))
    office.document(office.counselling_session(person))
    office.appointment(person=person)
    office.absence(worker)
    office.session_addendum(office.issued_session(person))
    office.text_block(worker)
    office.goal()
    office.task(person=person, due_on=date(2026, 12, 1))
    office.responsibility(person, worker)
    office.residence_status(person, expires_on=date(2026, 12, 31))
    office.stay(person)
    office.offer(office.contact().partner)
    office.partner_file()
    office.consent(person)
    office.referral(person)
    office.partner_agreement()
    office.network_meeting(committee=office.committee())
    office.event()
    office.assignment(asked_by=office.staff(worker))
    office.eviction_case(person, filed_on=date(2026, 11, 2))
    office.own_field(table_name=OwnTable.PARTNER, protection=OwnClass.NETWORK)
    since = {"person": person, "valid_from": date(2026, 1, 1)}
    office.add(BenefitPeriod(benefit_law=office.entry(BenefitLaw), **since))
    office.add(PersonTargetGroup(target_group=office.entry(TargetGroup), **since))
    office.own_field()
    office.add(CareerPhase(worker=office.staff(worker), **since))


def crowd(office: Office, model: type[Record], number: int) -> None:
    """Copies of the table's last row until there are so many; they differ only where they must."""
    table = model.metadata.tables[model.__tablename__]
    if any(_only_joins(constraint) for constraint in table.constraints):
        return  # there are only as many as there are records to join
    last = select(table).order_by(table.c.id.desc()).limit(1)
    row = office.session.execute(last).mappings().one()
    known = office.session.scalar(select(func.count()).select_from(table)) or 0
    copies = [_copy(table, dict(row), extra) for extra in range(1, number - known + 1)]
    if copies:
        office.session.connection().execute(table.insert(), copies)
    office.session.commit()


def _only_joins(constraint: Any) -> bool:
    """Two records may be joined once."""
    is_unique = isinstance(constraint, UniqueConstraint)
    return is_unique and all(column.foreign_keys for column in constraint.columns)


def _copy(table: Table, row: dict[str, Any], extra: int) -> dict[str, Any]:
    del row["id"]
    for column in table.columns:
        if column.computed is not None:
            del row[column.name]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            name = list(constraint.columns)[-1].name
            row[name] = _other(row[name], extra)
    return row


def _other(value: Any, extra: int) -> Any:
    match value:
        case str():
            return f"{extra}-{value}"[:20]
        case date():
            return value - timedelta(days=extra)
        case int():
            return value + extra
    return value
