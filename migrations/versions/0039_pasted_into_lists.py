"""Steps of blocks that were pasted into a list."""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

NAME = "ck_change_step_stepkind"
BEFORE = (
    "'BULK', 'MERGE', 'DELETED', 'RESTORED', 'UNDONE', 'TASK_DONE', "
    "'RESCHEDULED', 'IMPORTED', 'CHECKED', 'CORRECTED', 'CELL', 'FILL', 'NEW_ROW'"
)
AFTER = f"{BEFORE}, 'PASTE'"


def upgrade() -> None:
    allow(BEFORE, AFTER)


def downgrade() -> None:
    op.execute("UPDATE change_step SET kind = 'FILL' WHERE kind = 'PASTE'")
    allow(AFTER, BEFORE)


def allow(before: str, after: str) -> None:
    """Put another list of kinds into the check of the column.

    SQLite can only copy the table, which would take all that hangs on it along; so its text is
    changed in place, as SQLite's own manual describes under ALTER TABLE.
    """
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.execute(f"ALTER TABLE change_step DROP CONSTRAINT {NAME}")
        op.execute(f"ALTER TABLE change_step ADD CONSTRAINT {NAME} CHECK (kind IN ({after}))")
        return
    number = connection.exec_driver_sql("PRAGMA schema_version").scalar()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
        (f"IN ({before})", f"IN ({after})", "change_step"),
    )
    connection.exec_driver_sql(f"PRAGMA schema_version={number + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")
