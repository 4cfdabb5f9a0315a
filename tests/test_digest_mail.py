"""The digest by mail: to a real mail server on this machine, in numbers alone, once a day."""

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from click.testing import Result
from flask import Flask

from admin_views.digest_mail import WrongSettings, server_from
from tests.conftest import NOW
from tests.factories import TODAY, Office

SETTINGS = {
    "SIM_SMTP_HOST": "127.0.0.1", "SIM_SMTP_SECURITY": "none",
    "SIM_MAIL_FROM": "sim@stadt.example", "SIM_ADDRESS": "https://sim.stadt.example/",
}  # fmt: skip


class Box(Message):
    """Keeps what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[object] = []

    def handle_message(self, message: object) -> None:
        self.mails.append(message)


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    """A mail server of the test's own; the environment names it."""
    box = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    for name, value in {**SETTINGS, "SIM_SMTP_PORT": str(port)}.items():
        monkeypatch.setenv(name, value)
    yield box
    server.stop()


def send(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["digest", "send"])


def addressed(office: Office, username: str = "sozialarbeit") -> None:
    staff = office.staff(username)
    staff.email = f"{username}@stadt.example"
    office.session.commit()


def test_the_mail_holds_numbers_and_the_way_but_no_person(
    app: Flask, office: Office, box: Box
) -> None:
    addressed(office)
    person = office.person(family_name="Zwetschge")
    office.task(person=person, what="Geheimsache", due_on=TODAY - timedelta(days=3))
    office.task(person=person, what="Geheimsache", due_on=TODAY)
    result = send(app)
    assert (result.exit_code, result.output) == (0, "1 sent\n")
    [mail] = box.mails
    assert mail["To"] == "sozialarbeit@stadt.example"
    text = mail.get_payload(decode=True).decode()
    assert "1 Aufgabe ist überfällig" in text
    assert "1 Aufgabe ist heute fällig" in text
    assert "https://sim.stadt.example/" in text
    for word in ("Zwetschge", "Geheimsache", "Ada"):
        assert word not in str(mail)
        assert word not in text


def test_nobody_gets_two_on_one_day_and_none_without_anything_due(
    app: Flask, office: Office, box: Box
) -> None:
    addressed(office)
    addressed(office, "sozialarbeit2")  # nothing is due there
    office.task(due_on=TODAY)
    for _ in range(2):
        assert send(app).exit_code == 0
    assert len(box.mails) == 1
    app.config["CLOCK"] = lambda: NOW + timedelta(days=1)
    send(app)
    assert len(box.mails) == 2


def test_mail_is_off_until_a_server_is_named(app: Flask, office: Office) -> None:
    addressed(office)
    office.task(due_on=TODAY)
    result = send(app)
    assert result.exit_code == 0
    assert "Nothing was sent" in result.output


def test_a_server_that_does_not_answer_is_told_without_a_trace(
    app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    addressed(office)
    for name, value in {**SETTINGS, "SIM_SMTP_PORT": "1"}.items():
        monkeypatch.setenv(name, value)
    result = send(app)
    assert result.exit_code == 1
    assert "refused" in result.output


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SIM_SMTP_PORT", "abc"),
        ("SIM_SMTP_PORT", "70000"),
        ("SIM_SMTP_SECURITY", "perhaps"),
        ("SIM_MAIL_FROM", "niemand"),
        ("SIM_ADDRESS", "sim.stadt.example"),
        ("SIM_SMTP_PASSWORD_FILE", "/gibt/es/nicht"),
    ],
)
def test_settings_that_make_no_sense_are_named(name: str, value: str) -> None:
    with pytest.raises(WrongSettings, match=name):
        server_from({**SETTINGS, name: value})


def test_the_connection_is_encrypted_unless_said_otherwise() -> None:
    server = server_from({**SETTINGS, "SIM_SMTP_SECURITY": ""} | {"SIM_SMTP_SECURITY": "starttls"})
    assert server is not None
    assert (server.security, server.port) == ("starttls", 587)
    assert server_from({}) is None
