"""Instalments, bodies involved in an eviction case, and facts that the rules ask for."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

COLUMNS = (
    ("tenancy_since", "DATE"),
    ("people_present", "VARCHAR(200)"),
    ("averted_amount", "INTEGER"),
)


def upgrade() -> None:
    op.create_table(
        "instalment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("payer", sa.String(length=200), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_instalment_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["eviction_case.id"],
            name=op.f("fk_instalment_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_instalment_task_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instalment")),
    )
    op.create_index("ix_instalment_case_id", "instalment", ["case_id"])
    op.create_index("ix_instalment_task_id", "instalment", ["task_id"])
    op.create_table(
        "eviction_partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["eviction_case.id"],
            name=op.f("fk_eviction_partner_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_eviction_partner_partner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eviction_partner")),
        sa.UniqueConstraint(
            "case_id", "partner_id", name=op.f("uq_eviction_partner_case_id_partner_id")
        ),
    )
    op.create_index("ix_eviction_partner_partner_id", "eviction_partner", ["partner_id"])
    for name, kind in COLUMNS:
        op.execute(f"ALTER TABLE eviction_case ADD COLUMN {name} {kind}")


def downgrade() -> None:
    for name, _ in reversed(COLUMNS):
        op.execute(f"ALTER TABLE eviction_case DROP COLUMN {name}")
    op.drop_table("eviction_partner")
    op.drop_table("instalment")
