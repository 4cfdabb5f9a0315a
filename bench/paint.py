"""From a key to what is seen of it, in a real browser: a list of 100 rows and 12 columns."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from bench.ours import cookie_of

COLUMNS = (
    "title", "usage_form", "designation", "area", "nominal_capacity", "realistic_capacity",
    "occupied", "is_blocked", "building", "number", "floor", "is_barrier_free",
)  # fmt: skip
LIST = f"/admin/unit/?size=100&cols={'.'.join(COLUMNS)}"
ACCOUNT = "unterkunft"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
# The second frame after the key begins when what the first one drew has been painted.
WATCH = """() => {
  window.paints = [];
  addEventListener("keydown", (event) => requestAnimationFrame(() => requestAnimationFrame(
    () => window.paints.push(performance.now() - event.timeStamp))), true);
}"""
WALK = ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft")
TYPED = ("7", "1", "2", "Escape")  # opens a cell, types on, takes it back


class Silent(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Nobody reads along."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def paints(app: Flask, browser_path: str, rounds: int) -> list[float]:
    """Milliseconds from each key to the frame after its paint."""
    with served(app) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        agent = browser.new_context().new_page().evaluate("navigator.userAgent")
        name, value = cookie_of(app, ACCOUNT, agent).split("=", 1)
        window = browser.new_context(user_agent=agent)
        window.add_cookies([{"name": name, "value": value, "url": address}])
        page = window.new_page()
        page.goto(f"{address}{LIST}")
        if urlsplit(page.url).path != "/admin/unit/":
            raise PermissionError("the browser is not signed in")
        found = typed(page, rounds)
        browser.close()
        return found


def typed(page: Page, rounds: int) -> list[float]:
    page.get_by_role("grid").wait_for()
    places = page.locator("tbody tr").count(), page.locator('thead th[scope="col"]').count()
    if places[0] != 100 or places[1] < len(COLUMNS):
        raise LookupError(f"the list has {places[0]} rows and {places[1]} columns")
    page.evaluate(WATCH)
    page.locator("tbody th").first.focus()
    keys = page.keyboard
    for _ in range(4):
        keys.press("ArrowRight")
    for _ in range(rounds):
        for key in (*WALK, *TYPED):
            keys.press(key)
            page.wait_for_timeout(30)  # as quickly as people type
    page.wait_for_timeout(200)
    found: list[float] = page.evaluate("window.paints")
    return found
