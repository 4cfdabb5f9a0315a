"""Fields that the office adds itself, and what people typed into them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


OWNERS = ("household", "person", "partner", "unit")
VALUES = ("text_value", "number_value", "day_value", "yes_value", "choice_id")


def upgrade() -> None:
    op.create_table(
        "own_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "table_name",
            sa.Enum(
                "PERSON",
                "HOUSEHOLD",
                "PARTNER",
                "UNIT",
                name="owntable",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "TEXT",
                "NUMBER",
                "DAY",
                "YES_NO",
                "CHOICE",
                name="ownkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("label_de", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=True),
        sa.Column("help_de", sa.String(length=400), nullable=True),
        sa.Column("help_en", sa.String(length=400), nullable=True),
        sa.Column(
            "protection",
            sa.Enum(
                "IDENTITY",
                "MASTER",
                "RESIDENCE",
                "HEALTH",
                "NETWORK",
                "ROOM",
                name="ownclass",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_field")),
        sa.UniqueConstraint("code", name=op.f("uq_own_field_code")),
        sa.UniqueConstraint(
            "table_name", "label_de", name=op.f("uq_own_field_table_name_label_de")
        ),
    )
    with op.batch_alter_table("own_field", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_own_field_table_name_sort_order"),
            ["table_name", "sort_order"],
            unique=False,
        )

    op.create_table(
        "own_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("label_de", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=True),
        sa.Column("sort_order", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_own_choice_valid_to_after_valid_from"),
        ),
        sa.ForeignKeyConstraint(
            ["field_id"], ["own_field.id"], name=op.f("fk_own_choice_field_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_choice")),
        sa.UniqueConstraint("field_id", "label_de", name=op.f("uq_own_choice_field_id_label_de")),
    )
    for owner in OWNERS:
        _add_values_of(owner)


def _add_values_of(owner: str) -> None:
    name = f"{owner}_own_value"
    filled = " + ".join(f"CASE WHEN {value} IS NULL THEN 0 ELSE 1 END" for value in VALUES)
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(f"{owner}_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("text_value", sa.String(length=200), nullable=True),
        sa.Column("number_value", sa.Integer(), nullable=True),
        sa.Column("day_value", sa.Date(), nullable=True),
        sa.Column("yes_value", sa.Boolean(), nullable=True),
        sa.Column("choice_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"{filled} = 1", name=op.f(f"ck_{name}_one_value")),
        sa.ForeignKeyConstraint(
            ["choice_id"], ["own_choice.id"], name=op.f(f"fk_{name}_choice_id")
        ),
        sa.ForeignKeyConstraint(["field_id"], ["own_field.id"], name=op.f(f"fk_{name}_field_id")),
        sa.ForeignKeyConstraint(
            [f"{owner}_id"],
            [f"{owner}.id"],
            name=op.f(f"fk_{name}_{owner}_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint(f"{owner}_id", "field_id", name=op.f(f"uq_{name}_{owner}_id_field_id")),
    )
    with op.batch_alter_table(name, schema=None) as batch_op:
        for column in ("choice_id", "field_id"):
            batch_op.create_index(batch_op.f(f"ix_{name}_{column}"), [column], unique=False)


def downgrade() -> None:
    for owner in reversed(OWNERS):
        op.drop_table(f"{owner}_own_value")
    op.drop_table("own_choice")
    op.drop_table("own_field")
