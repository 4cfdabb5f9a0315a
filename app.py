"""The application: settings, extensions, menu. The table of contents."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, redirect, request
from flask_admin import Admin
from flask_babel import Babel
from flask_wtf import CSRFProtect
from werkzeug.wrappers import Response

from admin_views import register
from admin_views.dashboard import DayView
from admin_views.digest_mail import digest_cli
from admin_views.frame import init_frame
from admin_views.login import chosen_language, init_login
from admin_views.publishing import publish_cli
from admin_views.uploads import admit_files
from models import db
from models.engine import engine_options, reads_only
from models.seal import use_seal
from models.sealing import use_keys
from models.stored_file import use_folder
from seed.command_line import init_command_line
from seed.safe_start import check_database, cookie_settings, data_keys, seal_settings, secret_key

ROOT = Path(__file__).parent
INSTANCE = ROOT / "instance"


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    app = Flask(
        __name__, template_folder="admin_views/templates", static_folder="admin_views/static"
    )
    app.config.update(
        SQLALCHEMY_DATABASE_URI=os.environ.get(
            "SIM_DATABASE_URL", f"sqlite:///{INSTANCE / 'sim.sqlite'}"
        ),
        MAX_CONTENT_LENGTH=2_000_000,
        MAX_FORM_MEMORY_SIZE=2_000_000,
        BABEL_DEFAULT_LOCALE="de",
        BABEL_DEFAULT_TIMEZONE="Europe/Berlin",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        WTF_CSRF_TIME_LIMIT=None,
        SEND_FILE_MAX_AGE_DEFAULT=300,  # style sheets and scripts; an update is seen within minutes
        DEMO=os.environ.get("SIM_DEMO") == "1",
    )
    app.config.update(settings or {})
    is_demo = app.config["DEMO"]
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or secret_key(is_demo, INSTANCE)
    _open_keys(app, is_demo)
    app.config.update(cookie_settings(app))
    address = app.config["SQLALCHEMY_DATABASE_URI"]
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(address)
    app.before_request(_choose_transaction)
    app.before_request(admit_files)
    app.teardown_request(lambda _: reads_only.set(False))

    db.init_app(app)
    Babel(app, locale_selector=chosen_language)
    init_login(app)
    CSRFProtect(app)  # after the sign-in: whoever sent a stale form gets back what was typed
    admin = Admin(app, name="SIM", index_view=DayView())
    register(admin)
    init_frame(app, admin)
    _add_commands(app)
    app.add_url_rule("/", "start", lambda: redirect("/admin/"))
    check_database(app)
    return app


def _open_keys(app: Flask, is_demo: bool) -> None:
    """What encrypts and seals, and where the files lie."""
    use_keys(app.config.get("DATA_KEYS") or data_keys(is_demo, INSTANCE))
    use_folder(Path(app.config.get("FILES") or os.environ.get("SIM_FILES") or INSTANCE / "files"))
    use_seal(app.config.get("SEAL") or seal_settings(is_demo, INSTANCE))


def _add_commands(app: Flask) -> None:
    init_command_line(app)
    for group in (digest_cli, publish_cli):
        app.cli.add_command(group)


def _choose_transaction() -> Response | None:
    reads_only.set(request.method in ("GET", "HEAD"))
    return None
