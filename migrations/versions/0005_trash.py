"""The trash: deleted records, sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deleted_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.LargeBinary(), nullable=True),
        sa.Column("snapshot", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_deleted_record_staff_id")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["change_step.id"], name=op.f("fk_deleted_record_step_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deleted_record")),
    )
    with op.batch_alter_table("deleted_record", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_deleted_record_deleted_at"), ["deleted_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_deleted_record_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deleted_record_step_id"), ["step_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_deleted_record_table_name_record_id"),
            ["table_name", "record_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("deleted_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deleted_record_table_name_record_id"))
        batch_op.drop_index(batch_op.f("ix_deleted_record_step_id"))
        batch_op.drop_index(batch_op.f("ix_deleted_record_staff_id"))
        batch_op.drop_index(batch_op.f("ix_deleted_record_deleted_at"))

    op.drop_table("deleted_record")
