"""A served office and a browser before it."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Request, sync_playwright
from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

from models.permissions import Role
from tests.conftest import PASSWORD, USERS

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

Visit = Callable[..., Page]


def chromium() -> str | None:
    """The installed Chromium, as `make test` found it or as it lies on the path."""
    named = os.environ.get("SIM_CHROMIUM")
    return named if named is not None else next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if not path:
        pytest.skip(os.environ.get("SIM_NO_BROWSER_REASON") or "no Chromium is installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The application behind a real socket.

    Each answer is read whole and closed before it is sent: a browser that leaves a page breaks off
    downloads, and no file may stay open then.
    """

    def whole(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        with closing(ClosingIterator(app(environ, start_response))) as parts:
            return [b"".join(parts)]

    server = make_server("127.0.0.1", 0, whole, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of so far."""
    return []


@pytest.fixture
def visit(browser: Browser, address: str, complaints: list[str]) -> Iterator[Visit]:
    """Open a page signed in under a role.

    What the browser complains of, what the policy forbids, and every request to another host fail
    the test at its end.
    """
    contexts = []

    def note_foreign(asked: Request) -> None:
        # The browser reads papers with pages of its own.
        if not asked.url.startswith((f"{address}/", "data:", "chrome://", "chrome-extension://")):
            complaints.append(f"another host was asked: {asked.url}")

    def open_page(path: str, role: Role = Role.SOCIAL_WORKER, width: int = 1400) -> Page:
        context = browser.new_context(
            base_url=address, viewport={"width": width, "height": 900}, locale="de-DE"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", note_foreign)
        page.on(
            "console",
            lambda said: complaints.append(said.text) if "Security Policy" in said.text else None,
        )
        page.goto("/login")
        page.fill("#username", USERS[role])
        page.fill("#password", PASSWORD)
        page.click("main button.primary")
        page.wait_for_url("**/admin/")  # else the next page may come before the sign-in
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
