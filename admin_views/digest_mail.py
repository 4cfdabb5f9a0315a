"""The digest by mail: `flask digest send`, to be run once a morning; off until a server is named.

Only numbers and the address of the installation go out, never a name or a word of a record.
Settings, all from the environment: SIM_SMTP_HOST (without it nothing is sent), SIM_SMTP_PORT,
SIM_SMTP_SECURITY (starttls, tls or none), SIM_SMTP_USER, SIM_SMTP_PASSWORD or
SIM_SMTP_PASSWORD_FILE, SIM_MAIL_FROM, SIM_ADDRESS (https://… of this installation).
"""

import os
import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from admin_views.digest import mail_of
from models.acting import Acting, acting_as
from models.base import db
from models.digest import digest_of
from models.reports.digest import day_counts
from models.staff import Staff

SECONDS = 20  # that a mail server may take to answer
PORTS = {"starttls": 587, "tls": 465, "none": 25}

digest_cli = AppGroup("digest", help="The digest of the day by mail.")


class WrongSettings(ValueError):
    """Something about the mail server is missing or makes no sense."""


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str
    address: str  # of the installation, as it stands in the mail


def server_from(env: Mapping[str, str]) -> MailServer | None:
    """None where mail is off; raises WrongSettings with what is wrong."""
    host = env.get("SIM_SMTP_HOST", "").strip()
    if not host:
        return None
    security = env.get("SIM_SMTP_SECURITY", "starttls").strip().lower()
    if security not in PORTS:
        raise WrongSettings("SIM_SMTP_SECURITY is starttls, tls or none.")
    port = env.get("SIM_SMTP_PORT", "") or str(PORTS[security])
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise WrongSettings("SIM_SMTP_PORT is a number up to 65535.")
    sender, address = env.get("SIM_MAIL_FROM", ""), env.get("SIM_ADDRESS", "")
    if "@" not in sender:
        raise WrongSettings("SIM_MAIL_FROM is the address the mails come from.")
    if urlsplit(address).scheme not in ("http", "https"):
        raise WrongSettings("SIM_ADDRESS is the address of this installation, https://…")
    user = env.get("SIM_SMTP_USER", "")
    return MailServer(host, int(port), security, user, _password(env), sender, address)


def _password(env: Mapping[str, str]) -> str:
    file = env.get("SIM_SMTP_PASSWORD_FILE", "")
    try:
        return Path(file).read_text().strip() if file else env.get("SIM_SMTP_PASSWORD", "")
    except OSError:
        raise WrongSettings("SIM_SMTP_PASSWORD_FILE cannot be read.") from None


@contextmanager
def connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A connection whose certificate was checked, signed in where a user is named."""
    trust = ssl.create_default_context()
    if server.security == "tls":
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=SECONDS, context=trust
        )
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    with client:
        if server.security == "starttls":
            client.starttls(context=trust)
        if server.user:
            client.login(server.user, server.password)
        yield client


@digest_cli.command("send")
def send() -> None:
    """Mail everybody with an address what today asks of them; nobody gets two on one day."""
    try:
        server = server_from(os.environ)
    except WrongSettings as wrong:
        raise click.ClickException(str(wrong)) from None
    if server is None:
        click.echo("Mail is off: SIM_SMTP_HOST names no server. Nothing was sent.")
        return
    try:
        with connected(server) as client:
            sent = send_all(server, client.send_message)
    except (OSError, smtplib.SMTPException) as failure:
        raise click.ClickException(f"The mail server refused: {type(failure).__name__}") from None
    click.echo(f"{sent} sent")


def send_all(server: MailServer, deliver: Callable[[EmailMessage], object]) -> int:
    """Each mail is noted once it went out, so that a second run sends only what is missing."""
    now = current_app.config.get("CLOCK")
    sent = 0
    for staff in _readers():
        roles = frozenset(held.role for held in staff.held_roles)
        someone = Acting(staff.id, roles, now()) if now else Acting(staff.id, roles)
        with acting_as(someone), force_locale("de"):
            sent += _send_one(staff, someone, server, deliver)
    return sent


def _readers() -> list[Staff]:
    wanted = select(Staff).where(Staff.active, Staff.email.is_not(None)).order_by(Staff.id)
    return list(db.session.scalars(wanted.options(selectinload(Staff.held_roles))))


def _send_one(
    staff: Staff,
    someone: Acting,
    server: MailServer,
    deliver: Callable[[EmailMessage], object],
) -> int:
    row = digest_of(staff.id, db.session())
    counts = day_counts(someone)
    if row.mailed_on == someone.today or not counts.total or not staff.email:
        return 0
    message = EmailMessage()
    message["Subject"], text = mail_of(counts, server.address)
    message["From"], message["To"] = server.sender, staff.email
    message["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    deliver(message)
    row.mailed_on = someone.today
    db.session.commit()
    return 1
