"""Notes of eviction cases are secret from now on: their former values are forgotten."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "UPDATE field_change SET old = NULL, new = NULL, is_secret = true"
        " WHERE table_name = 'eviction_case' AND field IN ('note', 'agreement')"
        " OR table_name = 'contact_attempt' AND field = 'remark'"
    )


def downgrade() -> None:
    """What was forgotten does not come back."""
