"""Pages as a browser handles them: read a form, type, send all of it back, read the answer."""

import re
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from models.base import Record

Typed = Mapping[str, str | list[str] | None]  # None: taken out, as an unticked box
Sent = dict[str, list[str]]


def tree_of(answer: TestResponse) -> Any:
    """The page without its templates, which a browser neither shows nor sends."""
    tree = html.document_fromstring(answer.text)
    for template in tree.xpath("//template"):
        template.getparent().remove(template)
    return tree


def fields_of(answer: TestResponse, path: str = "//form[@data-record]") -> Sent:
    """What the form of a record, or another one, would send if nobody typed anything."""
    form = tree_of(answer).xpath(path)[0]
    sent: Sent = {}
    for field in form.xpath(".//*[self::input or self::textarea or self::select][@name]"):
        sent.setdefault(field.get("name"), []).extend(_values_of(field))
    return {name: values for name, values in sent.items() if values}


def _values_of(field: Any) -> list[str]:
    if field.tag == "textarea":
        return [field.text_content().removeprefix("\n")]
    if field.tag == "select":
        chosen = field.xpath(".//option[@selected]")
        if not chosen and field.get("multiple") is None:
            chosen = field.xpath(".//option")[:1]
        return [option.get("value", "") for option in chosen]
    if field.get("type") in ("checkbox", "radio"):
        return [field.get("value", "on")] if field.get("checked") is not None else []
    return [] if field.get("type") == "file" else [field.get("value", "")]


def typed_over(sent: Sent, typed: Typed) -> Sent:
    """The form's own values with those typed in their place."""
    over = {
        name: [value] if isinstance(value, str) else list(value or ())
        for name, value in typed.items()
    }
    return {name: values for name, values in {**sent, **over}.items() if values}


def errors_of(answer: TestResponse) -> dict[str, list[str]]:
    """What stands beside the fields, by the field's id."""
    lists = tree_of(answer).xpath("//ul[@class='error'][contains(@id, '-error')][li]")
    return {
        found.get("id").removesuffix("-error"): [item.text_content() for item in found]
        for found in lists
    }


def summary_of(answer: TestResponse) -> list[str]:
    """What stands at the head of a form that was not saved."""
    items = tree_of(answer).xpath("//*[contains(@class, 'summary')]//li")
    return [item.text_content().strip() for item in items]


class Desk:
    """One table of the office as somebody works with it: list, form, details, removal."""

    def __init__(self, client: FlaskClient, stem: str) -> None:
        self.client = client
        self.url = f"/admin/{stem}/"

    def form_url(self, record: Record | None) -> str:
        return f"{self.url}edit/?id={record.id}" if record else f"{self.url}new/"

    def open(self, record: Record | None = None) -> Sent:
        """What the form holds on opening it."""
        page = self.client.get(self.form_url(record))
        assert page.status_code == 200, f"{self.form_url(record)}: {page.status_code}"
        return fields_of(page)

    def post(self, sent: Sent, typed: Typed, record: Record | None = None) -> TestResponse:
        """Send a form that was opened before, with something typed over it."""
        return self.client.post(self.form_url(record), data=typed_over(sent, typed))

    def send(self, typed: Typed, record: Record | None = None) -> TestResponse:
        """Open the form, type over it, save."""
        return self.post(self.open(record), typed, record)

    def save(self, typed: Typed, record: Record | None = None) -> None:
        answer = self.send(typed, record)
        assert answer.status_code == 302, f"{answer.status_code}: {summary_of(answer)}"

    def refused(self, typed: Typed, record: Record | None = None) -> set[str]:
        """The fields beside which something stands; each of them is named at the head as well."""
        answer = self.send(typed, record)
        assert answer.status_code == 422, answer.status_code
        assert summary_of(answer)
        return set(errors_of(answer))

    def details(self, record: Record) -> str:
        """All facts of the details page, in one text."""
        page = "file/facts" if self.url == "/admin/person/" else "details"
        answer = self.client.get(f"{self.url}{page}/?id={record.id}")
        assert answer.status_code == 200, answer.status_code
        facts = tree_of(answer).xpath("//dl[contains(@class, 'facts')]")
        return " ".join(part.text_content() for part in facts)

    def found(self, **wanted: str) -> list[int]:
        """The keys of the rows that the list shows."""
        answer = self.client.get(self.url, query_string=wanted)
        assert answer.status_code == 200, answer.status_code
        links = tree_of(answer).xpath("//tbody//th//a[@class='row']/@href")
        return [int(re.findall(r"id=(\d+)", link)[0]) for link in links]

    def remove(self, record: Record) -> TestResponse:
        page = self.client.get(f"{self.url}delete/?id={record.id}")
        token = tree_of(page).xpath("//main//input[@name='csrf_token']/@value")[0]
        data = {"id": str(record.id), "csrf_token": token}
        return self.client.post(f"{self.url}delete/?id={record.id}", data=data)

    def cells(self, row: int = 0, **wanted: str) -> list[str]:
        """The texts of one row of the list."""
        answer = self.client.get(self.url, query_string=wanted)
        cells = tree_of(answer).xpath("//tbody/tr")[row].xpath("./th | ./td[not(@class='pick')]")
        return [cell.text_content().strip() for cell in cells]
