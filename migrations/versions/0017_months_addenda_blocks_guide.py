"""Closed months, addenda to protocols, text blocks, the counselling guide."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def _kept() -> tuple[sa.Column[object], ...]:
    """What every table has."""
    return (
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "month_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(), nullable=True),
        sa.Column("reopened_by_id", sa.Integer(), nullable=True),
        sa.Column("reopening_reason", sa.String(length=200), nullable=True),
        *_kept(),
        sa.CheckConstraint(
            "(reopened_at IS NULL) = (reopening_reason IS NULL)",
            name=op.f("ck_month_closing_reopened_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["staff.id"], name="fk_month_closing_closed_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["reopened_by_id"], ["staff.id"], name="fk_month_closing_reopened_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_month_closing"),
    )
    op.create_index("ix_month_closing_closed_by_id", "month_closing", ["closed_by_id"])
    op.create_index("ix_month_closing_reopened_by_id", "month_closing", ["reopened_by_id"])
    op.create_index("ix_month_closing_month_on_id", "month_closing", ["month_on", "id"])
    op.create_index(
        "uq_month_closing_open",
        "month_closing",
        ["month_on"],
        unique=True,
        sqlite_where=sa.text("reopened_at IS NULL"),
        postgresql_where=sa.text("reopened_at IS NULL"),
    )
    op.create_table(
        "session_addendum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=True),
        *_kept(),
        sa.CheckConstraint("number > 0", name=op.f("ck_session_addendum_number_from_1")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["counselling_session.id"], name="fk_session_addendum_session_id"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name="fk_session_addendum_author_id"),
        sa.PrimaryKeyConstraint("id", name="pk_session_addendum"),
        sa.UniqueConstraint("session_id", "number", name="uq_session_addendum_session_id_number"),
    )
    op.create_index("ix_session_addendum_author_id", "session_addendum", ["author_id"])
    op.create_index("ix_session_addendum_written_on", "session_addendum", ["written_on"])
    op.create_table(
        "text_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("shortcut", sa.String(length=30), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        *_kept(),
        sa.CheckConstraint(
            "is_shared = (owner_id IS NULL)", name=op.f("ck_text_block_somebodys_or_shared")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name="fk_text_block_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_text_block"),
    )
    for column in ("owner_id", "is_shared", "name"):
        op.create_index(f"ix_text_block_{column}", "text_block", [column])
    op.create_table(
        "guide_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("help_de", sa.Text(), nullable=True),
        sa.Column("help_en", sa.Text(), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        *_kept(),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_guide_step_valid_to_after_valid_from"),
        ),
        sa.CheckConstraint("kind IN ('STEP', 'PRINCIPLE')", name=op.f("ck_guide_step_guidekind")),
        sa.PrimaryKeyConstraint("id", name="pk_guide_step"),
        sa.UniqueConstraint("code", name="uq_guide_step_code"),
    )
    op.create_index("ix_guide_step_sort_order", "guide_step", ["sort_order"])


def downgrade() -> None:
    for table in ("guide_step", "text_block", "session_addendum", "month_closing"):
        op.drop_table(table)
