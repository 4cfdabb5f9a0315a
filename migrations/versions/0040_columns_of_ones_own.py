"""Order and widths of the columns of a list, kept for each reader."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "list_layout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("columns", sa.String(length=2000), nullable=False),
        sa.Column("widths", sa.String(length=2000), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["staff.id"], name="fk_list_layout_owner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_list_layout"),
    )
    op.create_index(
        "ix_list_layout_owner_id_table_name",
        "list_layout",
        ["owner_id", "table_name"],
        unique=True,
    )


def downgrade() -> None:
    op.drop_table("list_layout")
