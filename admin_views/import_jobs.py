"""Imports on their way: the file that was handed in, what its rows would do, how far it is.

A job is a folder that only this program reads; whoever works on it holds a lock, so that a job
whose process is gone is noticed. What was not finished left nothing in the database.
"""

import fcntl
import json
import logging
import os
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from flask import Flask, current_app
from flask_babel import force_locale

from admin_views.export_jobs import AT_ONCE
from admin_views.import_shown import MOST
from models.acting import Acting, acting_as
from models.engine import reads_only
from models.rules.table_check import RowCheck, as_plain, from_plain

LOG = logging.getLogger(__name__)
KEEP_FOR = 8 * 3600  # seconds: a working day
TELL_EVERY = 0.4  # seconds between two notes of how far it is
PATIENCE = 1.5  # seconds a page waits for a small file, which then needs no second look
MATCHING, CHECKING, CHECKED, WRITING, DONE, FAILED = (
    "matching", "checking", "checked", "writing", "done", "failed",
)  # fmt: skip
_slots = threading.Semaphore(AT_ONCE)

Tell = Callable[[int], None]
Work = Callable[[Tell], dict[str, Any]]  # answers with what is new of the job


@dataclass(frozen=True)
class ImportJob:
    """One file on its way into a table; `problem` says why it went no further.

    Rows find their records in this `way`, by the fields that are `keys` where it says so.
    """

    key: str
    staff_id: int | None
    endpoint: str
    filename: str
    heads: list[str]
    examples: list[list[str]]
    fields: list[str]
    made_at: float  # seconds since 1970
    state: str = MATCHING
    total: int = 0
    done: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    decisions: dict[str, str] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    way: str = ""
    problem: str = ""

    @property
    def is_under_way(self) -> bool:
        return self.state in (CHECKING, WRITING)


class ImportShelf:
    """The jobs in a folder."""

    def __init__(self) -> None:
        named = current_app.config.get("IMPORT_FOLDER")
        self.place = Path(named or f"{current_app.instance_path}/imports")
        self.place.mkdir(mode=0o700, parents=True, exist_ok=True)

    def folder(self, key: str) -> Path:
        return self.place / key

    def table(self, key: str) -> Path:
        """The file as it was handed in."""
        return self.folder(key) / "table"

    def begin(self, job: ImportJob, content: IO[bytes]) -> None:
        self.folder(job.key).mkdir(mode=0o700)
        with open(self.table(job.key), "wb", opener=_private) as file:
            shutil.copyfileobj(content, file)

    def put(self, job: ImportJob) -> None:
        """Note how far the job is, all at once; what was called off stays away."""
        waiting = self.folder(job.key) / "state.new"
        with suppress(FileNotFoundError):
            with open(waiting, "w", opener=_private) as file:
                json.dump(asdict(job), file)
            waiting.replace(self.folder(job.key) / "state.json")

    def get(self, key: str, staff_id: int | None) -> ImportJob | None:
        """One's own job of this key; what nobody works on any more has failed."""
        if not (key.isascii() and key.isalnum()):
            return None
        try:
            job = ImportJob(**json.loads((self.folder(key) / "state.json").read_text()))
        except (OSError, ValueError):
            return None
        if job.staff_id != staff_id:
            return None
        is_dead = job.is_under_way and not self._is_worked_on(key)
        return self._again(key, job) if is_dead else job

    def _again(self, key: str, job: ImportJob) -> ImportJob:
        """It may have come to its end just now."""
        with suppress(OSError, ValueError):
            job = ImportJob(**json.loads((self.folder(key) / "state.json").read_text()))
        return replace(job, state=FAILED) if job.is_under_way else job

    def _is_worked_on(self, key: str) -> bool:
        try:
            with open(self.folder(key) / "lock", "rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def of(self, staff_id: int | None, endpoint: str) -> list[ImportJob]:
        found = (self.get(folder.name, staff_id) for folder in self.place.iterdir())
        own = [job for job in found if job and job.endpoint == endpoint]
        return sorted(own, key=lambda job: job.made_at, reverse=True)

    def remove(self, key: str) -> None:
        shutil.rmtree(self.folder(key), ignore_errors=True)

    def sweep(self) -> None:
        for folder in self.place.iterdir():
            with suppress(OSError):
                if time.time() - folder.stat().st_mtime > KEEP_FOR:
                    shutil.rmtree(folder, ignore_errors=True)

    def write_checks(self, key: str, checks: Iterable[RowCheck]) -> None:
        """All of them, and apart the first of each kind, which the page shows."""
        counts: Counter[str] = Counter()
        with (
            open(self.folder(key) / "checks", "w", opener=_private) as file,
            open(self.folder(key) / "shown", "w", opener=_private) as shown,
        ):
            for check in checks:
                line = json.dumps(as_plain(check), ensure_ascii=False) + "\n"
                file.write(line)
                counts[check.outcome] += 1
                if counts[check.outcome] <= MOST:
                    shown.write(line)

    def checks(self, key: str, part: str = "checks") -> Iterator[RowCheck]:
        with open(self.folder(key) / part) as file:
            for line in file:
                yield from_plain(json.loads(line))


def start(shelf: ImportShelf, job: ImportJob, someone: Acting, work: Work) -> None:
    """Work in a thread of its own; a short job is over when this returns."""
    lock = open(shelf.folder(job.key) / "lock", "wb", opener=_private)  # noqa: SIM115 - the thread closes it
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()  # a second click: the first one's work goes on
        return
    shelf.put(job)
    app: Flask = current_app._get_current_object()
    given = (app, shelf, job, someone, work, lock)
    thread = threading.Thread(target=_run, args=given, daemon=True)
    thread.start()
    thread.join(PATIENCE)


def _run(
    app: Flask, shelf: ImportShelf, job: ImportJob, someone: Acting, work: Work, lock: IO[bytes]
) -> None:
    """The thread: whatever happens ends in a state that the page can show."""
    reads_only.set(job.state == CHECKING)
    with lock, app.app_context(), force_locale(someone.language), acting_as(someone):
        try:
            with _slots:
                shelf.put(replace(job, **work(_teller(shelf, job))))
        except Exception as fault:  # noqa: BLE001 - the page must not wait for ever
            LOG.error("%s while importing into %s", type(fault).__name__, job.endpoint)
            shelf.put(replace(job, state=FAILED))


def _teller(shelf: ImportShelf, job: ImportJob) -> Tell:
    told_at = 0.0

    def tell(done: int) -> None:
        nonlocal told_at
        if not shelf.folder(job.key).exists():
            raise FileNotFoundError(job.key)  # called off
        if time.monotonic() - told_at > TELL_EVERY:
            shelf.put(replace(job, done=done))
            told_at = time.monotonic()

    return tell


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
