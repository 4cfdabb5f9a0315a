"""Free times within office hours: what is open, what is taken, and what remains."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models.rules.working_days import is_working_day

STEP = timedelta(minutes=15)  # appointments begin at a quarter


@dataclass(frozen=True)
class Span:
    """From one moment of the wall clock up to another one, which no longer belongs to it."""

    starts: datetime
    ends: datetime

    def meets(self, other: "Span") -> bool:
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True)
class Opening:
    """An office hour of one day, at the location of this key."""

    span: Span
    location_id: int


@dataclass(frozen=True)
class WeeklyHour:
    """An office hour as it recurs; `weekday` counts from Monday as 0."""

    location_id: int
    weekday: int
    opens_at: time
    closes_at: time
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        is_valid = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return is_valid and day.weekday() == self.weekday


def openings(
    hours: Collection[WeeklyHour],
    first: date,
    days: int,
    is_away: Callable[[date], bool] = lambda day: False,
) -> Iterator[Opening]:
    """The office hours from the first day on, in order; none on holidays (§ 2 (1) FeiertG NW)."""
    in_order = sorted(hours, key=lambda hour: (hour.opens_at, hour.location_id))
    for ahead in range(days):
        day = first + timedelta(days=ahead)
        if not is_working_day(day) or is_away(day):
            continue
        for hour in in_order:
            if hour.holds_on(day):
                span = Span(
                    datetime.combine(day, hour.opens_at), datetime.combine(day, hour.closes_at)
                )
                yield Opening(span, hour.location_id)


def free_slots(
    open_hours: Iterable[Opening],
    minutes: int,
    taken: Collection[Span],
    after: datetime,
    full: Callable[[int], Collection[Span]] = lambda location_id: (),
) -> Iterator[tuple[datetime, int]]:
    """Moment and location of each time free for so long, from `after` on, one quarter apart.

    `taken` are the times of the worker, `full` those in which a location has no room left.
    """
    length = timedelta(minutes=minutes)
    for opening in open_hours:
        known = (*taken, *full(opening.location_id))
        busy = [span for span in known if span.meets(opening.span)]
        starts = max(opening.span.starts, _next_quarter(after))
        while starts + length <= opening.span.ends:
            wanted = Span(starts, starts + length)
            in_the_way = [span.ends for span in busy if span.meets(wanted)]
            if in_the_way:
                starts = max(starts + STEP, _next_quarter(max(in_the_way)))
                continue
            yield starts, opening.location_id
            starts += STEP


def _next_quarter(moment: datetime) -> datetime:
    midnight = datetime.combine(moment.date(), time())
    return midnight + STEP * -((midnight - moment) // STEP)


def crowded(spans: Collection[Span], most: int) -> list[Span]:
    """The times in which more than `most` of these spans lie at once, in order."""
    marks = sorted(
        [(span.starts, 1) for span in spans] + [(span.ends, -1) for span in spans],
        key=lambda mark: mark[0],
    )
    found, count, since = [], 0, datetime.min
    for moment, step in marks:
        if count > most and since < moment:
            found.append(Span(since, moment))
        count, since = count + step, moment
    return found


def lanes(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """For each span its lane, from 0, and how many lanes those have that touch one another."""
    order = sorted(range(len(spans)), key=lambda key: (spans[key].starts, spans[key].ends))
    answer = [(0, 1)] * len(spans)
    group: list[tuple[int, int]] = []
    ends: list[datetime] = []
    for key in order:
        span = spans[key]
        if all(end <= span.starts for end in ends):
            group, ends = [], []
        free = next((lane for lane, end in enumerate(ends) if end <= span.starts), len(ends))
        ends[free : free + 1] = [span.ends]
        group.append((key, free))
        for member, lane in group:
            answer[member] = (lane, len(ends))
    return answer
