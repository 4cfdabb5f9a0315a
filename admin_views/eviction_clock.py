"""The clock of an eviction case as drawing and as words; places are in units of the drawing."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from admin_views import formats
from admin_views.eviction_labels import CASE_FIELDS, RULES
from admin_views.labels import FIELDS
from models.reports.eviction_clock import EvictionClock, Point, PointKind

WIDTH, MARGIN = 900, 24
LETTER = 6.4  # width of one letter
LANES = (116, 44, 150, 14)  # where labels stand: below, above, further below, further above
HEIGHT = 176


@dataclass(frozen=True)
class Mark:
    """A point on the drawn line with its label."""

    x: float
    label_x: float
    y: int
    name: str
    day: str
    look: str


@dataclass(frozen=True)
class Line:
    """The same as a line of text: when, what, how many days, on what ground."""

    when: str
    name: str
    small: str
    left: str
    tone: str


def name_of(point: Point) -> str:
    if point.kind is PointKind.DEADLINE:
        name = str(RULES[point.name])
        return gettext("%(what)s (provisional)", what=name) if point.is_provisional else name
    return str(CASE_FIELDS.get(point.name) or FIELDS[point.name])


def left_text(point: Point, clock: EvictionClock) -> str:
    """How many days are left, or what became of it."""
    if point.is_done:
        return ""
    left = point.days_left(clock.today)
    if left < 0:
        return ngettext("%(num)s day late", "%(num)s days late", -left)
    return gettext("today") if left == 0 else ngettext("%(num)s day", "%(num)s days", left)


def lines(clock: EvictionClock) -> list[Line]:
    return [_line(point, clock) for point in clock.points]


def _line(point: Point, clock: EvictionClock) -> Line:
    small = [point.basis] if point.basis else []
    if point.statutory_end and point.statutory_end != point.on:
        legal = gettext("by law until %(day)s", day=formats.day(point.statutory_end))
        small.insert(0, legal)
    return Line(
        formats.day(point.on),
        name_of(point),
        " · ".join(small),
        left_text(point, clock),
        point.tone,
    )


def x_of(clock: EvictionClock, place: float) -> float:
    return round(MARGIN + place * (WIDTH - 2 * MARGIN), 1)


def drawing(clock: EvictionClock) -> list[Mark]:
    """Marks with labels that do not cover each other, as far as four lanes reach."""
    ends = dict.fromkeys(LANES, 0.0)
    marks = []
    for point in clock.points:
        x, name = x_of(clock, clock.place_of(point.on)), name_of(point)
        half = len(name) * LETTER / 2
        label_x = min(max(x, half + 2), WIDTH - half - 2)
        free = [lane for lane in LANES if ends[lane] < label_x - half]
        lane = free[0] if free else min(ends, key=ends.__getitem__)
        ends[lane] = label_x + half + 10
        day = formats.day(point.on)
        marks.append(Mark(x, label_x, lane, name, day, look_of(point)))
    return marks


def look_of(point: Point) -> str:
    """The class of a mark: its kind, and the traffic light while it lies ahead."""
    return f"{point.kind.name.lower()} {point.tone or 'past'}"
