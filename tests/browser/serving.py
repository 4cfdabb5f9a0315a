"""The application behind a real socket, open during a test and left by all at its end."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask
from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

LONGEST = 30  # seconds that a request may take after its page was left


class Door:
    """Counts who is inside; who comes while it is shut is sent away.

    A page that is left still sends its draft. Such a request must neither meet the database of the
    next test nor keep a connection to the one that is gone.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.address = ""
        self.is_open = False
        self.inside = 0
        self.changed = threading.Condition()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        """Each answer is read whole and closed before it is sent: browsers break downloads off."""
        with self.changed:
            if not self.is_open:
                start_response("503 Service Unavailable", [])
                return []
            self.inside += 1
        try:
            with closing(ClosingIterator(self.app(environ, start_response))) as parts:
                return [b"".join(parts)]
        finally:
            with self.changed:
                self.inside -= 1
                self.changed.notify_all()

    @contextmanager
    def opened(self) -> Iterator[str]:
        """The address, for as long as a test lasts."""
        self.is_open = True
        yield self.address
        with self.changed:
            self.is_open = False
            assert self.changed.wait_for(lambda: self.inside == 0, LONGEST), "a request hangs"


@contextmanager
def served(app: Flask) -> Iterator[Door]:
    door = Door(app)
    server = make_server("127.0.0.1", 0, door, threaded=True)
    door.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield door
    server.shutdown()
    thread.join()
    server.server_close()
