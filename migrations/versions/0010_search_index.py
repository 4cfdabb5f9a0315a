"""Keys of other spellings beside the search words, and an index over both.

The keys of records that are there already are worked out at the end of the upgrade.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("accommodation", "eviction_case", "household", "offer", "partner", "person", "unit")
WORDS = "'  ' || replace({0}.search_text, ' ', '  '), '  ' || replace({0}.search_keys, ' ', '  ')"


def upgrade() -> None:
    for table in TABLES:
        column = sa.Column("search_keys", sa.Text(), server_default=sa.text("''"), nullable=False)
        op.add_column(table, column)
        statements = on_sqlite if op.get_bind().dialect.name == "sqlite" else on_postgresql
        for statement in statements(table):
            op.execute(statement)


def on_sqlite(table: str) -> list[str]:
    index = f"{table}_search"
    into = f"INSERT INTO {index}("
    enter = f"{into}rowid, words, keys) VALUES (new.id, {WORDS.format('new')});"
    remove = f"{into}{index}, rowid, words, keys) VALUES ('delete', old.id, {WORDS.format('old')});"
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5(words, keys, content='', tokenize='trigram')",
        f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {enter} END",
        f"CREATE TRIGGER {index}_update AFTER UPDATE OF id, search_text, search_keys ON {table} BEGIN {remove} {enter} END",
        f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {remove} END",
        f"{into}rowid, words, keys) SELECT id, {WORDS.format(table)} FROM {table}",  # noqa: S608
    ]


def on_postgresql(table: str) -> list[str]:
    columns = "search_text gin_trgm_ops, search_keys gin_trgm_ops"
    return [
        f"""DO $$ BEGIN
IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX IF NOT EXISTS ix_{table}_search_trgm ON {table} USING gin ({columns});
END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $$"""
    ]


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in TABLES:
        if is_sqlite:
            for kind in ("insert", "update", "delete"):
                op.execute(f"DROP TRIGGER {table}_search_{kind}")
            op.execute(f"DROP TABLE {table}_search")
            op.execute(f"ALTER TABLE {table} DROP COLUMN search_keys")
        else:
            op.drop_column(table, "search_keys")
