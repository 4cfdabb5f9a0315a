"""What must hold before the office's records are served: keys, cookies, no demo accounts."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import inspect, select
from sqlalchemy.exc import OperationalError

from models import Staff, db
from models.seal import SealSettings
from models.search_index import is_quick
from seed.demo_seal import make_demo_seal

SHORTEST_KEY = 32  # characters
SLOW_SEARCH = (
    "The search has no index and is slow. On PostgreSQL, install the extension pg_trgm"
    " (it comes with Debian's postgresql), then run: flask db upgrade"
)


class UnsafeStart(SystemExit):
    """The settings do not allow a safe start; the message says which one."""


def secret_key(is_demo: bool, instance: Path) -> str:
    """The key that signs cookies, from SIM_SECRET_KEY; the demo makes and keeps one of its own."""
    return _demo_key(instance / "demo-key") if is_demo else _own_key("SIM_SECRET_KEY")


def data_keys(is_demo: bool, instance: Path) -> list[str]:
    """The keys that seal texts in the database, from SIM_DATA_KEY: the newest first, by comma."""
    if is_demo:
        return [_demo_key(instance / "demo-data-key")]
    keys = [_checked("SIM_DATA_KEY", key) for key in os.environ.get("SIM_DATA_KEY", "").split(",")]
    if os.environ.get("SIM_SECRET_KEY", "") in keys:
        raise UnsafeStart("SIM_DATA_KEY must differ from SIM_SECRET_KEY.")
    return keys


def seal_settings(is_demo: bool, instance: Path) -> SealSettings:
    """Where the seal lies, from SIM_SEAL_P12; the demo makes one of its own."""
    if is_demo and not os.environ.get("SIM_SEAL_P12"):
        return SealSettings(instance / "demo-seal.p12", make=make_demo_seal)
    file = os.environ.get("SIM_SEAL_P12")
    return SealSettings(
        Path(file) if file else None, _passphrase(), os.environ.get("SIM_TIMESTAMP_URL", "")
    )


def _passphrase() -> bytes | None:
    """From SIM_SEAL_PASSPHRASE, or the first line of the file SIM_SEAL_PASSPHRASE_FILE."""
    if file := os.environ.get("SIM_SEAL_PASSPHRASE_FILE"):
        try:
            return Path(file).read_text(encoding="utf-8").split("\n")[0].encode()
        except OSError as error:
            raise UnsafeStart(f"SIM_SEAL_PASSPHRASE_FILE cannot be read: {error}") from None
    return os.environ.get("SIM_SEAL_PASSPHRASE", "").encode() or None


def _demo_key(file: Path) -> str:
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(f"demo-{secrets.token_hex(32)}")
    return file.read_text()


def _own_key(name: str) -> str:
    return _checked(name, os.environ.get(name, ""))


def _checked(name: str, key: str) -> str:
    if not key:
        raise UnsafeStart(f"{name} is missing: set it to a random text of at least 32 characters.")
    if len(key) < SHORTEST_KEY or len(set(key)) < 10:
        raise UnsafeStart(f"{name} is too short or too simple: at least 32 random characters.")
    if key.startswith("demo-"):
        raise UnsafeStart(f"{name} is the key of a demo: make a new one for the office.")
    return key


def cookie_settings(app: Flask) -> dict[str, Any]:
    """Over HTTPS the cookie is bound to this very host; the demo runs without."""
    is_secure = not app.config["DEMO"] and not app.testing
    return {
        "SESSION_COOKIE_NAME": "__Host-sim" if is_secure else "sim",
        "SESSION_COOKIE_SECURE": is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
    }


def check_database(app: Flask) -> None:
    """No start with demo accounts in a real office; a warning where the search is slow."""
    if not app.config["DEMO"]:
        refuse_demo_accounts(app)
    warn_of_slow_search(app)


def refuse_demo_accounts(app: Flask) -> None:
    """A real office must not be reachable with the demo's password."""
    with app.app_context():
        has_accounts = inspect(db.engine).has_table(Staff.__tablename__)
        if has_accounts and db.session.scalar(select(Staff.id).where(Staff.is_demo)) is not None:
            raise UnsafeStart(
                "This database holds demo accounts: use one of your own (SIM_DATABASE_URL)."
            )


def warn_of_slow_search(app: Flask) -> None:
    """The search is right without its index, but looks at every record."""
    with app.app_context(), suppress(OperationalError), db.engine.connect() as connection:
        if not is_quick(connection):
            app.logger.warning(SLOW_SEARCH)
