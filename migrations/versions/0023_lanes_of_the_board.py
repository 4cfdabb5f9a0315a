"""An index of eviction cases by state and next day, for the lanes of the board."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

LANES = "ix_eviction_case_state_next_due_on_id"


def upgrade() -> None:
    op.create_index(LANES, "eviction_case", ["state", "next_due_on", "id"])
    op.drop_index("ix_eviction_case_state", "eviction_case")


def downgrade() -> None:
    op.create_index("ix_eviction_case_state", "eviction_case", ["state"])
    op.drop_index(LANES, "eviction_case")
