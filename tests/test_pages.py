"""Every page of every role: named, structured and labelled, and nothing the policy forbids."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from lxml import html

from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office
from tests.pages import Page, Walk, furnish, of_a_record, open_addresses, visible

FORBIDDEN = re.compile(
    r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|javascript:|(src|action)=\"(https?:)?//"
)
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "headers", "list")
TYPED = "//input[not(@type='hidden')] | //select | //textarea"
# What was never changed has no history; a calendar answers to a secret address alone, and a slip
# is printed once the eviction has a day.
NO_PAGES = {
    "/admin/sign_in/history/",
    "/admin/audit_entry/history/",
    "/calendar/x.ics",
    "/admin/eviction_case/1/slip.pdf",
}
Check = Callable[[Page], list[str]]


def names_itself(page: Page) -> list[str]:
    heads = page.tree.xpath("//h1[normalize-space()]")
    parts = [page.tree.get("lang") == "de", len(heads) == 1, len(page.tree.xpath("//main")) == 1]
    return [] if all(parts) else [f"language, h1, main: {parts}"]


def has_each_id_once(page: Page) -> list[str]:
    ids = Counter(page.tree.xpath("//@id"))
    return [f"twice: {name}" for name, count in ids.items() if count > 1]


def points_to_what_is_there(page: Page) -> list[str]:
    ids = set(page.tree.xpath("//@id"))
    wanted = [
        (name, key)
        for name in REFERENCES
        for value in page.tree.xpath(f"//@{name}")
        for key in value.split()
    ]
    wanted += [("href", link[1:]) for link in page.tree.xpath("//a/@href") if link.startswith("#")]
    return [f"{name} leads nowhere: {key}" for name, key in wanted if key not in ids]


def labels_each_field(page: Page) -> list[str]:
    labelled = set(page.tree.xpath("//label[normalize-space()]/@for"))
    return [
        f"no label: {field.get('name')}"
        for field in page.tree.xpath(TYPED)
        if field.get("id") not in labelled
        and not field.xpath("ancestor::label[normalize-space()]")
        and not (field.get("aria-label") or "").strip()
    ]


def words_each_link(page: Page) -> list[str]:
    silent = page.tree.xpath("(//a | //button | //summary | //legend)[not(normalize-space())]")
    return [
        f"says nothing: {html.tostring(item)[:80]!r}"
        for item in silent
        if not item.get("aria-label")
    ]


def steps_down_heading_by_heading(page: Page) -> list[str]:
    levels = [
        int(head.tag[1])
        for head in page.tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
    ]
    jumps = [pair for pair in zip(levels, levels[1:], strict=False) if pair[1] > pair[0] + 1]
    return [f"headings jump: {jumps}"] if jumps or levels[:1] != [1] else []


def says_what_each_head_is_for(page: Page) -> list[str]:
    loose = page.tree.xpath("//th[not(@scope)] | //table[not(.//thead//th)]")
    return [f"no scope: {head.text_content()[:40]}" for head in loose]


def leaves_the_order_of_focus_alone(page: Page) -> list[str]:
    ranks = [rank for rank in page.tree.xpath("//@tabindex") if int(rank) > 0]
    return [f"tabindex {ranks}"] if ranks or page.tree.xpath("//@accesskey") else []


def marks_where_one_is_once(page: Page) -> list[str]:
    counts = [len(nav.xpath(".//a[@aria-current='page']")) for nav in page.tree.xpath("//nav")]
    return [f"aria-current: {counts}"] if [count for count in counts if count > 1] else []


CHECKS: tuple[Check, ...] = (
    names_itself, has_each_id_once, points_to_what_is_there, labels_each_field, words_each_link,
    steps_down_heading_by_heading, says_what_each_head_is_for, leaves_the_order_of_focus_alone,
    marks_where_one_is_once,
)  # fmt: skip


def forbidden_in(page: Page) -> list[str]:
    text = html.tostring(page.tree, encoding="unicode")
    return [found.group() for found in FORBIDDEN.finditer(text)]


@pytest.fixture
def filled(office: Office) -> Office:
    """An office with a record in every list."""
    furnish(office)
    return office


@pytest.mark.parametrize("role", Role)
def test_every_page_can_be_used_without_seeing_it(
    app: Flask, filled: Office, client_as: Sign, role: Role
) -> None:
    faults: list[tuple[str, list[str]]] = []
    titles: dict[str, str] = {}
    for page in Walk(app, client_as(role), role):
        found = [fault for check in CHECKS for fault in check(page)] + forbidden_in(page)
        title = page.tree.xpath("string(//title)")
        if titles.setdefault(title, page.path) != page.path:
            found.append(f"titled like {titles[title]}: {title}")
        if found:
            faults.append((page.url, found))
    assert faults == []
    assert len(titles) > 10


def test_every_page_is_walked(app: Flask, filled: Office, client_as: Sign) -> None:
    """Opened by a record's key or by a link somewhere; what needs more must be made to be found."""
    shut: set[str] = set()
    shown: set[str] = set()
    for role in Role:
        client = client_as(role)
        for url in open_addresses(app, role):
            if url in shown or url == "/logout":
                continue
            answers = [client.get(url), client.get(of_a_record(url))]
            is_open = any(answer.status_code in (200, 302) for answer in answers)
            is_closed = all(answer.status_code == 403 for answer in answers)
            (shown if is_open else set() if is_closed else shut).add(url)
    missed = shut - shown - NO_PAGES
    for role in Role if missed else ():  # some are led to by a link that says more
        missed -= {page.path for page in Walk(app, client_as(role), role)}
    assert missed == set()


def broken(source: str) -> Page:
    return Page("/x", visible(f"<html lang='de'><main><h1>x</h1>{source}</main></html>"))


@pytest.mark.parametrize(
    ("check", "source"),
    [
        (names_itself, "<h1>y</h1>"),
        (has_each_id_once, "<p id='a'></p><p id='a'></p>"),
        (points_to_what_is_there, "<p aria-describedby='a b'></p>"),
        (points_to_what_is_there, "<a href='#a'>x</a>"),
        (labels_each_field, "<input name='a'>"),
        (labels_each_field, "<label for='a'> </label><select id='a'></select>"),
        (words_each_link, "<a href='/'><svg></svg></a>"),
        (steps_down_heading_by_heading, "<h3>y</h3>"),
        (says_what_each_head_is_for, "<table><thead><tr><th>y</th></tr></thead></table>"),
        (leaves_the_order_of_focus_alone, "<p tabindex='1'>y</p>"),
        (marks_where_one_is_once, "<nav>" + 2 * "<a aria-current='page'>y</a>" + "</nav>"),
        (forbidden_in, "<p style='color: red'>y</p>"),
        (forbidden_in, "<a href='javascript:void(0)'>y</a>"),
        (forbidden_in, "<button onclick='go()'>y</button>"),
        (forbidden_in, "<script>go()</script>"),
        (forbidden_in, "<img src='//elsewhere.example/x.png'>"),
    ],
)  # fmt: skip
def test_each_check_finds_what_it_looks_for(check: Check, source: str) -> None:
    assert check(broken(source))


def test_two_pages_of_one_build_have_one_shape() -> None:
    shapes: list[Any] = [
        broken(source).shape()
        for source in ("<p class='a'>x</p>", "<p class='a' id='b'>y</p>", "<p class='b'>x</p>")
    ]
    assert shapes[0] == shapes[1] != shapes[2]
