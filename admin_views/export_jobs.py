"""Long exports: a thread writes the file while the page shows how far it is.

A job is two files in a folder that only this program reads: its state, and what is written so far.
Who writes holds a lock, so that a job whose process is gone is noticed. Nothing outlives an hour.
"""

import fcntl
import json
import logging
import os
import secrets
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

from flask import Flask, current_app
from flask_babel import force_locale

from models.acting import Acting, acting_as
from models.engine import reads_only

LOG = logging.getLogger(__name__)
KEEP_FOR = 3600  # seconds until an export is gone, fetched or not
LONGEST = 6 * KEEP_FOR  # seconds until parts of a sheet belong to nobody any more
TELL_EVERY = 0.4  # seconds between two notes of how far it is
AT_ONCE = 2  # exports written at the same time; others wait
WAITING, WRITING, READY, FAILED = "waiting", "writing", "ready", "failed"
_slots = threading.Semaphore(AT_ONCE)
_door = threading.Lock()  # two clicks make one job

Write = Callable[[IO[bytes], Callable[[int], None]], None]


class Cancelled(Exception):
    """The job was called off while it was being written."""


@dataclass(frozen=True)
class Job:
    """One export on its way; `rights` is what its owner might do and see when it began."""

    key: str
    staff_id: int | None
    endpoint: str
    kind: str
    wish: str  # a digest of the address, to know the same wish again
    fields: tuple[str, ...]
    rights: str
    detail: str  # what the trail says of it
    filename: str
    total: int
    made_at: float  # seconds since 1970
    written: int = 0
    state: str = WAITING

    @property
    def is_over(self) -> bool:
        return self.state in (READY, FAILED)


def folder() -> Path:
    """Where the files wait; readable for the program alone."""
    place = Path(current_app.config.get("EXPORT_FOLDER") or f"{current_app.instance_path}/exports")
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def rights_of(someone: Acting) -> str:
    """Roles and cases of the acting person in one word; another word means other rights."""
    return json.dumps([sorted(role.name for role in someone.roles), sorted(someone.own_ids)])


class Shelf:
    """The jobs in a folder."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def state_file(self, key: str) -> Path:
        return self.place / f"{key}.json"

    def data_file(self, key: str) -> Path:
        return self.place / f"{key}.data"

    def put(self, job: Job) -> None:
        """Note how far the job is, all at once, so that nobody reads half a note."""
        waiting = self.place / f"{job.key}.new"
        with open(waiting, "w", opener=_private) as file:
            json.dump(asdict(job), file)
        waiting.replace(self.state_file(job.key))

    def note(self, job: Job) -> None:
        """As `put`, but what was called off stays away."""
        if not self.state_file(job.key).exists():
            raise Cancelled
        self.put(job)

    def get(self, key: str) -> Job | None:
        """The job of this key; what nobody writes any more has failed."""
        job = self._read(key)
        if job is None or job.is_over or self._is_being_written(key):
            return job
        job = self._read(key)  # it may have come to its end just now
        return job if job is None or job.is_over else replace(job, state=FAILED)

    def _read(self, key: str) -> Job | None:
        if not (key.isascii() and key.isalnum()):
            return None
        try:
            told = json.loads(self.state_file(key).read_text())
        except (OSError, ValueError):
            return None
        return Job(**{**told, "fields": tuple(told["fields"])})

    def _is_being_written(self, key: str) -> bool:
        try:
            with self.data_file(key).open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def of(self, staff_id: int | None) -> list[Job]:
        """The jobs of one member of staff, the newest first."""
        found = (self.get(file.stem) for file in self.place.glob("*.json"))
        own = [job for job in found if job and job.staff_id == staff_id]
        return sorted(own, key=lambda job: job.made_at, reverse=True)

    def remove(self, key: str) -> None:
        for file in (self.state_file(key), self.data_file(key)):
            file.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Away with what is older than an hour, and with what a broken-off process left."""
        for file in self.place.iterdir():
            with suppress(OSError):
                age = time.time() - file.stat().st_mtime
                if file.is_dir() and age > LONGEST:
                    shutil.rmtree(file)
                elif not file.is_dir() and age > KEEP_FOR:
                    file.unlink()


def begin(job: Job, someone: Acting, write: Write) -> Job:
    """Start writing in a thread of its own; a job for the same wish that still runs is kept."""
    shelf = Shelf(folder())
    shelf.sweep()
    with _door:
        for other in shelf.of(job.staff_id):
            if other.wish == job.wish and not other.is_over:
                return other
        return _start(shelf, job, someone, write)


def _start(shelf: Shelf, job: Job, someone: Acting, write: Write) -> Job:
    data = open(shelf.data_file(job.key), "wb", opener=_private)  # noqa: SIM115 - the thread closes it
    fcntl.flock(data, fcntl.LOCK_EX)
    shelf.put(job)
    app: Flask = current_app._get_current_object()
    work = threading.Thread(target=_run, args=(app, shelf, job, someone, write, data), daemon=True)
    work.start()
    return job


def new_key() -> str:
    return secrets.token_hex(16)


def _run(
    app: Flask, shelf: Shelf, job: Job, someone: Acting, write: Write, data: IO[bytes]
) -> None:
    """The thread: whatever happens ends in a state that the page can show."""
    reads_only.set(True)
    with data, app.app_context(), force_locale(someone.language), acting_as(someone):
        try:
            with _slots:
                _write(shelf, job, write, data)
        except Cancelled:
            shelf.remove(job.key)
            return
        except Exception as fault:  # noqa: BLE001 - the page must not wait for ever
            LOG.error("%s while exporting %s", type(fault).__name__, job.endpoint)
            shelf.data_file(job.key).unlink(missing_ok=True)
            with suppress(Cancelled):
                shelf.note(replace(job, state=FAILED))
            return
    timer = threading.Timer(KEEP_FOR, shelf.remove, (job.key,))
    timer.daemon = True
    timer.start()


def _write(shelf: Shelf, job: Job, write: Write, data: IO[bytes]) -> None:
    told_at = 0.0

    def tell(written: int) -> None:
        nonlocal told_at
        if time.monotonic() - told_at > TELL_EVERY:
            shelf.note(replace(job, state=WRITING, written=written))
            told_at = time.monotonic()

    tell(0)
    write(data, tell)
    data.flush()
    shelf.note(replace(job, state=READY, written=job.total))


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
