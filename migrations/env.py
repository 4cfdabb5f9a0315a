"""Alembic's surroundings: the application's own engine and tables."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection, TypeDecorator

from models import db
from models.search_index import is_part_of_index, mend


def plain_type(kind: str, item: object, context: object) -> str | bool:
    """Migrations name the stored type, so that they never depend on the models of a later day."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{type(item.impl).__name__}()"
    return False


def is_compared(name: str | None, kind: str, parents: object) -> bool:
    """What the database keeps for the search is no table of the office."""
    return not is_part_of_index(name)


def is_newest() -> bool:
    return set(context.get_context().get_current_heads()) == set(context.get_head_revisions())


def run(connection: Connection) -> None:
    """All migrations in one transaction, so that a failed one leaves nothing behind."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transactional_ddl=True,
        render_item=plain_type,
        include_name=is_compared,
    )
    with context.begin_transaction():
        context.run_migrations()
        if is_newest():
            mend(connection)


with current_app.app_context(), db.engine.connect() as connection:
    run(connection)
