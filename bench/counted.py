"""Counts the statements of a peer that speaks through SQLAlchemy."""

from typing import Any

from sqlalchemy import Engine, event

from bench.caller import Count


def counted() -> Count:
    """Counts what goes through SQLAlchemy in this process."""
    count = Count()

    @event.listens_for(Engine, "before_cursor_execute")
    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        count.note(statement)

    return count
