"""Volunteers and interpreters: their languages, times and papers, and their assignments."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TABLES = (
    "volunteer_service", "volunteer", "volunteer_language", "volunteer_availability",
    "volunteer_offering", "assignment",
)  # fmt: skip
INDEXES = (
    ("volunteer_service", ["sort_order"]),
    ("volunteer", ["conduct_until"]),
    ("volunteer", ["delete_on"]),
    ("volunteer", ["ended_on"]),
    ("volunteer", ["family_name", "given_name", "id"]),
    ("volunteer", ["partner_id"]),
    ("volunteer_language", ["language_id"]),
    ("volunteer_availability", ["volunteer_id"]),
    ("volunteer_offering", ["service_id"]),
    ("assignment", ["appointment_id"]),
    ("assignment", ["asked_by_id"]),
    ("assignment", ["language_id"]),
    ("assignment", ["service_id"]),
    ("assignment", ["starts_at", "id"]),
    ("assignment", ["state", "starts_at"]),
    ("assignment", ["volunteer_id", "starts_at"]),
)


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def kept() -> list[sa.Column]:
    return [
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    ]


def key(table: str, column: str, target: str, ondelete: str | None = None) -> sa.Constraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    make_volunteers()
    make_assignments()
    for table, columns in INDEXES:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)


def make_volunteers() -> None:
    op.create_table(
        "volunteer_service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("needs_confidentiality", sa.Boolean(), nullable=False),
        sa.Column("is_with_minors", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        *kept(),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_volunteer_service_valid_to_after_valid_from"),
        ),
        sa.UniqueConstraint("code", name=op.f("uq_volunteer_service_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_service")),
    )
    op.create_table(
        "volunteer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_name", sa.String(length=80), nullable=False),
        sa.Column("given_name", sa.String(length=80), nullable=True),
        sa.Column(
            "sex",
            choice("sex", "FEMALE", "MALE", "DIVERSE", "NOT_STATED", "UNKNOWN"),
            nullable=False,
        ),
        sa.Column("phone", sa.String(length=80), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("street", sa.String(length=200), nullable=True),
        sa.Column("postcode", sa.String(length=10), nullable=True),
        sa.Column("town", sa.String(length=80), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("reach", choice("travelreach", "REMOTE", "OWN_TOWN", "ANYWHERE"), nullable=False),
        sa.Column("travel_note", sa.String(length=200), nullable=True),
        sa.Column("is_flexible", sa.Boolean(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("away_from", sa.Date(), nullable=True),
        sa.Column("away_until", sa.Date(), nullable=True),
        sa.Column("is_paid", sa.Boolean(), nullable=False),
        sa.Column("hourly_fee", sa.Integer(), nullable=True),
        sa.Column("confidentiality_on", sa.Date(), nullable=True),
        sa.Column("conduct_issued_on", sa.Date(), nullable=True),
        sa.Column("conduct_seen_on", sa.Date(), nullable=True),
        sa.Column("conduct_until", sa.Date(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("delete_on", sa.Date(), nullable=True),
        sa.Column("anonymised_on", sa.Date(), nullable=True),
        sa.Column("honours", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        *kept(),
        sa.CheckConstraint(
            "away_until IS NULL OR away_from IS NULL OR away_until >= away_from",
            name=op.f("ck_volunteer_away_until_not_before_away_from"),
        ),
        sa.CheckConstraint(
            "conduct_seen_on IS NULL OR conduct_issued_on IS NULL OR conduct_seen_on >= conduct_issued_on",
            name=op.f("ck_volunteer_conduct_seen_on_not_before_conduct_issued_on"),
        ),
        sa.CheckConstraint(
            "ended_on IS NULL OR began_on IS NULL OR ended_on >= began_on",
            name=op.f("ck_volunteer_ended_on_not_before_began_on"),
        ),
        sa.CheckConstraint(
            "hourly_fee IS NULL OR hourly_fee >= 0", name=op.f("ck_volunteer_fee_not_negative")
        ),
        key("volunteer", "partner_id", "partner"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer")),
    )
    op.create_table(
        "volunteer_language",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("language_id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            choice("languagelevel", "UNKNOWN", "A0", "A1", "A2", "B1", "B2", "C1", "C2", "NATIVE"),
            nullable=False,
        ),
        *kept(),
        key("volunteer_language", "language_id", "language"),
        key("volunteer_language", "volunteer_id", "volunteer", ondelete="CASCADE"),
        sa.UniqueConstraint(
            "volunteer_id",
            "language_id",
            name=op.f("uq_volunteer_language_volunteer_id_language_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_language")),
    )
    op.create_table(
        "volunteer_availability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column(
            "weekday",
            choice(
                "weekday",
                "MONDAY",
                "TUESDAY",
                "WEDNESDAY",
                "THURSDAY",
                "FRIDAY",
                "SATURDAY",
                "SUNDAY",
            ),
            nullable=False,
        ),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        *kept(),
        sa.CheckConstraint(
            "ends_at > starts_at", name=op.f("ck_volunteer_availability_ends_after_start")
        ),
        key("volunteer_availability", "volunteer_id", "volunteer", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_availability")),
    )
    op.create_table(
        "volunteer_offering",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        *kept(),
        key("volunteer_offering", "service_id", "volunteer_service"),
        key("volunteer_offering", "volunteer_id", "volunteer", ondelete="CASCADE"),
        sa.UniqueConstraint(
            "volunteer_id", "service_id", name=op.f("uq_volunteer_offering_volunteer_id_service_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_offering")),
    )


def make_assignments() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("language_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            choice("assignmentstate", "ASKED", "ACCEPTED", "DECLINED", "DONE", "CANCELLED"),
            nullable=False,
        ),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("person_initials", sa.String(length=12), nullable=True),
        sa.Column("is_with_minors", sa.Boolean(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=200), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        *kept(),
        sa.CheckConstraint(
            "(hours IS NOT NULL) = (state = 'DONE')", name=op.f("ck_assignment_hours_when_done")
        ),
        sa.CheckConstraint(
            "minutes BETWEEN 5 AND 720", name=op.f("ck_assignment_minutes_within_a_day")
        ),
        key("assignment", "appointment_id", "appointment"),
        key("assignment", "asked_by_id", "staff"),
        key("assignment", "language_id", "language"),
        key("assignment", "service_id", "volunteer_service"),
        key("assignment", "volunteer_id", "volunteer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
