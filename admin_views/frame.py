"""What surrounds every page: menu, town, language, security headers, error pages."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    redirect,
    render_template,
    request,
    session,
)
from flask_admin import Admin
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from markupsafe import escape
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.routing import BuildError

from admin_views.calendar_feed import calendar_feed
from admin_views.enum_labels import enum_label
from admin_views.labels import typed_label
from admin_views.menu import Menus
from admin_views.rights import refuse_undeclared
from admin_views.statement import statement
from admin_views.words import gettext, init_words
from models.acting import acting
from models.base import db
from models.engine import is_waiting_in_vain, reads_only
from models.municipality import ESCALATES_AFTER, Municipality
from models.rules.career import STALLS_AFTER

LOG = logging.getLogger("sim")
KEEP_FOR = 60.0  # seconds, so that several server processes agree soon
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

language = Blueprint("screen_language", __name__)
town = Blueprint("town", __name__)


@dataclass(frozen=True)
class Town:
    """The town's name and colour as every page shows them."""

    name: str = "SIM"
    department: str = ""
    accent: str = "#0b5563"
    escalate_after: int | None = ESCALATES_AFTER
    career_stalls_after: int | None = STALLS_AFTER

    @property
    def short_name(self) -> str:
        return self.name.removeprefix("Stadt ").removeprefix("Gemeinde ")


@dataclass(frozen=True)
class Me:
    display_name: str
    initials: str
    role_labels: list[str]


class TownShelf:
    """The profile as last read; saving it on screen or a minute's age makes it be read anew."""

    def __init__(self) -> None:
        self.town: Town | None = None
        self.read_at = float("-inf")

    def read(self) -> Town:
        if self.town is None or time.monotonic() - self.read_at > KEEP_FOR:
            profile = db.session.execute(
                select(
                    Municipality.name,
                    Municipality.department,
                    Municipality.accent_colour,
                    Municipality.escalate_after,
                    Municipality.career_stalls_after,
                )
            ).first()
            self.town = Town(*profile) if profile else Town()
            self.read_at = time.monotonic()
        return self.town

    def forget(self) -> None:
        self.town = None


shelf = TownShelf()


@town.get("/town.css")
def style() -> Response:
    """The town's colour as a style sheet of its own, since no page may carry inline style."""
    colour = shelf.read().accent
    response = Response(f":root {{ --town: {colour}; }}\n", mimetype="text/css")
    response.headers["Cache-Control"] = "no-cache"
    return response


@language.post("/language")
def switch() -> Response:
    wanted = request.form.get("language", "de")
    session["language"] = wanted if wanted in ("de", "en") else "de"
    target = request.form.get("next", "")
    return redirect(target if is_local(target) else "/admin/")


def is_local(target: str) -> bool:
    """A path of our own; browsers drop control characters and read a backslash as a slash."""
    is_path = target.startswith("/") and not target.startswith(("//", "/\\"))
    return is_path and target.isprintable()


def init_frame(app: Flask, admin: Admin) -> None:
    for pages in (language, town, statement, calendar_feed):
        app.register_blueprint(pages)
    init_words(app)
    app.before_request(lambda: refuse_undeclared(admin._views))
    menus = Menus(admin)
    app.context_processor(lambda: _surroundings(menus))
    app.after_request(_secure)
    app.register_error_handler(HTTPException, _known_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _our_fault)


def _surroundings(menus: Menus) -> dict[str, Any]:
    signed_in = current_user.is_authenticated
    return {
        "town": shelf.read(),
        "language": acting().language,
        "menu": menus.drawn() if signed_in else "",
        "places": menus.of_reader,
        "me": _me() if signed_in else None,
    }


def _me() -> Me:
    name = current_user.display_name
    initials = "".join(part[0] for part in name.split()[:2]).upper()
    roles = sorted(enum_label(role) for role in acting().roles)
    return Me(name, initials, roles)


def _secure(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint not in ("static", "town.style"):
        response.headers["Cache-Control"] = "no-store"
    return response


def _known_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    """A plain page for whatever the request got wrong."""
    code = error.code or 500
    if code < 400:
        return error
    titles: dict[int, Callable[[], str]] = {
        400: lambda: gettext("This request cannot be understood"),
        403: lambda: gettext("You may not open this"),
        404: lambda: gettext("There is nothing here"),
        409: lambda: gettext("This is not possible now"),
        413: lambda: gettext("That is too much"),
        429: lambda: gettext("Too many attempts"),
    }
    title = titles.get(code, lambda: gettext("This does not work"))()
    text = error.description if code in (400, 409, 413) and not _is_stock_text(error) else ""
    return _page(code, title, text or _hint(code)), code


def _is_stock_text(error: HTTPException) -> bool:
    return error.description == type(error).description


def _hint(code: int) -> str:
    if code == 403:
        return gettext("Your role has no right to this page. If you need it, ask the team lead.")
    if code == 413:
        return gettext(
            "What was sent is larger than allowed. Go back and shorten it; nothing was saved."
        )
    if code == 429:
        return gettext("Please wait a few minutes and try again.")
    return gettext("Check the address or go back to where you came from.")


def _csrf_error(error: CSRFError) -> tuple[str, int]:
    text = gettext(
        "Your sign-in ended before the form was sent. Open the sign-in page in a second window, "
        "sign in there, then go back to the form and save again; what you typed is still in it."
    )
    return _page(400, gettext("Nothing was saved"), text), 400


def _busy(error: OperationalError) -> tuple[str, int]:
    """Somebody writes a large table, for longer than a writer waits for another."""
    if not is_waiting_in_vain(error):
        return _our_fault(error)
    db.session.rollback()
    reads_only.set(True)  # this page itself waits for nobody
    text = gettext(
        "A large table is being written just now, and until then nobody else can save. Nothing of "
        "yours was saved: go back in a minute and save again."
    )
    return _page(503, gettext("Please wait a moment"), text), 503


def _our_fault(error: Exception) -> tuple[str, int]:
    """A plain page and a log line without personal data: kind of error, place, route."""
    db.session.rollback()
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "?"
    LOG.error(
        "%s at %s, route %s %s", type(error).__name__, place, request.method, request.url_rule
    )
    if current_app.config.get("PROPAGATE_FAULTS"):
        raise error
    text = gettext(
        "This is a fault of the program. It was noted; nothing of your last step was saved."
    )
    return _page(500, gettext("Something went wrong"), text), 500


def _page(code: int, title: str, text: str) -> str:
    try:
        return render_template("error.html", code=code, title=title, text=text, typed=_typed())
    except (BuildError, RuntimeError, SQLAlchemyError):  # no frame without a database
        return escape(f"{title}. {text}")


def _typed() -> list[tuple[Any, str]]:
    """What was typed into a form that could not be taken, to be copied from the error page."""
    if request.method != "POST" or not current_user.is_authenticated:
        return []
    try:
        sent = request.form
    except RequestEntityTooLarge:
        return []
    return [
        (typed_label(name), value)
        for name, value in sent.items()
        if value.strip()
        and name not in ("csrf_token", "password", "version")
        and not name.startswith("_")
    ]
