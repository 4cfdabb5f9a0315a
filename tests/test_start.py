"""Starting the application: settings from the environment, and no start that would not be safe."""

import shutil
import stat
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

import app as application
from app import create_app
from models.base import db
from seed.safe_start import UnsafeStart
from tests.conftest import PASSWORD, token_of

KEY = "k9Tq-2mZx_8Vb4RwLs7Yd1HcPfGn6JuE"
DATA_KEY = "Qw3-nB7yZ_5Xc9VmKr2Ta6LpHs4GdJ8u"


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """The environment of a real office with an empty database."""
    for name in ("SIM_DEMO", "SIM_DEMO_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SIM_SECRET_KEY", KEY)
    monkeypatch.setenv("SIM_DATA_KEY", DATA_KEY)
    monkeypatch.setenv("SIM_DATABASE_URL", f"sqlite:///{tmp_path / 'office.sqlite'}")
    return monkeypatch


def with_accounts(file: Path, tmp_path: Path, *, are_demo: bool) -> None:
    """An office whose accounts are the demo's, or people's own."""
    copy = shutil.copy(file, tmp_path / "office.sqlite")
    engine = create_engine(f"sqlite:///{copy}")
    if not are_demo:
        with engine.begin() as connection:
            connection.execute(text("UPDATE staff SET is_demo = 0"))
    engine.dispose()


def close(app: Flask) -> Flask:
    with app.app_context():
        db.engine.dispose()
    return app


@pytest.mark.parametrize("name", ["SIM_SECRET_KEY", "SIM_DATA_KEY"])
@pytest.mark.parametrize(
    ("key", "why"),
    [
        (None, "is missing"),
        ("", "is missing"),
        ("geheim", "too short"),
        (KEY[:31], "too short"),
        ("a" * 64, "too simple"),
        ("abcabcabc" * 8, "too simple"),
        ("demo-" + "0123456789abcdef" * 4, "key of a demo"),
    ],
)
def test_no_office_starts_without_keys_of_its_own(
    settings: pytest.MonkeyPatch, name: str, key: str | None, why: str
) -> None:
    if key is None:
        settings.delenv(name)
    else:
        settings.setenv(name, key)
    with pytest.raises(UnsafeStart, match=why) as stop:
        create_app()
    assert name in str(stop.value)
    assert key is None or key == "" or key not in str(stop.value)


def test_the_key_of_the_cookies_does_not_seal_texts(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("SIM_DATA_KEY", f"{DATA_KEY},{KEY}")
    with pytest.raises(UnsafeStart, match="must differ"):
        create_app()


def test_the_refusal_ends_the_program_with_one_sentence(settings: pytest.MonkeyPatch) -> None:
    settings.delenv("SIM_SECRET_KEY")
    with pytest.raises(SystemExit) as stop:
        create_app()
    assert isinstance(stop.value.code, str)
    assert "\n" not in stop.value.code


def test_no_office_starts_with_accounts_of_the_demo(
    settings: pytest.MonkeyPatch, filled_file: Path, tmp_path: Path
) -> None:
    with_accounts(filled_file, tmp_path, are_demo=True)
    with pytest.raises(UnsafeStart, match="demo accounts"):
        create_app()


def test_an_office_with_people_of_its_own_starts(
    settings: pytest.MonkeyPatch, filled_file: Path, tmp_path: Path
) -> None:
    with_accounts(filled_file, tmp_path, are_demo=False)
    app = close(create_app())
    assert app.config["SECRET_KEY"] == KEY
    assert app.config["SQLALCHEMY_DATABASE_URI"].endswith("office.sqlite")
    assert not app.config["DEMO"]
    assert not app.debug


def test_an_empty_database_starts_so_that_it_can_be_filled(settings: pytest.MonkeyPatch) -> None:
    runner = close(create_app()).test_cli_runner()
    for group, command in (("db", "upgrade"), ("seed", "reference"), ("staff", "add")):
        assert runner.invoke(args=[group, command, "--help"]).exit_code == 0, command


def test_a_real_office_keeps_its_cookie_to_itself(
    settings: pytest.MonkeyPatch, filled_file: Path, tmp_path: Path
) -> None:
    with_accounts(filled_file, tmp_path, are_demo=False)
    app = create_app()
    client = app.test_client()
    page = client.get("/login", base_url="https://sim.haan.example")
    cookie = page.headers["Set-Cookie"]
    close(app)
    assert cookie.startswith("__Host-sim=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Strict"):
        assert part in cookie.split("; "), part
    assert "Domain" not in cookie


def test_one_signs_in_over_https(
    settings: pytest.MonkeyPatch, filled_file: Path, tmp_path: Path
) -> None:
    with_accounts(filled_file, tmp_path, are_demo=False)
    app = create_app()
    client, home = app.test_client(), "https://sim.haan.example"
    token = token_of(client.get("/login", base_url=home).text)
    sent = {"username": "leitung", "password": PASSWORD, "csrf_token": token}
    referrer = {"Referer": f"{home}/login"}
    answer = client.post("/login", base_url=home, data=sent, headers=referrer)
    assert answer.status_code == 302
    assert client.get("/admin/", base_url=home).status_code == 200
    foreign = {"Referer": "https://evil.example/"}
    token = token_of(client.get("/admin/", base_url=home).text)
    sent = {"language": "en", "csrf_token": token}
    assert client.post("/language", base_url=home, data=sent, headers=foreign).status_code == 400
    close(app)


def test_the_demo_makes_a_key_of_its_own_and_keeps_it(
    settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.setenv("SIM_DEMO", "1")
    settings.delenv("SIM_SECRET_KEY")
    settings.setattr(application, "INSTANCE", tmp_path)
    keys = [close(create_app()).config["SECRET_KEY"] for _ in range(2)]
    file = tmp_path / "demo-key"
    assert keys == [file.read_text()] * 2
    assert keys[0].startswith("demo-")
    assert len(keys[0]) > 64
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_key_of_a_demo_does_not_open_an_office(
    settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.setenv("SIM_DEMO", "1")
    settings.setattr(application, "INSTANCE", tmp_path)
    key = close(create_app()).config["SECRET_KEY"]
    settings.delenv("SIM_DEMO")
    settings.setenv("SIM_SECRET_KEY", key)
    with pytest.raises(UnsafeStart, match="key of a demo"):
        create_app()


def test_a_large_request_has_a_limit(settings: pytest.MonkeyPatch) -> None:
    app = close(create_app())
    assert app.config["MAX_CONTENT_LENGTH"] <= 2_000_000
    assert app.config["MAX_FORM_MEMORY_SIZE"] <= 2_000_000
