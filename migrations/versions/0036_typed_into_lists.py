"""Steps of cells that were typed into or filled."""

from alembic import op

from migrations.checks import allow

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

BEFORE = (
    "'BULK', 'MERGE', 'DELETED', 'RESTORED', 'UNDONE', 'TASK_DONE', "
    "'RESCHEDULED', 'IMPORTED', 'CHECKED', 'CORRECTED'"
)
AFTER = f"{BEFORE}, 'CELL', 'FILL'"


def upgrade() -> None:
    allow("change_step", "stepkind", "kind", BEFORE, AFTER)


def downgrade() -> None:
    op.execute("UPDATE change_step SET kind = 'BULK' WHERE kind IN ('CELL', 'FILL')")
    allow("change_step", "stepkind", "kind", AFTER, BEFORE)
