"""Days in words: how a clerk says them, near ones by the day and far ones by the month."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from admin_views.due import distance, due_cell
from admin_views.words import speaking

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "german", "english"),
    [
        (0, "heute", "today"),
        (1, "morgen", "tomorrow"),
        (-1, "gestern", "yesterday"),
        (2, "in 2 Tagen", "in 2 days"),
        (-2, "vor 2 Tagen", "2 days ago"),
        (13, "in 13 Tagen", "in 13 days"),
        (14, "in 2 Wochen", "in 2 weeks"),
        (-20, "vor 2 Wochen", "2 weeks ago"),
        (60, "in 8 Wochen", "in 8 weeks"),
        (61, "in 2 Monaten", "in 2 months"),
        (-400, "vor 13 Monaten", "13 months ago"),
        (731, "in 2 Jahren", "in 2 years"),
        (-3700, "vor 10 Jahren", "10 years ago"),
    ],
)
def test_a_day_is_said_as_far_as_it_lies(app: Flask, days: int, german: str, english: str) -> None:
    for language, words in (("de", german), ("en", english)):
        with app.test_request_context(), speaking(language):
            assert distance(TODAY + timedelta(days=days), TODAY) == words


@pytest.mark.parametrize(
    ("near", "days", "tone"),
    [(7, -1, "red"), (7, 0, "amber"), (7, 7, "amber"), (7, 8, ""), (None, -30, ""), (0, 1, "")],
)
def test_what_presses_has_a_colour(app: Flask, near: int | None, days: int, tone: str) -> None:
    with app.test_request_context():
        assert due_cell(TODAY + timedelta(days=days), TODAY, near).tone == tone


def test_a_moment_keeps_its_hour(app: Flask) -> None:
    with app.test_request_context():
        cell = due_cell(datetime(2026, 11, 25, 10, 15), TODAY, 14)
    assert (cell.text, cell.small) == ("in 2 Tagen", "25.11.2026 10:15")
