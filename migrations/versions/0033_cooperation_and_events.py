"""Agreements with partners, committees and meetings; events with tasks, material and money."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TABLES = (
    "funding_source",
    "event",
    "event_funding",
    "event_group",
    "event_material",
    "event_staff",
    "event_task",
    "event_partner",
    "committee",
    "committee_staff",
    "network_meeting",
    "meeting_decision",
    "meeting_partner",
    "meeting_staff",
    "partner_agreement",
)
# Tables with a computed column are changed in place.
TASK_COLUMNS = {"event_task_id": "event_task", "meeting_decision_id": "meeting_decision"}


def upgrade() -> None:
    make_events()
    make_cooperation()
    for name, table in TASK_COLUMNS.items():
        op.execute(
            f"ALTER TABLE task ADD COLUMN {name} INTEGER"
            f" CONSTRAINT fk_task_{name} REFERENCES {table} (id)"
        )
        op.create_index(f"ix_task_{name}", "task", [name], unique=True)


def make_events() -> None:
    op.create_table(
        "funding_source",
        number(),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        *dated(),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_funding_source_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_funding_source"),
        sa.UniqueConstraint("code", name="uq_funding_source_code"),
    )
    op.create_index("ix_funding_source_sort_order", "funding_source", ["sort_order"])
    op.create_table(
        "event",
        number(),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "INTERCULTURAL_WEEK",
                "CITIZENS_FESTIVAL",
                "WINE_FESTIVAL",
                "VOLUNTEER_DAY",
                "OWN",
                name="eventkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "IDEA",
                "PLANNED",
                "ANNOUNCED",
                "DONE",
                "CANCELLED",
                name="eventstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("opens_at", sa.Time(), nullable=True),
        sa.Column("closes_at", sa.Time(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column(
            "recurrence",
            sa.Enum(
                "NONE",
                "FIXED_DAY",
                "WEEKDAY_FROM_START",
                "WEEKDAY_FROM_END",
                name="recurrence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_public", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("public_text", sa.Text(), nullable=True),
        sa.Column("budget", sa.Integer(), nullable=True),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("went_well", sa.Text(), nullable=True),
        sa.Column("next_time", sa.Text(), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        *dated(),
        sa.CheckConstraint(
            "budget IS NULL OR budget >= 0", name=op.f("ck_event_budget_not_negative")
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR begins_on IS NULL OR ends_on >= begins_on",
            name=op.f("ck_event_ends_on_not_before_begins_on"),
        ),
        sa.CheckConstraint(
            "participants IS NULL OR participants >= 0", name=op.f("ck_event_participants_counted")
        ),
        sa.ForeignKeyConstraint(["previous_id"], ["event.id"], name="fk_event_previous_id"),
        sa.ForeignKeyConstraint(["worker_id"], ["staff.id"], name="fk_event_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_begins_on_id", "event", ["begins_on", "id"])
    op.create_index("ix_event_is_public", "event", ["is_public"])
    op.create_index("ix_event_previous_id", "event", ["previous_id"], unique=True)
    op.create_index("ix_event_state", "event", ["state"])
    op.create_index("ix_event_worker_id", "event", ["worker_id"])
    op.create_table(
        "event_funding",
        number(),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("funding_source_id", sa.Integer(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=True),
        sa.Column("granted", sa.Integer(), nullable=True),
        sa.Column("spent", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(length=200), nullable=True),
        *dated(),
        sa.CheckConstraint(
            "granted IS NULL OR granted >= 0", name=op.f("ck_event_funding_granted_not_negative")
        ),
        sa.CheckConstraint(
            "planned IS NULL OR planned >= 0", name=op.f("ck_event_funding_planned_not_negative")
        ),
        sa.CheckConstraint(
            "spent IS NULL OR spent >= 0", name=op.f("ck_event_funding_spent_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_event_funding_event_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["funding_source_id"], ["funding_source.id"], name="fk_event_funding_funding_source_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_event_funding"),
    )
    op.create_index("ix_event_funding_event_id", "event_funding", ["event_id"])
    op.create_index("ix_event_funding_funding_source_id", "event_funding", ["funding_source_id"])
    op.create_table(
        "event_group",
        number(),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "CHILDREN",
                "YOUTH",
                "WOMEN",
                "SENIORS",
                "NEWCOMERS",
                "VOLUNTEERS",
                "GUESTS",
                name="audience",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        *dated(),
        sa.CheckConstraint("number >= 0", name=op.f("ck_event_group_number_counted")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_event_group_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_event_group"),
        sa.UniqueConstraint("event_id", "audience", name="uq_event_group_event_id_audience"),
    )
    op.create_table(
        "event_material",
        number(),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.String(length=200), nullable=True),
        sa.Column("origin", sa.String(length=200), nullable=True),
        sa.Column("is_ready", sa.Boolean(), server_default=sa.false(), nullable=False),
        *dated(),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_event_material_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_event_material"),
    )
    op.create_index("ix_event_material_event_id", "event_material", ["event_id"])
    op.create_table(
        "event_staff",
        number(),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        *dated(),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_event_staff_event_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_event_staff_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event_staff"),
        sa.UniqueConstraint("event_id", "staff_id", name="uq_event_staff_event_id_staff_id"),
    )
    op.create_index("ix_event_staff_staff_id", "event_staff", ["staff_id"])
    op.create_table(
        "event_task",
        number(),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        *dated(),
        sa.CheckConstraint(
            "days_before BETWEEN -365 AND 730", name=op.f("ck_event_task_days_of_a_plan")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_event_task_event_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["staff.id"], name="fk_event_task_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event_task"),
    )
    op.create_index("ix_event_task_event_id", "event_task", ["event_id"])
    op.create_index("ix_event_task_worker_id", "event_task", ["worker_id"])
    op.create_table(
        "event_partner",
        number(),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        *dated(),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_event_partner_event_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name="fk_event_partner_partner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event_partner"),
        sa.UniqueConstraint("event_id", "partner_id", name="uq_event_partner_event_id_partner_id"),
    )
    op.create_index("ix_event_partner_partner_id", "event_partner", ["partner_id"])


def make_cooperation() -> None:
    op.create_table(
        "committee",
        number(),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column(
            "rhythm",
            sa.Enum(
                "WEEKLY",
                "MONTHLY",
                "EVERY_TWO_MONTHS",
                "QUARTERLY",
                "HALF_YEARLY",
                "YEARLY",
                "AS_NEEDED",
                name="rhythm",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("usual_place", sa.String(length=200), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        *dated(),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name="fk_committee_partner_id"),
        sa.ForeignKeyConstraint(["worker_id"], ["staff.id"], name="fk_committee_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_committee"),
    )
    op.create_index("ix_committee_name", "committee", ["name"])
    op.create_index("ix_committee_partner_id", "committee", ["partner_id"])
    op.create_index("ix_committee_worker_id", "committee", ["worker_id"])
    op.create_table(
        "committee_staff",
        number(),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        *dated(),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
            name="fk_committee_staff_committee_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_committee_staff_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_committee_staff"),
        sa.UniqueConstraint(
            "committee_id", "staff_id", name="uq_committee_staff_committee_id_staff_id"
        ),
    )
    op.create_index("ix_committee_staff_staff_id", "committee_staff", ["staff_id"])
    op.create_table(
        "network_meeting",
        number(),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=True),
        sa.Column("protocol", sa.Text(), nullable=True),
        *dated(),
        sa.CheckConstraint(
            "minutes BETWEEN 5 AND 720", name=op.f("ck_network_meeting_minutes_within_a_day")
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committee.id"], name="fk_network_meeting_committee_id"
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["staff.id"], name="fk_network_meeting_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_network_meeting"),
    )
    op.create_index("ix_network_meeting_committee_id", "network_meeting", ["committee_id"])
    op.create_index("ix_network_meeting_starts_at_id", "network_meeting", ["starts_at", "id"])
    op.create_index("ix_network_meeting_worker_id", "network_meeting", ["worker_id"])
    op.create_table(
        "meeting_decision",
        number(),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("decided_for", sa.Date(), nullable=True),
        *dated(),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["network_meeting.id"],
            name="fk_meeting_decision_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["staff.id"], name="fk_meeting_decision_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_decision"),
    )
    op.create_index("ix_meeting_decision_meeting_id", "meeting_decision", ["meeting_id"])
    op.create_index("ix_meeting_decision_worker_id", "meeting_decision", ["worker_id"])
    op.create_table(
        "meeting_partner",
        number(),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        *dated(),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["network_meeting.id"],
            name="fk_meeting_partner_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name="fk_meeting_partner_partner_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_partner"),
        sa.UniqueConstraint(
            "meeting_id", "partner_id", name="uq_meeting_partner_meeting_id_partner_id"
        ),
    )
    op.create_index("ix_meeting_partner_partner_id", "meeting_partner", ["partner_id"])
    op.create_table(
        "meeting_staff",
        number(),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        *dated(),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["network_meeting.id"],
            name="fk_meeting_staff_meeting_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_meeting_staff_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_staff"),
        sa.UniqueConstraint("meeting_id", "staff_id", name="uq_meeting_staff_meeting_id_staff_id"),
    )
    op.create_index("ix_meeting_staff_staff_id", "meeting_staff", ["staff_id"])
    op.create_table(
        "partner_agreement",
        number(),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("duties_office", sa.Text(), nullable=True),
        sa.Column("duties_partner", sa.Text(), nullable=True),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        *dated(),
        sa.CheckConstraint(
            "review_on IS NULL OR valid_from IS NULL OR review_on >= valid_from",
            name=op.f("ck_partner_agreement_review_on_not_before_valid_from"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_partner_agreement_valid_to_after_valid_from"),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name="fk_partner_agreement_file_id"
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name="fk_partner_agreement_partner_id"
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["staff.id"], name="fk_partner_agreement_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_partner_agreement"),
    )
    op.create_index("ix_partner_agreement_file_id", "partner_agreement", ["file_id"], unique=True)
    op.create_index("ix_partner_agreement_partner_id", "partner_agreement", ["partner_id"])
    op.create_index("ix_partner_agreement_review_on", "partner_agreement", ["review_on"])
    op.create_index("ix_partner_agreement_valid_from_id", "partner_agreement", ["valid_from", "id"])
    op.create_index("ix_partner_agreement_worker_id", "partner_agreement", ["worker_id"])


def number() -> sa.Column:
    return sa.Column("id", sa.Integer(), nullable=False)


def dated() -> list[sa.Column]:
    return [
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    ]


def downgrade() -> None:
    for name in TASK_COLUMNS:
        op.drop_index(f"ix_task_{name}", "task")
        op.execute(f"ALTER TABLE task DROP COLUMN {name}")
    for table in reversed(TABLES):
        op.drop_table(table)
