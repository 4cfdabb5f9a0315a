"""A town that may be typed into: a copy that is thrown away, small but for its directory."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, create_engine

from bench.data_set import Tell, address_of, ensure_file, stamp_of
from bench.peers import TOLD, PeerFailed
from bench.postgres import ensure_database, server
from bench.town import ROOT, Size

SMALL = Size(persons=600, sessions=600, cases=20)
COPY = "typed_into"


@contextmanager
def copied(engine: str, folder: Path, tell: Tell) -> Iterator[str]:
    """The address of the copy on this engine."""
    file = ensure_file(folder, SMALL, tell)
    if engine == "sqlite":
        with TemporaryDirectory(dir=folder) as place:
            yield address_of(Path(shutil.copy(file, place)))
        return
    with server(folder) as url:
        ensure_database(url, file, stamp_of(SMALL), tell)
        take_away(url)
        run_sql(url, f'CREATE DATABASE {COPY} TEMPLATE "{file.stem.replace("-", "_")}"')
        yield url.set(database=COPY).render_as_string(hide_password=False)
        take_away(url)


def take_away(url: URL) -> None:
    run_sql(url, f"DROP DATABASE IF EXISTS {COPY}")


def run_sql(url: URL, statement: str) -> None:
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(statement)
    admin.dispose()


def typed_into(engine: str, folder: Path, tell: Tell) -> dict[str, float]:
    """What `bench.worksheet` tells of this engine, measured in a process of its own."""
    with copied(engine, folder, tell) as address:
        tell(f"{engine}: worksheet", 0, 1)
        done = subprocess.run(
            [sys.executable, "-m", "bench.worksheet", address],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        tell(f"{engine}: worksheet", 1, 1)
    if done.returncode:
        raise PeerFailed(f"bench.worksheet: {done.stderr[-TOLD:]}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told
