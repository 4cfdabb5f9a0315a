"""Indexes that answer whose case a person is and in which order a list stands."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEXES = (
    (
        "ix_responsibility_of_person",
        "responsibility",
        ("person_id", "valid_from", "valid_to", "worker_id", "deputy_id"),
    ),
    (
        "ix_counselling_session_newest",
        "counselling_session",
        ("held_on", "id", "worker_id", "person_id"),
    ),
    (
        "ix_counselling_session_worker_id_next_appointment_at",
        "counselling_session",
        ("worker_id", "next_appointment_at"),
    ),
)


def upgrade() -> None:
    for name, table, columns in INDEXES:
        op.create_index(name, table, list(columns))
    op.drop_index("ix_counselling_session_held_on_id", "counselling_session")
    with op.batch_alter_table("task") as batch_op:
        batch_op.add_column(
            sa.Column(
                "is_closed",
                sa.Boolean(),
                sa.Computed("state IN ('DONE', 'NOT_POSSIBLE')", persisted=True),
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column(
                "due_order",
                sa.Date(),
                sa.Computed("coalesce(due_on, '9999-12-31')", persisted=True),
                nullable=False,
            )
        )
        batch_op.create_index("ix_task_is_closed_due_order_id", ["is_closed", "due_order", "id"])


def downgrade() -> None:
    with op.batch_alter_table("task") as batch_op:
        batch_op.drop_index("ix_task_is_closed_due_order_id")
        batch_op.drop_column("due_order")
        batch_op.drop_column("is_closed")
    op.create_index("ix_counselling_session_held_on_id", "counselling_session", ["held_on", "id"])
    for name, table, _ in reversed(INDEXES):
        op.drop_index(name, table)
