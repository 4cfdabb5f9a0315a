"""Where things stand in the drawn week: rows of a quarter of an hour, lanes side by side."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from models.reports.calendar_week import Week
from models.rules.free_slots import Span, lanes

QUARTER = timedelta(minutes=15)
BEGIN, END = 8, 18  # hours that are always drawn
LEAST_ROWS = 2  # quarters; what is shorter could not be read
MOST_LANES = 4


@dataclass(frozen=True)
class Drawn:
    """Where something stands in the grid of a day: first row, number of rows, lane of lanes."""

    row: int
    rows: int
    lane: int = 1
    lanes: int = 1

    @property
    def place(self) -> str:
        return f"r{self.row} s{self.rows} l{self.lane}-{self.lanes}"


def hours_of(week: Week) -> tuple[int, int]:
    """First and last hour drawn: the usual ones, and whatever stands before or after them."""
    spans = [block.span for day in week.days for block in day.blocks]
    first = min([BEGIN, *(span.starts.hour for span in spans)])
    last = max([END, *(-(-_minutes(span) // 60) for span in spans)])
    return first, min(last, 24)


def _minutes(span: Span) -> int:
    """Minutes of the day at which it ends, at least half an hour after its beginning."""
    begin = datetime.combine(span.starts.date(), time())
    return max(int((span.ends - begin).total_seconds() // 60), span.starts.hour * 60 + 45)


def drawn_at(span: Span, begin: int) -> Drawn:
    first = datetime.combine(span.starts.date(), time(begin))
    row = (span.starts - first) // QUARTER
    after = -((first - span.ends) // QUARTER)
    return Drawn(row + 1, max(after - row, LEAST_ROWS))


def side_by_side(spans: list[Span], drawn: list[Drawn]) -> list[Drawn]:
    return [
        Drawn(place.row, place.rows, min(lane, MOST_LANES - 1) + 1, min(count, MOST_LANES))
        for place, (lane, count) in zip(drawn, lanes(spans), strict=True)
    ]
