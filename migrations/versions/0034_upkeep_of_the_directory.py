"""Upkeep of the directory: mappings of imports, whose turn it is, corrections, public fields."""

import sqlalchemy as sa
from alembic import op

from migrations.checks import allow

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

STEP_KINDS = "'BULK', 'MERGE', 'DELETED', 'RESTORED', 'UNDONE', 'TASK_DONE', 'RESCHEDULED'"
NEW_KINDS = ", 'IMPORTED', 'CHECKED', 'CORRECTED'"
STATES = ("PROPOSED", "ACCEPTED", "REFUSED")


def key(table: str, column: str, target: str, ondelete: str | None = None) -> sa.Constraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def table(name: str, *columns: sa.Column | sa.Constraint) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *(column for column in columns if isinstance(column, sa.Column)),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(item for item in columns if not isinstance(item, sa.Column)),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def upgrade() -> None:
    table(
        "column_mapping",
        number("owner_id", nullable=True),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("heads_key", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        key("column_mapping", "owner_id", "staff", "CASCADE"),
    )
    table(
        "partner_check",
        number("partner_id"),
        number("checker_id"),
        key("partner_check", "partner_id", "partner", "CASCADE"),
        key("partner_check", "checker_id", "staff"),
        sa.UniqueConstraint("partner_id", name=op.f("uq_partner_check_partner_id")),
    )
    table(
        "partner_publication",
        number("partner_id"),
        sa.Column("fields", sa.String(length=2000), nullable=False),
        key("partner_publication", "partner_id", "partner", "CASCADE"),
        sa.UniqueConstraint("partner_id", name=op.f("uq_partner_publication_partner_id")),
    )
    corrections()
    for name, columns in (
        ("column_mapping", ["owner_id"]),
        ("column_mapping", ["table_name", "heads_key"]),
        ("partner_check", ["checker_id"]),
        ("partner_correction", ["partner_id"]),
        ("partner_correction", ["proposed_by_id"]),
        ("partner_correction", ["decided_by_id"]),
        ("partner_correction", ["state", "id"]),
    ):
        op.create_index(f"ix_{name}_{'_'.join(columns)}", name, columns)
    allow("change_step", "stepkind", "kind", STEP_KINDS, STEP_KINDS + NEW_KINDS)


def corrections() -> None:
    state = sa.Enum(
        *STATES, name="correctionstate", native_enum=False, create_constraint=True, length=40
    )
    table(
        "partner_correction",
        number("partner_id"),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("old_value", sa.Text(), nullable=True),
        sa.Column("new_value", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("state", state, nullable=False),
        number("proposed_by_id", nullable=True),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        number("decided_by_id", nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        key("partner_correction", "partner_id", "partner", "CASCADE"),
        key("partner_correction", "proposed_by_id", "staff"),
        key("partner_correction", "decided_by_id", "staff"),
    )


def downgrade() -> None:
    op.execute(
        "UPDATE change_step SET kind = 'BULK' WHERE kind IN ('IMPORTED', 'CHECKED', 'CORRECTED')"
    )
    allow("change_step", "stepkind", "kind", STEP_KINDS + NEW_KINDS, STEP_KINDS)
    for name in ("partner_correction", "partner_publication", "partner_check", "column_mapping"):
        op.drop_table(name)
