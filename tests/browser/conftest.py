"""A served office and a browser before it."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from models.permissions import Role
from tests.browser.serving import Door, served
from tests.browser.window import Window
from tests.conftest import USERS, sign_in

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


@pytest.fixture(scope="session")
def door(shared_app: Flask) -> Iterator[Door]:
    with served(shared_app) as door:
        yield door


@pytest.fixture
def address(app: Flask, door: Door) -> Iterator[str]:
    """Where the application is served."""
    with door.opened() as url:
        yield url


@pytest.fixture(scope="session")
def windows() -> list[Window]:
    """Those that wait for the next test."""
    return []


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of so far."""
    return []


@pytest.fixture
def visit(
    browser: Browser, app: Flask, address: str, windows: list[Window], complaints: list[str]
) -> Iterator[Visit]:
    """Open a page signed in under a role.

    What the browser complains of, what the policy forbids, and every request to another host fail
    the test at its end.
    """
    used: list[Window] = []

    def open_page(path: str, role: Role = Role.SOCIAL_WORKER, width: int = 1400) -> Page:
        window = windows.pop() if windows else Window(browser, address, complaints)
        window.complaints = complaints
        used.append(window)
        client = sign_in(app, USERS[role], agent=window.agent)
        cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
        assert cookie
        return window.open(path, width, cookie)

    yield open_page
    windows += [window for window in used if window.clear()]
    assert complaints == []
