"""A window of the browser: cleared after each test, for a new one costs a second of work."""

from contextlib import suppress

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request
from werkzeug.test import Cookie


class Window:
    """One page in a context of its own; `complaints` is what the browser objected to."""

    def __init__(self, browser: Browser, address: str, complaints: list[str]) -> None:
        self.address = address
        self.complaints = complaints
        self.context = browser.new_context(
            base_url=address,
            locale="de-DE",
            reduced_motion="reduce",  # nothing is on its way when it is looked at
        )
        self.page: Page = self.context.new_page()
        # A sign-in holds for the browser it was made in.
        self.agent: str = self.page.evaluate("navigator.userAgent")
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._note_foreign)
        self.page.on("console", self._note_policy)

    def _note_foreign(self, asked: Request) -> None:
        # The browser reads papers with pages of its own.
        known = (f"{self.address}/", "about:", "data:", "chrome://", "chrome-extension://")
        if not asked.url.startswith(known):
            self.complaints.append(f"another host was asked: {asked.url}")

    def _note_policy(self, said: ConsoleMessage) -> None:
        if "Security Policy" in said.text:
            self.complaints.append(said.text)

    def open(self, path: str, width: int, cookie: Cookie) -> Page:
        """A page for whom this cookie signed in."""
        kept = {"name": cookie.key, "value": cookie.value, "url": self.address}
        self.context.add_cookies([kept])
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.goto(path)
        return self.page

    def clear(self) -> bool:
        """Leave the page and forget what was set; whether the window can be used once more."""
        with suppress(Error):
            self._leave()
            self.context.clear_cookies()
            self.context.set_offline(False)
            self.context.unroute_all()
            self.page.unroute_all()
            self.page.emulate_media(
                media="null", color_scheme="light", reduced_motion="reduce", forced_colors="none"
            )
            self.page.mouse.move(0, 0)
            return True
        self.context.close()
        return False

    def _leave(self) -> None:
        def agree(dialog: Dialog) -> None:
            dialog.accept()

        for other in self.context.pages:
            if other is not self.page:
                other.close()
        self.page.on("dialog", agree)
        self.page.goto("about:blank")
        self.page.remove_listener("dialog", agree)
