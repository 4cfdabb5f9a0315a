"""An issued addendum stands in the register, beside the protocol that it corrects."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE document ADD COLUMN addendum_id INTEGER"
        " CONSTRAINT fk_document_addendum_id REFERENCES session_addendum (id)"
    )
    op.create_index("ix_document_addendum_id", "document", ["addendum_id"])


def downgrade() -> None:
    op.drop_index("ix_document_addendum_id", "document")
    op.execute("ALTER TABLE document DROP COLUMN addendum_id")
