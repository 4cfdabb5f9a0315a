"""The pages of the office, found in its own table of routes and by its own links and forms.

Nobody has to remember a new page: it is walked because it can be reached, or it is missed by name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from time import time
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.routing import Rule

from admin_views.import_jobs import CHECKED, ImportJob, ImportShelf
from admin_views.rights import Gate
from models import PartnerAgreement
from models.acting import Acting, acting_as
from models.assignment import AssignmentState
from models.eviction_step import EvictionState
from models.permissions import Access, Role
from models.rules.table_check import ADDS, REFUSED, RowCheck
from tests.factories import Office
from tests.lists import one_of_each

ARGUMENTS = {
    "id": "1",
    "export_type": "csv",
    "filename": "style.css",
    "key": "1",
    "token": "x",
    "tab": "facts",
    "language": "ar",
    "file_id": "1",
    "kind": "zip",
}
# Each language has a paper of its own; one that is written from right to left stands for all.
ONE_FOR_ALL = {"language"}
SHELVED = ARGUMENTS["key"]
# Pages of records in a certain state, and the key of one that is in it.
IN_STATE = {"/admin/eviction_case/help_plan/": "2"}
# Asked by the script of a form, never opened as a page.
ASKED_BY_SCRIPT = frozenset({"ajax_lookup", "cell_choices", "new_row", "record_panel"})
NONSENSE = "xyzzy"  # found nowhere
NOWHERE = "/nowhere"
SILENT = {"url", "desc"}  # change nothing of how a page is built
LOOKS = ("class", "type", "role", "scope", "lang", "hidden", "disabled", "required", "open")


@dataclass(frozen=True)
class Page:
    """A page as somebody gets it: its address and its tree without what a browser hides."""

    url: str
    tree: Any

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    def shape(self) -> frozenset[int]:
        """Every element with its looks, roles and ancestors; texts, names and addresses left out.

        Two pages of one shape differ in what they say, not in how they are built or coloured.
        """
        found: set[int] = set()
        _collect(self.tree, 0, found)
        return frozenset(found)


def _collect(element: Any, above: int, found: set[int]) -> None:
    if not isinstance(element.tag, str):
        return
    marks = [f"{name}={text}" for name, text in sorted(element.items()) if name in LOOKS]
    marks += [name for name in element.attrib if name.startswith("aria-")]
    path = hash((above, element.tag, *marks))
    found.add(path)
    for child in element:
        _collect(child, path, found)


def furnish(office: Office) -> None:
    """A record in every list, worked on by the social worker; all that can be walked is there."""
    one_of_each(office, "sozialarbeit")
    sheltered = office.eviction_case(worker=office.staff("sozialarbeit"))
    sheltered.state = EvictionState.EMERGENCY_SHELTER
    agreement = office.session.get_one(PartnerAgreement, 1)
    agreement.keep_paper(b"%PDF-1.4 signed", "vereinbarung.pdf")
    office.session.commit()
    done = {"state": AssignmentState.DONE, "hours": Decimal(2)}
    office.assignment(starts_at=datetime(2026, 11, 3, 10), **done)


def shelve_import(app: Flask, staff_id: int) -> None:
    """A table on its way into the directory, tried already: a row comes in, another stays out."""
    head, rows = ["Name"], [RowCheck(2, ADDS, "Neu", {"name": "Neu"}), RowCheck(3, REFUSED, "", {})]
    with app.app_context():
        shelf = ImportShelf()
        shelf.remove(SHELVED)
        job = ImportJob(
            SHELVED, staff_id, "partner", "stellen.csv", head, [["Neu"]], ["name"], time(),
            state=CHECKED, counts={ADDS: 1, REFUSED: 1},
        )  # fmt: skip
        shelf.begin(job, BytesIO(b"Name\nNeu\n\n"))
        shelf.write_checks(job.key, rows)
        shelf.put(job)


def rules_of(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=str)


def address_of(rule: Rule) -> str:
    """The route with arguments that fit: each list has a record of this key."""
    _, url = rule.build({name: ARGUMENTS[name] for name in rule.arguments}) or ("", "")
    return url


def of_a_record(url: str) -> str:
    """The page with the key of a record that it can show."""
    return f"{url}?id={IN_STATE.get(url, ARGUMENTS['id'])}"


def open_addresses(app: Flask, role: Role) -> list[str]:
    """Every route that answers this role when it is asked for."""
    views = {view.endpoint: view for view in app.extensions["admin"][0]._views}
    found = []
    with app.test_request_context(), acting_as(Acting(1, frozenset({role}))):
        for rule in rules_of(app):
            grid, _, route = rule.endpoint.rpartition(".")
            view = views.get(grid)
            is_shut = isinstance(view, Gate) and view.access_to(route) is Access.NO
            is_page = "GET" in (rule.methods or ()) and route not in ASKED_BY_SCRIPT
            if is_page and not is_shut:
                found.append(address_of(rule))
    return found


class Walk:
    """Somebody who opens whatever can be opened, each page once."""

    def __init__(self, app: Flask, client: FlaskClient, role: Role) -> None:
        self.client = client
        self.waiting = [NOWHERE, *open_addresses(app, role)]
        self.seen: set[str] = set()
        self.probed: set[str] = set()
        self.answered: dict[str, set[int]] = {}
        self.routes = app.url_map.bind("localhost")
        views = app.extensions["admin"][0]._views
        self.kinds = {view.url: type(view).__name__ for view in views}

    def __iter__(self) -> Iterator[Page]:
        while self.waiting:
            url = self.waiting.pop(0)
            if self._is_known(url):
                continue
            answer = self.client.get(url)
            assert answer.status_code < 500, url
            self.answered.setdefault(urlsplit(url).path, set()).add(answer.status_code)
            if answer.status_code == 404 and "?" not in url:
                self.waiting.append(of_a_record(url))
            if answer.status_code == 302:
                self.waiting.append(answer.location)
            is_page = answer.mimetype == "text/html" and answer.status_code in (200, 400)
            if is_page or url == NOWHERE:
                page = Page(url, visible(answer.text))
                self.waiting += self._ways_on(page)
                yield page

    def _is_known(self, url: str) -> bool:
        """One address for each path and set of questions; what they ask for is left out."""
        parts = urlsplit(url)
        mark = f"{parts.path}?{sorted(asked(url) - SILENT)}"
        is_known = mark in self.seen or bool(parts.netloc) or self._is_told_by_another(parts.path)
        self.seen.add(mark)
        return is_known

    def _is_told_by_another(self, path: str) -> bool:
        if not self.routes.test(path, "GET"):
            return False
        _, values = self.routes.match(path, "GET")
        return any(values[name] != ARGUMENTS[name] for name in ONE_FOR_ALL & set(values))

    def _ways_on(self, page: Page) -> list[str]:
        """The links of a page as it is opened first, not of each of its orders and searches."""
        if asked(page.url) - {"id"}:
            return []
        links = page.tree.xpath(
            "//a[@href][not(@download)][not(starts-with(@href, 'mailto:'))]"
            "[not(starts-with(@href, 'tel:'))]/@href"
        )
        found = [urljoin(page.url, link).partition("#")[0] for link in links]
        return [*found, *self._probes(page)]

    def _probes(self, page: Page) -> Iterator[str]:
        """Each search and filter form once filled in, so that nothing fits, and once chosen from.

        The lists of the office's own choices share one view and differ only in their words: the
        first stands for all.
        """
        stem = page.path.removesuffix("/")
        kind = self.kinds.get(stem, stem)
        if kind in self.probed:
            return
        self.probed.add(kind)
        for form in page.tree.xpath("//form[@method='get']"):
            address = urljoin(page.url, form.get("action", ""))
            for field in form.xpath(".//input[@name][not(@type='hidden')] | .//select[@name]"):
                values = field.xpath("./option/@value[. != '']") or [NONSENSE]
                yield f"{address}?{urlencode({field.get('name'): values[0]})}"


def asked(url: str) -> set[str]:
    return {name for name, _ in parse_qsl(urlsplit(url).query)}


def visible(text: str) -> Any:
    """The page without its templates, which nobody sees."""
    tree = html.document_fromstring(text)
    for template in tree.xpath("//template"):
        template.getparent().remove(template)
    return tree
