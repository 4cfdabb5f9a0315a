"""The outside of the peers' processes: start them, ask them, end them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any

from bench.town import ROOT

TOLD = 2000  # characters of a peer's complaint that are passed on


class PeerFailed(RuntimeError):
    """A peer ended or answered with an error; the message says what it complained of."""


@dataclass(frozen=True)
class Answer:
    """What a peer says about one request: milliseconds, statements, bytes, keys of the rows."""

    status: int
    wall: float
    cpu: float  # of the peer's process; what a database server does is not in it
    sql: int
    size: int
    rows: list[int]
    next: str | None
    peak: float  # MiB


class PeerProcess:
    def __init__(self, module: str, process: "subprocess.Popen[str]", log: IO[Any]) -> None:
        self.module, self._process, self._log = module, process, log

    def ask(self, path: str, account: str) -> Answer:
        if self._process.stdin is None or self._process.stdout is None:
            raise PeerFailed(f"{self.module} has no pipes")
        try:
            self._process.stdin.write(json.dumps({"path": path, "account": account}) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise PeerFailed(f"{self.module} ended at {path}\n{self.complaint()}")
        answer = Answer(**json.loads(line))
        if answer.status != 200:
            raise PeerFailed(f"{self.module}: {answer.status} at {path}\n{self.complaint()}")
        return answer

    def complaint(self) -> str:
        self._log.seek(0)
        text: str = self._log.read()
        return text[-TOLD:]


@contextmanager
def peer(module: str, address: str) -> Iterator[PeerProcess]:
    """A process of its own for this peer on this database; it ends with the block."""
    with (
        TemporaryFile("w+") as log,
        subprocess.Popen(
            [sys.executable, "-m", module, address],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            yield PeerProcess(module, process, log)
        finally:
            if process.stdin:
                process.stdin.close()
            process.wait()
