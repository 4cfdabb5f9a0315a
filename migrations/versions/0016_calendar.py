"""Appointments and absences; rooms of an office location.

The next appointments agreed in former talks come into the calendar; a talk with the person on
that day says what became of them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

AGREED = """
INSERT INTO appointment (
    person_id, worker_id, starts_at, minutes, kind, state, office_location_id, place,
    interpreter, session_id, created_at, updated_at, version
)
SELECT
    talk.person_id, talk.worker_id, talk.next_appointment_at, 45, 'INDIVIDUAL',
    CASE (
        SELECT min(CASE later.kind WHEN 'NO_SHOW' THEN 1 WHEN 'CANCELLED' THEN 2 ELSE 0 END)
        FROM counselling_session later
        WHERE later.person_id = talk.person_id AND later.held_on = date(talk.next_appointment_at)
        AND later.kind <> 'COLLATERAL' AND later.id <> talk.id
    )
    WHEN 0 THEN 'KEPT' WHEN 1 THEN 'MISSED' WHEN 2 THEN 'CANCELLED' ELSE 'PLANNED' END,
    site.id, CASE WHEN site.id IS NULL THEN talk.next_place END,
    'NOT_NEEDED', talk.id, talk.updated_at, talk.updated_at, 1
FROM counselling_session talk
LEFT JOIN office_location site ON talk.next_place IN (site.label_de, site.label_en, site.address)
WHERE talk.next_appointment_at IS NOT NULL
"""


def choice(name: str, *members: str) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=40)


def housekeeping() -> tuple[sa.Column, ...]:
    return (
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def key(table: str, column: str, target: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.execute("ALTER TABLE office_location ADD COLUMN rooms INTEGER DEFAULT '1' NOT NULL")
    op.execute("UPDATE office_location SET rooms = 3 WHERE code = 'kaiserstrasse_10'")
    _add_appointments()
    _add_absences()
    op.execute(AGREED)


def _add_appointments() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            choice(
                "appointmentkind",
                "INDIVIDUAL",
                "HOME_VISIT",
                "SHELTER_ROUND",
                "INTERPRETER",
                "ACCOMPANIMENT",
                "OTHER",
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            choice("appointmentstate", "PLANNED", "KEPT", "MISSED", "CANCELLED"),
            nullable=False,
        ),
        sa.Column("office_location_id", sa.Integer(), nullable=True),
        sa.Column("accommodation_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column(
            "interpreter",
            choice("interpreterstate", "NOT_NEEDED", "TO_ORDER", "ORDERED", "CONFIRMED"),
            nullable=False,
        ),
        sa.Column("purpose", sa.String(length=200), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        *housekeeping(),
        sa.CheckConstraint(
            "minutes BETWEEN 5 AND 720", name=op.f("ck_appointment_minutes_within_a_day")
        ),
        key("appointment", "person_id", "person"),
        key("appointment", "worker_id", "staff"),
        key("appointment", "office_location_id", "office_location"),
        key("appointment", "accommodation_id", "accommodation"),
        key("appointment", "session_id", "counselling_session"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("session_id", name=op.f("uq_appointment_session_id")),
    )
    for columns in (
        ["accommodation_id"], ["worker_id", "starts_at"], ["person_id", "starts_at"],
        ["office_location_id", "starts_at"], ["starts_at", "id"],
    ):  # fmt: skip
        op.create_index(f"ix_appointment_{'_'.join(columns)}", "appointment", columns)


def _add_absences() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            choice("absencekind", "HOLIDAY", "SICK", "TRAINING", "OTHER"),
            nullable=False,
        ),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        *housekeeping(),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= begins_on",
            name=op.f("ck_absence_ends_on_after_begins_on"),
        ),
        sa.CheckConstraint(
            "deputy_id IS NULL OR deputy_id <> worker_id",
            name=op.f("ck_absence_deputy_is_somebody_else"),
        ),
        key("absence", "worker_id", "staff"),
        key("absence", "deputy_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    for columns in (
        ["worker_id", "begins_on"], ["deputy_id", "begins_on", "ends_on"], ["begins_on", "id"],
    ):  # fmt: skip
        op.create_index(f"ix_absence_{'_'.join(columns)}", "absence", columns)


def downgrade() -> None:
    op.drop_table("absence")
    op.drop_table("appointment")
    op.execute("ALTER TABLE office_location DROP COLUMN rooms")
