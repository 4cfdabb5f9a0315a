"""The words of an issued paper's second language are kept with it."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE document ADD COLUMN wording TEXT")


def downgrade() -> None:
    op.execute("ALTER TABLE document DROP COLUMN wording")
