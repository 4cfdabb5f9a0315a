"""Every page of every role keeps what all pages keep, is found by walking, and only shows."""

from typing import Any

import pytest
from flask import Flask

from models.permissions import Role
from tests.checks import (
    Check,
    forbidden_in,
    has_each_id_once,
    labels_each_field,
    leaves_the_order_of_focus_alone,
    marks_where_one_is_once,
    names_itself,
    points_to_what_is_there,
    says_what_each_head_is_for,
    steps_down_heading_by_heading,
    words_each_link,
)
from tests.pages import Page, open_addresses, visible
from tests.walks import Walked

# The walks of all roles are done where the browser follows them, once.
walks = pytest.mark.xdist_group("walks")
# What was never changed has no history; a calendar answers to a secret address alone, and a slip
# is printed once the eviction has a day.
NO_PAGES = {
    "/admin/sign_in/history/",
    "/admin/audit_entry/history/",
    "/calendar/x.ics",
    "/admin/eviction_case/1/slip.pdf",
}
CHANGING = {Role.SOCIAL_WORKER, Role.SYSTEM_ADMIN}  # who delete, so that it is asked


@walks
@pytest.mark.parametrize("role", Role)
def test_every_page_can_be_used_without_seeing_it(walked: Walked, role: Role) -> None:
    report = walked(role)
    assert report.faults == []
    assert len(report.titles) > 10


@walks
@pytest.mark.parametrize("role", Role)
def test_opening_every_page_changes_nothing(walked: Walked, role: Role) -> None:
    report = walked(role)
    assert report.changed == {}
    assert role not in CHANGING or any("/delete/" in url for url in report.urls)


@walks
def test_every_page_is_walked(app: Flask, walked: Walked) -> None:
    """Opened by a record's key or by a link somewhere; what needs more must be made to be found."""
    shut: set[str] = set()
    shown: set[str] = set()
    for role in Role:
        answered = walked(role).answered
        for url in open_addresses(app, role):
            statuses = answered[url]
            is_closed = statuses == {403}
            (shown if statuses & {200, 302} else set() if is_closed else shut).add(url)
    assert shut - shown - NO_PAGES == set()


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
