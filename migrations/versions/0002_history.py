"""What changed in a record, with old and new value, and steps that can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "BULK",
                "MERGE",
                "DELETED",
                "RESTORED",
                "UNDONE",
                name="stepkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("table_name", sa.String(length=60), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_change_step_staff_id")),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["change_step.id"], name=op.f("fk_change_step_undoes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_step")),
    )
    with op.batch_alter_table("change_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_step_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_change_step_staff_id_id"), ["staff_id", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_change_step_undoes_id"), ["undoes_id"], unique=False)

    op.create_table(
        "field_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "CREATED",
                "CHANGED",
                "DELETED",
                "RESTORED",
                name="changekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("owner_table", sa.String(length=60), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=60), nullable=True),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("is_secret", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_field_change_staff_id")),
        sa.ForeignKeyConstraint(
            ["step_id"], ["change_step.id"], name=op.f("fk_field_change_step_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_change")),
    )
    with op.batch_alter_table("field_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_field_change_owner_table_owner_id"),
            ["owner_table", "owner_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_field_change_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_field_change_step_id"), ["step_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_field_change_table_name_record_id"),
            ["table_name", "record_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("field_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_field_change_table_name_record_id"))
        batch_op.drop_index(batch_op.f("ix_field_change_step_id"))
        batch_op.drop_index(batch_op.f("ix_field_change_staff_id"))
        batch_op.drop_index(batch_op.f("ix_field_change_owner_table_owner_id"))

    op.drop_table("field_change")
    with op.batch_alter_table("change_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_step_undoes_id"))
        batch_op.drop_index(batch_op.f("ix_change_step_staff_id_id"))
        batch_op.drop_index(batch_op.f("ix_change_step_at"))

    op.drop_table("change_step")
