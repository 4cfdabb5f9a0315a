"""Cases of tenants whose address is protected are no more found by it.

Their words are worked out anew at the end of the upgrade, as those of all records without keys.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "UPDATE eviction_case SET search_keys = '' WHERE person_id IN "
        "(SELECT id FROM person WHERE is_address_protected)"
    )


def downgrade() -> None:
    """An address stays out of the words until its case is saved again."""
