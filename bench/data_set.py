"""Making the town: once, by the demo's own generator, kept, made anew when stale."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from flask_migrate import upgrade

from bench.office import office
from bench.town import PASSWORD, ROOT, TODAY, Size
from models import db
from seed.demo import seed_demo
from seed.reference import seed_reference
from seed.staff import ensure_demo_staff

MAKES_THE_TOWN = ("migrations/versions/*.py", "seed/demo*.py", "seed/data/**/*.csv")

Tell = Callable[[str, int, int], None]


def stamp_of(size: Size) -> str:
    """Changes with the schema, the generator and the size."""
    digest = hashlib.sha256(json.dumps(asdict(size)).encode())
    for pattern in MAKES_THE_TOWN:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def address_of(file: Path) -> str:
    return f"sqlite:///{file}"


def ensure_file(folder: Path, size: Size, tell: Tell) -> Path:
    """The town as an SQLite file; made only where it is missing or stale."""
    file = folder / f"town-{size.name}.sqlite"
    stamp = file.with_suffix(".stamp")
    if file.exists() and stamp.exists() and stamp.read_text() == stamp_of(size):
        return file
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for ending in (".stamp", ".sqlite", ".sqlite-wal", ".sqlite-shm"):
        file.with_suffix(ending).unlink(missing_ok=True)
    app = office(address_of(file))
    with app.app_context():
        fill(size, tell)
        close_tidily()
    stamp.write_text(stamp_of(size))
    return file


def fill(size: Size, tell: Tell) -> None:
    upgrade(directory=str(ROOT / "migrations"))
    seed_reference()
    ensure_demo_staff(PASSWORD)
    seed_demo(size.persons, size.sessions, tell, TODAY, cases=size.cases, partners=size.partners)


def close_tidily() -> None:
    """Everything in the one file: no log beside it."""
    db.session.remove()
    with db.engine.connect() as connection:
        connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.engine.dispose()
