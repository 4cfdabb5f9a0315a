"""Documents of partner organisations."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

PURPOSES = ("PAPER", "SCAN")


def upgrade() -> None:
    _purposes((*PURPOSES, "PARTNER"))
    op.create_table(
        "partner_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_partner_file_partner_id")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_partner_file_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_file")),
        sa.UniqueConstraint("file_id", name=op.f("uq_partner_file_file_id")),
    )
    op.create_index("ix_partner_file_partner_id", "partner_file", ["partner_id"])


def downgrade() -> None:
    op.drop_table("partner_file")
    op.execute("DELETE FROM stored_file WHERE purpose = 'PARTNER'")
    _purposes(PURPOSES)


def _purposes(allowed: tuple[str, ...]) -> None:
    name = op.f("ck_stored_file_filepurpose")
    names = ", ".join(repr(one) for one in allowed)
    with op.batch_alter_table("stored_file") as table:
        table.drop_constraint(name, type_="check")
        table.create_check_constraint(name, f"purpose IN ({names})")
