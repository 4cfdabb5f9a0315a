"""Signing in by user name, sign-ins that live on the server, and who acts in a request."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app, g, request, session
from flask_babel import gettext, lazy_gettext
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import user_logged_in, user_logged_out
from flask_security import LoginForm, Security, SQLAlchemyUserDatastore, uia_username_mapper
from sqlalchemy import Date, and_, bindparam, select
from sqlalchemy.orm import aliased
from wtforms import Field, StringField
from wtforms.validators import DataRequired

from models.absence import Absence
from models.acting import Acting, acting, begin_acting
from models.audit_entry import AuditAction, record_event
from models.base import db, utc_now
from models.draft import KEPT_FOR, has_drafts
from models.engine import reads_only, write_in_passing
from models.eviction_renewal import renew_due
from models.handover import end_past_handovers
from models.sign_in import SignIn, SignInAttempt, digest, is_throttled
from models.staff import Staff, StaffRole

SEEN_EVERY = timedelta(minutes=1)  # how often the time of the last request is written down
TRIES_PER_ADDRESS = "30 per minute"
# OWASP Password Storage Cheat Sheet, Argon2id: of its equally strong settings the one with least
# memory (m=7168 KiB, t=5, p=1). Several sign-ins at once must not fill the server, as the library's
# 64 MiB for each would. A hash made with other settings stays valid; the sign-in renews it.
ARGON2 = {"argon2__memory_cost": 7_168, "argon2__time_cost": 5, "argon2__parallelism": 1}
_absent = aliased(Staff)
_TODAY = bindparam("today", type_=Date)
LIVING_SIGN_IN = (
    select(SignIn, Staff, StaffRole.role, Absence.worker_id, _absent.id, has_drafts(Staff.id))
    .join(Staff, Staff.id == SignIn.staff_id)
    .outerjoin(StaffRole, StaffRole.staff_id == Staff.id)
    .outerjoin(_absent, _absent.deputy_id == Staff.id)
    .outerjoin(
        Absence,
        and_(Absence.deputy_id == Staff.id, Absence.holds_on(bindparam("today", type_=Date))),
    )
    .where(
        SignIn.sid_hash == bindparam("sid_hash"),
        Staff.fs_uniquifier == bindparam("uniquifier"),
        Staff.active,
    )
)


class OfficeLoginForm(LoginForm):
    """User name and password; the answer does not tell which of the two was wrong."""

    email = None
    remember = None
    username = StringField(lazy_gettext("User name"), [DataRequired()])

    def validate(self, **kwargs: Any) -> bool:
        name = (self.username.data or "").replace("\x00", "").strip()
        if is_throttled(db.session(), name, now()):
            self.form_errors = [gettext("Too many attempts. Please wait a quarter of an hour.")]
            return False
        self.ifield = self.username
        self.user = current_app.security.datastore.find_user(case_insensitive=True, username=name)
        if super().validate(**kwargs):
            return True
        if name and self.password.data:
            _note_failure(name)
        self.username.errors, self.password.errors = [], []
        self.form_errors = [gettext("User name or password is not right.")]
        return False

    def validate_next(self, field: Field) -> None:
        """A target outside is nobody's mistake here; choosing the way back leaves it out."""


def _note_failure(name: str) -> None:
    db.session.add(SignInAttempt(username_hash=digest(name.casefold()), failed_at=now()))
    record_event(db.session.connection(), AuditAction.SIGN_IN_FAILED)
    db.session.commit()


def now() -> datetime:
    """The moment by the application's clock, which tests may set."""
    moment: datetime = current_app.config.get("CLOCK", utc_now)()
    return moment


def init_login(app: Flask) -> None:
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the method, no password
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=ARGON2,
        SECURITY_PASSWORD_SINGLE_HASH=True,
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_PASSWORD_LENGTH_MIN=12,
        SECURITY_USER_IDENTITY_ATTRIBUTES=[
            {"username": {"mapper": uia_username_mapper, "case_insensitive": True}}
        ],
        SECURITY_REGISTERABLE=False,
        SECURITY_SEND_REGISTER_EMAIL=False,
        SECURITY_LOGIN_USER_TEMPLATE="login.html",
        SECURITY_POST_LOGIN_VIEW="/admin/",
        SECURITY_POST_LOGOUT_VIEW="/login",
        SECURITY_UNAUTHORIZED_VIEW=None,
        SECURITY_RETURN_GENERIC_RESPONSES=False,
        SECURITY_FLASH_MESSAGES=False,
        SESSION_PROTECTION="strong",
    )
    app.before_request(_begin_request)  # before the sign-in library's own, which loads who acts
    datastore = SQLAlchemyUserDatastore(db, Staff, StaffRole)
    app.security = Security(app, datastore, login_form=OfficeLoginForm)
    app.login_manager.user_loader(_load_staff)
    app.limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
    login = app.view_functions["security.login"]
    app.view_functions["security.login"] = app.limiter.limit(TRIES_PER_ADDRESS, methods=["POST"])(
        login
    )
    user_logged_in.connect(_begin_sign_in, app)
    user_logged_out.connect(_end_sign_in, app)
    app.teardown_request(_end_request)


def _begin_request() -> None:
    """Nobody acts until the sign-in was read."""
    begin_acting(Acting(now=now(), language=chosen_language()))
    g.sign_in = None
    g.has_drafts = False


def _end_request(error: BaseException | None) -> None:
    begin_acting(None)


def chosen_language() -> str:
    return "en" if session.get("language") == "en" else "de"


def _load_staff(uniquifier: str) -> Staff | None:
    """The member of staff of a living sign-in with roles and those deputised, in one statement."""
    sid = session.get("sid")
    if not sid:
        return None
    moment = acting().now
    wanted = {"sid_hash": digest(sid), "uniquifier": uniquifier, "today": acting().today}
    rows = db.session.execute(LIVING_SIGN_IN, wanted).all()
    if not rows or not rows[0][0].is_alive(moment):
        return None
    sign_in, staff, *_, g.has_drafts = rows[0]
    g.sign_in = sign_in
    begin_acting(
        Acting(
            staff_id=staff.id,
            roles=frozenset(role for _, _, role, *_ in rows if role is not None),
            now=moment,
            language=chosen_language(),
            deputised_ids=frozenset(
                key for *_, away, usual, _ in rows for key in (away, usual) if key is not None
            ),
        )
    )
    if moment - sign_in.seen_at > SEEN_EVERY:
        _mark_seen(sign_in.id, moment)
    return staff


def _mark_seen(sign_in_id: int, moment: datetime) -> None:
    """By the way while reading, so that nobody waits; with the request while writing."""
    table = SignIn.__table__
    mark = table.update().where(table.c.id == sign_in_id).values(seen_at=moment)
    if reads_only.get():
        write_in_passing(db.engine, mark)
    else:
        db.session.connection().execute(mark)


def signed_in_before() -> int | None:
    """The person whose sign-in in this browser ran out lately and was never ended."""
    sid, uniquifier = session.get("sid"), session.get("_user_id")
    if not sid or not uniquifier:
        return None
    return db.session.scalar(
        select(SignIn.staff_id)
        .join(Staff, Staff.id == SignIn.staff_id)
        .where(
            SignIn.sid_hash == digest(sid),
            SignIn.ended_at.is_(None),
            SignIn.started_at > acting().now - KEPT_FOR,
            Staff.fs_uniquifier == uniquifier,
            Staff.active,
        )
    )


def _begin_sign_in(app: Flask, user: Staff, **extra: object) -> None:
    """A new row for every sign-in; its random number is stored only as a digest."""
    sid = secrets.token_urlsafe(32)
    session["sid"] = sid
    moment = acting().now
    browser = (request.user_agent.string or "")[:200]
    db.session.add(
        SignIn(
            sid_hash=digest(sid),
            staff_id=user.id,
            started_at=moment,
            seen_at=moment,
            browser=browser,
        )
    )
    renew_due(db.session(), acting().today)
    end_past_handovers(db.session(), acting().today)
    _note(AuditAction.SIGNED_IN, user)
    db.session.commit()


def _end_sign_in(app: Flask, user: Staff, **extra: object) -> None:
    sid = session.pop("sid", None)
    living = db.session.scalar(select(SignIn).where(SignIn.sid_hash == digest(sid or "")))
    if living is not None:
        living.ended_at = acting().now
        _note(AuditAction.SIGNED_OUT, user)
        db.session.commit()


def _note(action: AuditAction, user: Staff) -> None:
    someone = acting()
    begin_acting(Acting(user.id, someone.roles, someone.now, someone.language))
    record_event(db.session.connection(), action)
