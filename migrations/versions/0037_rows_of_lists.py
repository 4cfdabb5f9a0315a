"""Steps of rows that were begun in the list."""

from alembic import op

from migrations.checks import allow

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

BEFORE = (
    "'BULK', 'MERGE', 'DELETED', 'RESTORED', 'UNDONE', 'TASK_DONE', "
    "'RESCHEDULED', 'IMPORTED', 'CHECKED', 'CORRECTED', 'CELL', 'FILL'"
)
AFTER = f"{BEFORE}, 'NEW_ROW'"


def upgrade() -> None:
    allow("change_step", "stepkind", "kind", BEFORE, AFTER)


def downgrade() -> None:
    op.execute("UPDATE change_step SET kind = 'BULK' WHERE kind = 'NEW_ROW'")
    allow("change_step", "stepkind", "kind", AFTER, BEFORE)
