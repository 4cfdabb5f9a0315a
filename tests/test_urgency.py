"""Which days press: the same colour on a list, a card and a page."""

from datetime import date, timedelta

import pytest

from models.rules.urgency import tone_of, traffic_light
from tests.factories import TODAY, Office
from tests.lists import Lists


def day(distance: int) -> date:
    return TODAY + timedelta(days=distance)


@pytest.mark.parametrize(
    ("distance", "tone"), [(-1, "red"), (0, "amber"), (7, "amber"), (8, ""), (None, "")]
)
def test_what_is_late_is_red_and_what_is_near_is_amber(distance: int | None, tone: str) -> None:
    assert tone_of(None if distance is None else day(distance), TODAY) == tone


@pytest.mark.parametrize(
    ("distance", "tone"),
    [(-1, "red"), (0, "red"), (7, "red"), (8, "amber"), (28, "amber"), (29, "green")],
)
def test_a_legal_deadline_is_red_from_a_week_before(distance: int, tone: str) -> None:
    assert traffic_light(day(distance), TODAY) == tone


def test_the_list_of_eviction_cases_shows_the_colour_of_the_deadline(
    lists: Lists, office: Office
) -> None:
    office.eviction_case(served_on=day(-55))  # the arrears may be paid for a few more days
    [row] = lists.open("/admin/eviction_case/?cols=person.next_due_on").rows
    assert [cell.tone for cell in row.cells][1:] == ["red"]
