"""The application: settings, extensions, menu. The table of contents."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, redirect, request
from flask_admin import Admin
from flask_babel import Babel
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from sqlalchemy import inspect, select
from werkzeug.wrappers import Response

from admin_views import register
from admin_views.dashboard import DayView
from admin_views.frame import init_frame
from admin_views.login import chosen_language, init_login
from models import Staff, db
from models.engine import engine_options, reads_only
from seed.commands import seed_cli, staff_cli

ROOT = Path(__file__).parent
SHORTEST_KEY = 32  # characters


class UnsafeStart(SystemExit):
    """The settings do not allow a safe start; the message says which one."""


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    app = Flask(
        __name__, template_folder="admin_views/templates", static_folder="admin_views/static"
    )
    app.config.update(
        SQLALCHEMY_DATABASE_URI=os.environ.get(
            "SIM_DATABASE_URL", f"sqlite:///{ROOT / 'instance' / 'sim.sqlite'}"
        ),
        MAX_CONTENT_LENGTH=2_000_000,
        MAX_FORM_MEMORY_SIZE=2_000_000,
        BABEL_DEFAULT_LOCALE="de",
        BABEL_DEFAULT_TIMEZONE="Europe/Berlin",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        WTF_CSRF_TIME_LIMIT=None,
        DEMO=os.environ.get("SIM_DEMO") == "1",
    )
    app.config.update(settings or {})
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or secret_key(app.config["DEMO"])
    app.config.update(cookie_settings(app))
    address = app.config["SQLALCHEMY_DATABASE_URI"]
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(address)
    app.before_request(_choose_transaction)
    app.teardown_request(lambda _: reads_only.set(False))

    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    Babel(app, locale_selector=chosen_language)
    init_login(app)
    CSRFProtect(app)  # after the sign-in: whoever sent a stale form gets back what was typed
    admin = Admin(app, name="SIM", index_view=DayView())
    register(admin)
    init_frame(app, admin)
    app.cli.add_command(seed_cli)
    app.cli.add_command(staff_cli)
    app.add_url_rule("/", "start", lambda: redirect("/admin/"))
    refuse_demo_accounts(app)
    return app


def secret_key(is_demo: bool) -> str:
    """The key that signs cookies, from SIM_SECRET_KEY; the demo makes and keeps one of its own."""
    file = ROOT / "instance" / "demo-key"
    if is_demo:
        if not file.exists():
            file.parent.mkdir(exist_ok=True)
            file.touch(mode=0o600)
            file.write_text(f"demo-{secrets.token_hex(32)}")
        return file.read_text()
    key = os.environ.get("SIM_SECRET_KEY", "")
    if not key:
        raise UnsafeStart(
            "SIM_SECRET_KEY is missing: set it to a random text of at least 32 characters."
        )
    if len(key) < SHORTEST_KEY or len(set(key)) < 10:
        raise UnsafeStart(
            "SIM_SECRET_KEY is too short or too simple: at least 32 random characters."
        )
    if key.startswith("demo-"):
        raise UnsafeStart("SIM_SECRET_KEY is the key of a demo: make a new one for the office.")
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


def refuse_demo_accounts(app: Flask) -> None:
    """A real office must not be reachable with the demo's password."""
    if app.config["DEMO"]:
        return
    with app.app_context():
        has_accounts = inspect(db.engine).has_table(Staff.__tablename__)
        if has_accounts and db.session.scalar(select(Staff.id).where(Staff.is_demo)) is not None:
            raise UnsafeStart(
                "This database holds demo accounts: use one of your own (SIM_DATABASE_URL)."
            )


def _choose_transaction() -> Response | None:
    reads_only.set(request.method in ("GET", "HEAD"))
    return None
