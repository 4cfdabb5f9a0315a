"""The clock of an eviction case as drawing and as words; places are in units of the drawing."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from admin_views import formats
from admin_views.due import distance
from admin_views.eviction_labels import CASE_FIELDS, RULES
from admin_views.labels import FIELDS
from models.reports.eviction_clock import EvictionClock, Point, PointKind

WIDTH, MARGIN = 900, 24
APART = 18  # between two dots
LETTER = 6.9  # width of one letter
LABEL = 30  # height of a name with its day below
GAP = 14  # between the line and the nearest labels


@dataclass(frozen=True)
class Mark:
    """A point on the drawn line with its label, and the thread between both."""

    x: float
    label_x: float
    y: int
    thread_to: int
    name: str
    day: str
    look: str


@dataclass(frozen=True)
class Drawing:
    """The line lies at height `way`; `today_x` is where it is today."""

    width: int
    height: int
    way: int
    today_x: float
    today_y: int
    marks: list[Mark]


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
    """How far away it is, or what became of it."""
    if point.is_lapsed:
        return gettext("lapsed")
    return "" if point.is_done else distance(point.on, clock.today)


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


def drawing(clock: EvictionClock) -> Drawing:
    """Marks with labels that never cover each other: below and above, as many rows as it takes."""
    ends: list[float] = []  # of each row; even ones lie below the line, odd ones above
    places = _places(clock)
    placed = []
    for point in clock.points:
        x, name = places[point.on], name_of(point)
        half = max(len(name), len("00.00.0000")) * LETTER / 2
        label_x = min(max(x, half + 2), WIDTH - half - 2)
        row = _free_row(ends, label_x - half)
        ends[row] = label_x + half + 10
        placed.append((point, x, round(label_x, 1), row))
    above = len(ends) // 2
    way = LABEL * above + GAP + 20
    return Drawing(
        width=WIDTH,
        height=way + GAP + LABEL * (len(ends) - above) + 8,
        way=way,
        today_x=places[clock.today],
        today_y=11,
        marks=[_mark(*one, way) for one in placed],
    )


def _free_row(ends: list[float], start: float) -> int:
    """The row nearest to the line in which a label may begin here."""
    for row, end in enumerate(ends):
        if end < start:
            return row
    ends.append(0)
    return len(ends) - 1


def _mark(point: Point, x: float, label_x: float, row: int, way: int) -> Mark:
    is_above, step = row % 2 == 1, row // 2
    y = way - GAP - LABEL * step - 17 if is_above else way + GAP + LABEL * step + 12
    thread_to = y + 15 if is_above else y - 11
    return Mark(x, label_x, y, thread_to, name_of(point), formats.day(point.on), look_of(point))


def _places(clock: EvictionClock) -> dict[date, float]:
    """Where each day lies: by the calendar, but no dot upon another."""
    days = sorted({clock.today, *(point.on for point in clock.points)})
    apart = min(APART, (WIDTH - 2 * MARGIN) / max(len(days) - 1, 1))
    found = [MARGIN + clock.place_of(day) * (WIDTH - 2 * MARGIN) for day in days]
    for number in range(1, len(found)):
        found[number] = max(found[number], found[number - 1] + apart)
    most = float(WIDTH - MARGIN)
    for number in reversed(range(len(found))):
        found[number] = most = min(found[number], most)
        most -= apart
    return {day: round(x, 1) for day, x in zip(days, found, strict=True)}


def look_of(point: Point) -> str:
    """The class of a mark: its kind, and the traffic light while it lies ahead."""
    return f"{point.kind.name.lower()} {point.tone or 'past'}"
