"""The clock of an eviction case as a drawing: labels that can be read, dots that can be told."""

from datetime import date, datetime, timedelta

import pytest

from admin_views.eviction_clock import GAP, LETTER, WIDTH, Drawing, drawing
from models import EvictionCase
from models.eviction_facts import DecisionKind, NoticeKind
from models.eviction_step import EvictionState as S
from models.reports.eviction_clock import clock_of
from tests.factories import TODAY, Office

FULL = {
    "state": S.EVICTION_SCHEDULED,
    "notice_kind": NoticeKind.BOTH,
    "notice_received_on": date(2026, 9, 1),
    "filed_on": date(2026, 9, 2),
    "served_on": date(2026, 9, 3),
    "hearing_at": datetime(2026, 9, 30, 9),
    "decision_kind": DecisionKind.JUDGMENT,
    "decided_on": date(2026, 10, 1),
    "decision_served_on": date(2026, 10, 2),
    "vacate_by_on": date(2026, 12, 1),
    "bailiff_notice_served_on": date(2026, 11, 3),
    "eviction_at": datetime(2026, 12, 2, 9),
    "final_on": date(2026, 11, 3),
}


def drawn(office: Office, **values: object) -> Drawing:
    case: EvictionCase = office.eviction_case(**values)
    return drawing(clock_of(case, TODAY))


@pytest.mark.parametrize(
    "values",
    [
        FULL,
        {**FULL, "eviction_at": datetime(2029, 12, 2, 9)},  # far away: all others close together
        {"filed_on": TODAY, "served_on": TODAY, "hearing_at": datetime(2026, 11, 23, 9)},
        {},
    ],
    ids=["full", "squeezed", "one day", "nothing"],
)
def test_no_label_covers_another_or_leaves_the_drawing(
    office: Office, values: dict[str, object]
) -> None:
    picture = drawn(office, **values)
    boxes = [
        (
            mark.y,
            mark.label_x - len(mark.name) * LETTER / 2,
            mark.label_x + len(mark.name) * LETTER / 2,
        )
        for mark in picture.marks
    ]
    for number, (y, left, right) in enumerate(boxes):
        assert left >= 0
        assert right <= WIDTH
        assert 11 < y < picture.height - 13
        assert not picture.way - GAP + 4 < y < picture.way + GAP - 4
        for other_y, other_left, other_right in boxes[number + 1 :]:
            assert y != other_y or right < other_left or other_right < left


def test_dots_of_different_days_stand_apart_and_in_order(office: Office) -> None:
    picture = drawn(office, **{**FULL, "eviction_at": datetime(2029, 12, 2, 9)})
    places = sorted({mark.x for mark in picture.marks} | {picture.today_x})
    assert all(later - earlier >= 12 for earlier, later in zip(places, places[1:], strict=False))
    by_day = [mark.x for mark in picture.marks]
    assert by_day == sorted(by_day)


def test_the_line_runs_through_today(office: Office) -> None:
    picture = drawn(office, filed_on=TODAY - timedelta(days=9))
    assert 0 < picture.today_x < WIDTH
