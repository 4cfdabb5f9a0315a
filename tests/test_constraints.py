"""What neither engine lets in: rows without sense, loose references, a changed audit trail."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import Engine, Table, UniqueConstraint, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from models import db
from tests.factories import Office
from tests.lists import one_of_each, views_of

REFUSED = [
    "UPDATE unit SET realistic_capacity = nominal_capacity + 1",
    "UPDATE unit SET nominal_capacity = -1, realistic_capacity = -1",
    "UPDATE unit SET area = 0",
    "UPDATE unit SET building_id = 999999",
    "UPDATE unit SET usage_form = 'TENT'",
    "UPDATE stay SET valid_to = '2020-01-01'",
    "UPDATE stay SET person_id = 999999",
    "UPDATE household_member SET valid_to = '2020-01-01'",
    "UPDATE counselling_session SET minutes = 1441",
    "UPDATE counselling_session SET worker_id = NULL",
    "UPDATE goal SET attainment = 5",
    "UPDATE task SET state = 'OPEN', done_on = '2026-11-20'",
    "UPDATE eviction_case SET arrears = -1",
    "UPDATE eviction_case SET filed_on = '2026-11-02', served_on = '2026-11-01'",
    "UPDATE partner SET is_place_protected = TRUE, street = 'Geheimweg 1'",
    "UPDATE offer SET capacity = -1",
    "UPDATE office_hour SET closes_at = opens_at",
    "UPDATE municipality SET id = 2",
    "UPDATE person SET family_name = NULL",
    "UPDATE staff SET username = 'leitung'",
    "UPDATE topic SET code = 'a'",
    "UPDATE language SET valid_from = '2026-01-02', valid_to = '2026-01-01'",
    "DELETE FROM person",  # sessions, stays and tasks hang on them
    "DELETE FROM staff",
    "DELETE FROM partner_category",
]


def test_what_must_be_true_is_a_constraint(any_engine: Engine, any_office: Office) -> None:
    """No way around the forms leads past these, on neither engine."""
    one_of_each(any_office)
    let_in = []
    for statement in REFUSED:
        with any_engine.connect() as connection:
            try:
                connection.execute(text(statement))
            except IntegrityError:
                continue
            let_in.append(statement)
    assert let_in == []


def test_parts_go_with_their_whole(any_engine: Engine, any_office: Office) -> None:
    family = any_office.household(any_office.person())
    with any_engine.begin() as connection:
        connection.execute(text("DELETE FROM household"))
        assert connection.execute(text("SELECT count(*) FROM household_member")).scalar() == 0
        assert connection.execute(text("SELECT count(*) FROM person")).scalar() == 1
    assert any_office.fresh(family) is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET staff_id = NULL",
        "UPDATE audit_entry SET detail = 'nichts' WHERE id = 1",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE id = 1",
    ],
)
def test_the_audit_trail_cannot_be_changed(
    any_engine: Engine, any_office: Office, change: str
) -> None:
    any_office.person()
    with any_engine.connect() as connection, pytest.raises(DBAPIError, match="cannot be changed"):
        connection.execute(text(change))


@pytest.mark.postgres
def test_the_audit_trail_cannot_be_emptied_at_one_stroke(filled_postgres_app: Flask) -> None:
    with filled_postgres_app.app_context(), pytest.raises(DBAPIError, match="cannot be changed"):
        db.session.execute(text("TRUNCATE audit_entry"))


def test_values_come_back_as_they_went_in(any_office: Office) -> None:
    moment = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # the hour that comes twice in Haan
    text_ = "Zeile\n\tzwei 🏠 محمد Ґ 'quote' \\ %s :x"
    case = any_office.eviction_case(
        arrears=Decimal("1234567.89"), hearing_at=datetime(2026, 10, 25, 2, 30), note=text_
    )
    person = any_office.person(family_name="a\x00b\u202ec", created_at=moment)
    any_office.session.expire_all()
    assert (case.arrears, case.note) == (Decimal("1234567.89"), text_)
    assert case.hearing_at == datetime(2026, 10, 25, 2, 30)
    assert (person.created_at, person.family_name) == (moment, "abc")


def test_every_reference_has_an_index() -> None:
    missing = [
        f"{table.name}.{key.parent.name}"
        for table in db.metadata.sorted_tables
        for key in table.foreign_keys
        if key.parent.name not in first_columns(table)
    ]
    assert missing == []


def first_columns(table: Table) -> set[str]:
    """Columns that an index of the table begins with."""
    unique = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    return {next(iter(one.columns)).name for one in (*table.indexes, *unique, table.primary_key)}


def test_every_usual_order_has_an_index(app: Flask) -> None:
    orders = [(view.model.__table__, view.column_default_sort[0][0]) for view in views_of(app)]
    missing = [
        f"{table.name}.{name}"
        for table, name in orders
        if name in table.columns and name not in first_columns(table)
    ]
    assert missing == []
