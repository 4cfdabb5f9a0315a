"""What is handed over to a deputy in an absence."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

THINGS = (
    ("absence_id", "absence"), ("task_id", "task"), ("appointment_id", "appointment"),
    ("deadline_id", "eviction_deadline"),
)  # fmt: skip


def key(column: str, target: str, ondelete: str | None = None) -> sa.Constraint:
    name = op.f(f"fk_handover_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("absence_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("deadline_id", sa.Integer(), nullable=True),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("comes_back", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "coalesce(task_id, appointment_id, deadline_id) IS NOT NULL",
            name=op.f("ck_handover_of_something"),
        ),
        *(key(column, target, "CASCADE") for column, target in THINGS),
        *(key(column, "staff") for column in ("from_id", "to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    for columns in (
        ["absence_id"], ["task_id"], ["appointment_id"], ["deadline_id"], ["from_id"],
        ["to_id", "ended_on"],
    ):  # fmt: skip
        op.create_index(f"ix_handover_{'_'.join(columns)}", "handover", columns)


def downgrade() -> None:
    op.drop_table("handover")
