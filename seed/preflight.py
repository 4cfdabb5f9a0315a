"""What must hold before anything starts, and how waiting is shown. Standard library only."""

import errno
import fcntl
import os
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
BAR_WIDTH = 30
TURNS = "-\\|/"


class Stop(Exception):
    """Why nothing can be started: one line for the person at the keyboard."""


class Bar:
    """A line that shows how far a step is; where there is no terminal, one plain line."""

    def __init__(self, title: str) -> None:
        self.title, self.note = title, ""
        self.total = 0
        self.count: Callable[[], int] = lambda: 0
        self._over = threading.Event()
        self._painter = threading.Thread(target=self._paint, daemon=True)

    def __enter__(self) -> "Bar":
        if not sys.stdout.isatty():
            print(f"{self.title} ...", flush=True)
        self._painter.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._painter.join()

    def line(self, turn: int) -> str:
        """What to show at the given turn: a bar where the end is known, else a turning dash."""
        if not self.total:
            return f"{self.title} {TURNS[turn % len(TURNS)]} {self.note}"
        done = max(0, min(self.count(), self.total))
        filled = BAR_WIDTH * done // self.total
        bar = ("#" * filled).ljust(BAR_WIDTH)
        return f"{self.title} [{bar}] {done}/{self.total}"

    def _paint(self) -> None:
        turn = 0
        while sys.stdout.isatty():
            width = shutil.get_terminal_size().columns - 1
            print("\r\x1b[K" + self.line(turn)[:width], end="", flush=True)
            if self._over.wait(0.2):
                print("\r\x1b[K", end="", flush=True)
                return
            turn += 1


def check_folder(folder: Path) -> None:
    """Make the folder where it is missing, and see whether files can be written in it."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Stop(f"The folder {folder} cannot be written to: {error.strerror}.") from error


def check_port(text: str) -> int:
    """The port as a number, if a server can be opened there."""
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and 0 < int(text) < 65536):
        raise Stop(f"PORT={text} is not a port. Choose a number from 1024 to 65535.")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Stop(port_trouble(port, error)) from error
    return port


def port_trouble(port: int, error: OSError) -> str:
    """Why the port cannot be used, and what to type instead."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is already in use. Choose another: make run PORT={port % 65535 + 1}"
    return f"Port {port} cannot be opened: {error.strerror}. Choose another: make run PORT=5001"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let two starts in the same folder prepare it one after the other."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with Bar("Waiting for another start in this folder"):
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
