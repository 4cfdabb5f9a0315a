"""The inside of a peer's process: one request after the other, through WSGI and timed."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from werkzeug.test import create_environ

HOST = "http://127.0.0.1"
BROWSER = {"REMOTE_ADDR": "127.0.0.1", "HTTP_USER_AGENT": "bench"}
NEXT_LINK = re.compile(rb'<a[^>]*rel="next"[^>]*href="([^"]+)"')
SILENT = ("BEGIN", "PRAGMA", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Count:
    """How many SQL statements were sent; transaction control is no statement here."""

    def __init__(self) -> None:
        self.number = 0

    def note(self, statement: str) -> None:
        if not statement.startswith(SILENT):
            self.number += 1


@dataclass(frozen=True)
class Peer:
    """An application, the cookies of those who are signed in, and how it links its rows."""

    app: App
    count: Count
    row_link: re.Pattern[bytes]
    cookies: Mapping[str, str]

    def serve(self) -> None:
        """Answer requests, one JSON line each, until standard input ends."""
        out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
        sys.stdout = sys.stderr  # nothing an application prints may look like an answer
        for line in sys.stdin:
            print(json.dumps(self._answer(**json.loads(line))), file=out, flush=True)

    def _answer(self, path: str, account: str) -> dict[str, Any]:
        environ = create_environ(path, HOST, environ_base=BROWSER)
        environ["HTTP_COOKIE"] = self.cookies.get(account, "")
        before = self.count.number
        status, body, seconds, busy = copy_context().run(self._call, environ)
        link = NEXT_LINK.search(body)
        return {
            "status": status,
            "wall": seconds * 1000,
            "cpu": busy * 1000,
            "sql": self.count.number - before,
            "size": len(body),
            "rows": list(dict.fromkeys(int(key) for key in self.row_link.findall(body))),
            "next": unescape(link[1].decode()) if link else None,
            "peak": peak_memory(),
        }

    def _call(self, environ: dict[str, Any]) -> tuple[int, bytes, float, float]:
        answers: list[str] = []
        begun, busy = perf_counter(), process_time()
        pieces = self.app(environ, lambda status, *_: answers.append(status))
        body = b"".join(pieces)
        if hasattr(pieces, "close"):
            pieces.close()
        seconds, busy = perf_counter() - begun, process_time() - busy
        return int(answers[0][:3]), body, seconds, busy


def peak_memory() -> float:
    """The most memory this process ever held, in MiB; 0 where the system does not tell."""
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
        return int(found[1]) / 1024 if found else 0.0
    return 0.0
