"""Consent, reviews and follow-ups of agreements; phases of a career; tasks of steps, moved days."""

import sqlalchemy as sa
from alembic import op

from migrations.checks import allow

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

GOAL_STATES = "'AGREED', 'ACTIVE', 'ACHIEVED', 'PARTLY', 'NOT_ACHIEVED', 'WITHDRAWN'"
STEP_KINDS = "'BULK', 'MERGE', 'DELETED', 'RESTORED', 'UNDONE'"
# Column, table, name of its check, choices before, new ones.
CHOICES = (
    ("state", "goal", "goalstate", GOAL_STATES, ", 'DECLINED'"),
    ("kind", "change_step", "stepkind", STEP_KINDS, ", 'TASK_DONE', 'RESCHEDULED'"),
)
# Tables with a computed column, and those that others hang on, are changed in place.
NEW_COLUMNS = {
    "goal_agreement": {
        "has_client_consent": "BOOLEAN DEFAULT NO NOT NULL",
        "has_office_consent": "BOOLEAN DEFAULT NO NOT NULL",
        "issued_at": "MOMENT",
        "reviewed_on": "DATE",
        "previous_id": "INTEGER CONSTRAINT fk_goal_agreement_previous_id"
        " REFERENCES goal_agreement (id)",
    },
    "goal": {"measure": "VARCHAR(200)", "settled_on": "DATE", "result_note": "TEXT"},
    "task": {
        "goal_step_id": "INTEGER CONSTRAINT fk_task_goal_step_id REFERENCES goal_step (id)",
        "deputy_id": "INTEGER CONSTRAINT fk_task_deputy_id REFERENCES staff (id)",
    },
    "municipality": {"escalate_after": "INTEGER", "career_stalls_after": "INTEGER"},
}
INDEXES = (
    ("ix_goal_agreement_previous_id", "goal_agreement", "previous_id", True),
    ("ix_task_goal_step_id", "task", "goal_step_id", True),
    ("ix_task_deputy_id", "task", "deputy_id", False),
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for column, table, check, before, new in CHOICES:
        allow(table, check, column, before, before + new)
    for table, columns in NEW_COLUMNS.items():
        for name, kind in columns.items():
            kind = kind.replace("MOMENT", "DATETIME" if is_sqlite else "TIMESTAMP")
            exact = kind.replace("DEFAULT NO", "DEFAULT 0" if is_sqlite else "DEFAULT false")
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {exact}")
    for name, table, column, is_unique in INDEXES:
        op.create_index(name, table, [column], unique=is_unique)
    op.execute("UPDATE goal_agreement SET has_client_consent = (signed_client_on IS NOT NULL)")
    op.execute("UPDATE goal_agreement SET has_office_consent = (signed_worker_on IS NOT NULL)")
    op.execute(
        "UPDATE goal_agreement SET issued_at = updated_at WHERE signed_client_on IS NOT NULL"
    )
    op.execute("UPDATE municipality SET escalate_after = 14, career_stalls_after = 60")
    make_tables()


def make_tables() -> None:
    op.create_table(
        "task_rescheduling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("old_due_on", sa.Date(), nullable=False),
        sa.Column("new_due_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        *dated(),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name="fk_task_rescheduling_task_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_task_rescheduling_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_task_rescheduling"),
    )
    op.create_index("ix_task_rescheduling_task_id", "task_rescheduling", ["task_id"])
    op.create_index("ix_task_rescheduling_staff_id", "task_rescheduling", ["staff_id"])
    op.create_table(
        "career_phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "ORIENT",
                "DECIDE",
                "REALISE",
                name="careerstage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("wish", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        *dated(),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_career_phase_valid_to_after_valid_from"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_career_phase_person_id"),
        sa.ForeignKeyConstraint(["worker_id"], ["staff.id"], name="fk_career_phase_worker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_career_phase"),
    )
    op.create_index(
        "ix_career_phase_person_id_valid_from", "career_phase", ["person_id", "valid_from"]
    )
    op.create_index("ix_career_phase_valid_from_id", "career_phase", ["valid_from", "id"])
    op.create_index("ix_career_phase_worker_id", "career_phase", ["worker_id"])
    op.create_table(
        "career_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        *dated(),
        sa.ForeignKeyConstraint(
            ["phase_id"],
            ["career_phase.id"],
            name="fk_career_evidence_phase_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_career_evidence"),
    )
    op.create_index("ix_career_evidence_phase_id", "career_evidence", ["phase_id"])
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("dismissed_on", sa.Date(), nullable=True),
        sa.Column("mailed_on", sa.Date(), nullable=True),
        *dated(),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_digest_staff_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_digest"),
        sa.UniqueConstraint("staff_id", name="uq_digest_staff_id"),
    )


def dated() -> list[sa.Column]:
    return [
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    ]


def downgrade() -> None:
    for table in ("digest", "career_evidence", "career_phase", "task_rescheduling"):
        op.drop_table(table)
    for name, table, _, _ in INDEXES:
        op.drop_index(name, table)
    op.execute("UPDATE goal SET state = 'WITHDRAWN' WHERE state = 'DECLINED'")
    op.execute("UPDATE change_step SET kind = 'BULK' WHERE kind IN ('TASK_DONE', 'RESCHEDULED')")
    for table, columns in NEW_COLUMNS.items():
        for name in columns:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    for column, table, check, before, new in CHOICES:
        allow(table, check, column, before + new, before)
