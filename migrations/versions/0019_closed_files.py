"""Files of persons that open only to the members of staff named for them."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    no = "0" if op.get_bind().dialect.name == "sqlite" else "false"
    op.execute(f"ALTER TABLE person ADD COLUMN is_restricted BOOLEAN DEFAULT {no} NOT NULL")
    op.create_index(
        "ix_person_restricted",
        "person",
        ["id"],
        sqlite_where=sa.text("is_restricted = 1"),
        postgresql_where=sa.text("is_restricted"),
    )
    op.create_table(
        "person_reader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_person_reader_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_person_reader_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_reader")),
        sa.UniqueConstraint(
            "person_id", "staff_id", name=op.f("uq_person_reader_person_id_staff_id")
        ),
    )
    op.create_index("ix_person_reader_staff_id", "person_reader", ["staff_id"])


def downgrade() -> None:
    op.drop_table("person_reader")
    op.drop_index("ix_person_restricted", "person")
    op.execute("ALTER TABLE person DROP COLUMN is_restricted")
