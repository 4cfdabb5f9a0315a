"""Since when an event stands in the public calendar, so that calling it off can be told there."""

from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Those that stand there now were told when they were changed last."""
    op.execute("ALTER TABLE event ADD COLUMN told_outside_on DATE")
    op.execute(
        "UPDATE event SET told_outside_on = date(updated_at)"
        " WHERE is_public AND state IN ('ANNOUNCED', 'DONE')"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE event DROP COLUMN told_outside_on")
