"""Eviction cases: steps, deadlines, contact attempts, undertakings, rent account."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# A table with a computed column cannot be copied by Alembic on SQLite: columns are added in place.
NEW_COLUMNS = {
    "eviction_case": {
        "notice_kind": "VARCHAR(40) CONSTRAINT ck_eviction_case_noticekind CHECK (notice_kind IN ('EXTRAORDINARY', 'ORDINARY', 'BOTH'))",
        "notice_dated_on": "DATE",
        "notice_received_on": "DATE",
        "decision_kind": "VARCHAR(40) CONSTRAINT ck_eviction_case_decisionkind CHECK (decision_kind IN ('JUDGMENT', 'DEFAULT_JUDGMENT', 'ACKNOWLEDGEMENT', 'SETTLEMENT'))",
        "decided_on": "DATE",
        "decision_served_on": "DATE",
        "vacate_by_on": "DATE",
        "final_on": "DATE",
        "eviction_at": "MOMENT",
        "bailiff": "VARCHAR(200)",
        "bailiff_reference": "VARCHAR(60)",
        "bailiff_notice_served_on": "DATE",
        "evicted_on": "DATE",
        "goods_place": "VARCHAR(200)",
        "sheltered_from": "DATE",
        "sheltered_until": "DATE",
        "shelter_ordered_on": "DATE",
        "averted_how": "VARCHAR(40) CONSTRAINT ck_eviction_case_avertedhow CHECK (averted_how IN ('PAYMENT', 'UNDERTAKING', 'LANDLORD_WAIVER', 'MOVED', 'OTHER'))",
        "averted_on": "DATE",
        "ordinary_notice_end": "VARCHAR(40) CONSTRAINT ck_eviction_case_ordinarynoticeend CHECK (ordinary_notice_end IN ('WITHDRAWN_BY_LANDLORD', 'TENANCY_CONTINUED', 'SETTLED', 'CLAIM_WITHDRAWN', 'CLAIM_DISMISSED'))",
        "agreed_on": "DATE",
        "agreement": "TEXT",
        "withdrawn_by": "VARCHAR(200)",
        "withdrawn_on": "DATE",
        "aftercare_from": "DATE",
        "aftercare_until": "DATE",
        "aftercare_every": "INTEGER",
        "closed_on": "DATE",
        "outcome": "VARCHAR(40) CONSTRAINT ck_eviction_case_evictionoutcome CHECK (outcome IN ('HOME_KEPT', 'MOVED_ELSEWHERE', 'SHELTERED', 'OWN_SOLUTION', 'LEFT_TOWN', 'NO_CONTACT', 'UNFOUNDED'))",
        "closing_reason": "VARCHAR(200)",
        "shelter_unit_id": "INTEGER CONSTRAINT fk_eviction_case_shelter_unit_id REFERENCES unit (id)",
    },
    "eviction_person": {
        "is_tenant": "BOOLEAN DEFAULT NO NOT NULL",
        "served_on": "DATE",
    },
    "task": {
        "eviction_case_id": "INTEGER CONSTRAINT fk_task_eviction_case_id REFERENCES eviction_case (id)",
    },
}


def upgrade() -> None:
    op.create_table(
        "contact_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("tried_on", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "LETTER",
                "VISIT",
                "LETTER_AND_VISIT",
                "PHONE",
                "EMAIL",
                name="attemptkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "result",
            sa.Enum(
                "REACHED",
                "NOT_REACHED",
                "INVITED",
                "REFUSED_HELP",
                name="attemptresult",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("remark", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["eviction_case.id"],
            name=op.f("fk_contact_attempt_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_contact_attempt_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_attempt")),
    )
    with op.batch_alter_table("contact_attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_attempt_case_id_tried_on"), ["case_id", "tried_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_contact_attempt_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "eviction_deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("event_on", sa.Date(), nullable=False),
        sa.Column("nominal_end", sa.Date(), nullable=False),
        sa.Column("statutory_end", sa.Date(), nullable=False),
        sa.Column("conservative_end", sa.Date(), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("fixed_on", sa.Date(), nullable=True),
        sa.Column("fixed_reason", sa.String(length=200), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["eviction_case.id"],
            name=op.f("fk_eviction_deadline_case_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eviction_deadline")),
    )
    with op.batch_alter_table("eviction_deadline", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_eviction_deadline_case_id_rule"), ["case_id", "rule"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_eviction_deadline_conservative_end_id"),
            ["conservative_end", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_eviction_deadline_superseded_at"), ["superseded_at"], unique=False
        )

    op.create_table(
        "eviction_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column(
            "came_from",
            sa.Enum(
                "THREATENED",
                "NOTICE_GIVEN",
                "CLAIM_PENDING",
                "TITLE",
                "EVICTION_SCHEDULED",
                "EVICTED",
                "AVERTED",
                "AGREED",
                "WITHDRAWN",
                "EMERGENCY_SHELTER",
                "AFTERCARE",
                "CLOSED",
                name="came_from",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "THREATENED",
                "NOTICE_GIVEN",
                "CLAIM_PENDING",
                "TITLE",
                "EVICTION_SCHEDULED",
                "EVICTED",
                "AVERTED",
                "AGREED",
                "WITHDRAWN",
                "EMERGENCY_SHELTER",
                "AFTERCARE",
                "CLOSED",
                name="evictionstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["eviction_case.id"],
            name=op.f("fk_eviction_step_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_eviction_step_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eviction_step")),
    )
    with op.batch_alter_table("eviction_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_eviction_step_case_id_id"), ["case_id", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_eviction_step_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "rent_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("paid", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "due >= 0 AND paid >= 0", name=op.f("ck_rent_entry_amounts_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["eviction_case.id"],
            name=op.f("fk_rent_entry_case_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rent_entry")),
        sa.UniqueConstraint("case_id", "due_on", name=op.f("uq_rent_entry_case_id_due_on")),
    )
    op.create_table(
        "undertaking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column(
            "addressee",
            sa.Enum(
                "LANDLORD",
                "LANDLORD_LAWYER",
                "COURT",
                name="addressee",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("is_unconditional", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_undertaking_amount_not_negative")),
        sa.CheckConstraint(
            "received_on IS NULL OR sent_on IS NULL OR received_on >= sent_on",
            name=op.f("ck_undertaking_received_on_not_before_sent_on"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["eviction_case.id"],
            name=op.f("fk_undertaking_case_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undertaking")),
    )
    with op.batch_alter_table("undertaking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_undertaking_case_id"), ["case_id"], unique=False)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, columns in NEW_COLUMNS.items():
        for name, kind in columns.items():
            stored = kind.replace("MOMENT", "DATETIME" if is_sqlite else "TIMESTAMP")
            stored = stored.replace("DEFAULT NO", "DEFAULT 0" if is_sqlite else "DEFAULT false")
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {stored}")
    op.create_index("ix_eviction_case_eviction_at", "eviction_case", ["eviction_at"])
    op.create_index("ix_eviction_case_shelter_unit_id", "eviction_case", ["shelter_unit_id"])
    op.create_index("ix_task_eviction_case_id", "task", ["eviction_case_id"])


def downgrade() -> None:
    op.drop_index("ix_task_eviction_case_id", "task")
    op.drop_index("ix_eviction_case_shelter_unit_id", "eviction_case")
    op.drop_index("ix_eviction_case_eviction_at", "eviction_case")
    for table, columns in NEW_COLUMNS.items():
        for name in reversed(columns):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    for table in ("undertaking", "rent_entry", "eviction_step", "eviction_deadline"):
        op.drop_table(table)
    op.drop_table("contact_attempt")
