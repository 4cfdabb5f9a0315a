"""Eviction cases know the day that is to be kept next."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE eviction_case ADD COLUMN next_due_on DATE")
    op.execute("ALTER TABLE eviction_case ADD COLUMN next_rule VARCHAR(40)")
    op.create_index("ix_eviction_case_next_due_on", "eviction_case", ["next_due_on"])


def downgrade() -> None:
    op.drop_index("ix_eviction_case_next_due_on", "eviction_case")
    op.execute("ALTER TABLE eviction_case DROP COLUMN next_rule")
    op.execute("ALTER TABLE eviction_case DROP COLUMN next_due_on")
