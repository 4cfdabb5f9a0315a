"""Places reserved for an eviction, caretakers who accompany it, and what the place has to have."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "place_reservation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("reserved_from", sa.Date(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("places > 0", name=op.f("ck_place_reservation_places_positive")),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["eviction_case.id"],
            name=op.f("fk_place_reservation_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_place_reservation_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_reservation")),
    )
    op.create_index("ix_place_reservation_case_id", "place_reservation", ["case_id"])
    op.create_index(
        "ix_place_reservation_unit_id_released_on", "place_reservation", ["unit_id", "released_on"]
    )
    op.create_table(
        "eviction_caretaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["eviction_case.id"],
            name=op.f("fk_eviction_caretaker_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_eviction_caretaker_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eviction_caretaker")),
        sa.UniqueConstraint(
            "case_id", "staff_id", name=op.f("uq_eviction_caretaker_case_id_staff_id")
        ),
    )
    op.create_index("ix_eviction_caretaker_staff_id", "eviction_caretaker", ["staff_id"])
    op.execute("ALTER TABLE eviction_case ADD COLUMN place_needs VARCHAR(200)")


def downgrade() -> None:
    op.execute("ALTER TABLE eviction_case DROP COLUMN place_needs")
    op.drop_table("eviction_caretaker")
    op.drop_table("place_reservation")
