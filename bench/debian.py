"""Debian's PostgreSQL, started in a folder of ours where it is installed."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

DEBIAN = Path("/usr/lib/postgresql")


def debian_tools() -> Path | None:
    """Where Debian keeps `initdb` and `pg_ctl` of its newest PostgreSQL."""
    found = sorted(DEBIAN.glob("*/bin/pg_ctl"), key=lambda file: int(file.parts[-3]))
    return found[-1].parent if found else None


def owner() -> str | None:
    """PostgreSQL does not run as root: Debian's own account does it then."""
    return "postgres" if os.geteuid() == 0 else None


@contextmanager
def debian_server(tools: Path, place: Path) -> Iterator[URL]:
    """Debian's PostgreSQL on a folder of ours, reached through a socket in it only."""
    user = owner()
    if user:
        shutil.chown(place, user)
    if not (place / "data").exists():
        run(tools / "initdb", "-D", place / "data", "-U", "postgres", "-A", "trust",
            "--encoding=UTF8", "--locale=C.UTF-8", user=user)  # fmt: skip
    options = f"-c listen_addresses= -c unix_socket_directories={place}"
    control = (tools / "pg_ctl", "-D", place / "data", "-w", "-s")
    run(*control, "-l", place / "log", "-o", options, "start", user=user)
    try:
        yield URL.create(
            "postgresql+psycopg", "postgres", database="postgres", query={"host": str(place)}
        )
    finally:
        run(*control, "-m", "fast", "stop", user=user)


def run(*command: Path | str, user: str | None) -> None:
    home = pwd.getpwnam(user).pw_dir if user else None
    subprocess.run(
        [str(part) for part in command], check=True, user=user, cwd=home, stdout=subprocess.DEVNULL
    )
