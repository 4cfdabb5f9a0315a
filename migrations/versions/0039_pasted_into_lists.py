"""Steps of blocks that were pasted into a list."""

from alembic import op

from migrations.checks import allow

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

BEFORE = (
    "'BULK', 'MERGE', 'DELETED', 'RESTORED', 'UNDONE', 'TASK_DONE', "
    "'RESCHEDULED', 'IMPORTED', 'CHECKED', 'CORRECTED', 'CELL', 'FILL', 'NEW_ROW'"
)
AFTER = f"{BEFORE}, 'PASTE'"


def upgrade() -> None:
    allow("change_step", "stepkind", "kind", BEFORE, AFTER)


def downgrade() -> None:
    op.execute("UPDATE change_step SET kind = 'FILL' WHERE kind = 'PASTE'")
    allow("change_step", "stepkind", "kind", AFTER, BEFORE)
