"""Other words in a check of a table, without copying the table."""

from alembic import op


def recheck(table: str, name: str, before: str, after: str) -> None:
    """Put other words into the check `ck_<table>_<name>`.

    Raises LookupError where it reads otherwise than said, before anything is changed.
    SQLite can only copy the table, which would take all that hangs on it along; so its text is
    changed in place, as SQLite's own manual describes under ALTER TABLE.
    """
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{name}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({after})")
        return
    number = connection.exec_driver_sql("PRAGMA schema_version").scalar()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    done = connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?)"
        " WHERE type = 'table' AND name = ? AND instr(sql, ?)",
        (before, after, table, before),
    )
    if done.rowcount != 1:
        raise LookupError(f"{table}: no check reads {before}")
    connection.exec_driver_sql(f"PRAGMA schema_version={number + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")


def allow(table: str, name: str, column: str, before: str, after: str) -> None:
    """Put another list of choices into the check of a column."""
    recheck(table, name, f"{column} IN ({before})", f"{column} IN ({after})")
