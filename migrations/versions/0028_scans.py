"""Scans that nobody could file by their code say why, and which number the code named."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

DOUBTS = ("NO_CODE", "FOREIGN_CODE", "SEVERAL_PAPERS", "UNKNOWN_NUMBER", "OTHER_TEXT")


def upgrade() -> None:
    with op.batch_alter_table("stored_file") as table:
        kind = sa.Enum(
            *DOUBTS, name="scandoubt", native_enum=False, create_constraint=True, length=40
        )
        table.add_column(sa.Column("doubt", kind, nullable=True))
        table.add_column(sa.Column("told_number", sa.String(length=40), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("stored_file") as table:
        table.drop_constraint("scandoubt", type_="check")
        table.drop_column("doubt")
        table.drop_column("told_number")
