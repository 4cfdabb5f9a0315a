"""How a browser of the tests asks the application."""

from contextvars import copy_context
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse


class Browser(FlaskClient):
    """Sends each request in a context of its own, as the threads of a server do."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        end_reading(self.application.extensions.get("beside"))
        return copy_context().run(super().open, *args, **{"buffered": True, **kwargs})


def end_reading(session: Session | None) -> None:
    """Let go of the one writer's lock that a lazily read attribute took in the tests' session."""
    if session is not None and not (session.new or session.dirty or session.deleted):
        session.commit() if session.is_active else session.rollback()
