"""Who can help: language, time and place of a wish, and how well each volunteer fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import auto

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from models.acting import OFFICE_TIME, Acting
from models.assignment import OPEN, Assignment, AssignmentState, paper_problems
from models.base import db
from models.catalogue import Language, VolunteerService
from models.choice import Choice
from models.person import LanguageLevel, Sex
from models.rules.clock import end_on_the_clock
from models.rules.text import fold
from models.rules.volunteering import covers, meets
from models.volunteer import TravelReach, Volunteer, VolunteerLanguage, VolunteerOffering

RECENT = timedelta(days=60)  # in which help counts, so that it is not always the same
_WEAK = (LanguageLevel.A0, LanguageLevel.A1, LanguageLevel.A2, LanguageLevel.B1)
_LEVELS = (*_WEAK, LanguageLevel.UNKNOWN, LanguageLevel.B2, LanguageLevel.C1, LanguageLevel.C2,
           LanguageLevel.NATIVE)  # fmt: skip


class TimeFit(Choice):
    """From the best to what cannot be."""

    USUAL = auto()
    ON_REQUEST = auto()
    UNKNOWN = auto()  # no times are noted
    OTHER = auto()
    AWAY = auto()
    TAKEN = auto()


class WayFit(Choice):
    NEAR = auto()
    COMES = auto()
    UNKNOWN = auto()
    REMOTE = auto()
    TOO_FAR = auto()


@dataclass(frozen=True)
class Wish:
    """What is asked for; `starts_at` is of the office's wall clock, the town that of the place."""

    service: VolunteerService | None
    language: Language | None
    starts_at: datetime
    minutes: int
    town: str = ""
    sex: Sex | None = None
    is_with_minors: bool = False
    appointment_id: int | None = None

    @property
    def ends_at(self) -> datetime:
        return end_on_the_clock(self.starts_at, self.minutes, OFFICE_TIME)


@dataclass(frozen=True)
class Busy:
    """When somebody is taken; of what it is for nothing is said."""

    starts_at: datetime
    ends_at: datetime
    state: AssignmentState


@dataclass(frozen=True)
class Helper:
    volunteer: Volunteer
    level: LanguageLevel | None
    time_fit: TimeFit
    way_fit: WayFit
    taken: tuple[Busy, ...]  # on that day
    problems: tuple[str, ...]  # why the papers do not allow it, marked for translation
    answered: AssignmentState | None  # what was answered for this very wish
    recent: int  # assignments of the last weeks

    @property
    def is_possible(self) -> bool:
        is_free = self.time_fit not in (TimeFit.AWAY, TimeFit.TAKEN)
        return is_free and not self.problems and self.answered is not AssignmentState.DECLINED

    @property
    def rank(self) -> tuple[object, ...]:
        times, ways = list(TimeFit), list(WayFit)
        weak = self.level is not None and self.level in _WEAK
        level = 0 if self.level is None else -_LEVELS.index(self.level)
        name = self.volunteer.title
        places = (times.index(self.time_fit), ways.index(self.way_fit))
        return (not self.is_possible, weak, *places, level, self.recent, name)


def find_helpers(wish: Wish, acting: Acting) -> list[Helper]:
    """All who offer this and speak the language, the best fit first."""
    day = wish.starts_at.date()
    volunteers = [one for one in _who_offers(wish, acting) if one.is_active_on(day)]
    busy, recent = _busy(day), _recent(acting.today)
    answers = _answers(wish)
    helpers = (
        Helper(
            volunteer=one,
            level=_level(one, wish.language),
            time_fit=time_fit(one, wish, busy.get(one.id, ())),
            way_fit=way_fit(one, wish.town),
            taken=tuple(busy.get(one.id, ())),
            problems=tuple(paper_problems(one, wish.service, wish.is_with_minors, day)),
            answered=answers.get(one.id),
            recent=recent.get(one.id, 0),
        )
        for one in volunteers
    )
    return sorted(helpers, key=lambda helper: helper.rank)


def _who_offers(wish: Wish, acting: Acting) -> Iterable[Volunteer]:
    wanted = select(Volunteer).where(Volunteer.visible_to(acting))
    if wish.service is not None:
        offers = select(VolunteerOffering.volunteer_id)
        wanted = wanted.where(
            Volunteer.id.in_(offers.where(VolunteerOffering.service_id == wish.service.id))
        )
    if wish.language is not None:
        speaks = select(VolunteerLanguage.volunteer_id)
        wanted = wanted.where(
            Volunteer.id.in_(speaks.where(VolunteerLanguage.language_id == wish.language.id))
        )
    if wish.sex is not None:
        wanted = wanted.where(Volunteer.sex == wish.sex)
    options = (selectinload(Volunteer.languages), selectinload(Volunteer.times))
    return db.session.scalars(wanted.options(*options)).unique().all()


def _level(volunteer: Volunteer, language: Language | None) -> LanguageLevel | None:
    if language is None:
        return None
    spoken = (one.level for one in volunteer.languages if one.language_id == language.id)
    return next(spoken, LanguageLevel.UNKNOWN)


def time_fit(volunteer: Volunteer, wish: Wish, busy: Iterable[Busy]) -> TimeFit:
    start, end = wish.starts_at, wish.ends_at
    if any(meets(start, end, one.starts_at, one.ends_at) for one in busy):
        return TimeFit.TAKEN
    if volunteer.is_away_on(start.date()):
        return TimeFit.AWAY
    hours = [(int(one.weekday), one.starts_at, one.ends_at) for one in volunteer.times]
    if covers(hours, start, end):
        return TimeFit.USUAL
    if volunteer.is_flexible:
        return TimeFit.ON_REQUEST
    return TimeFit.OTHER if hours else TimeFit.UNKNOWN


def way_fit(volunteer: Volunteer, town: str) -> WayFit:
    """Between where somebody lives and the town of the place."""
    if volunteer.reach is TravelReach.REMOTE:
        return WayFit.REMOTE
    if not town or not volunteer.town:
        return WayFit.COMES if volunteer.reach is TravelReach.ANYWHERE else WayFit.UNKNOWN
    if fold(town) == fold(volunteer.town):
        return WayFit.NEAR
    return WayFit.COMES if volunteer.reach is TravelReach.ANYWHERE else WayFit.TOO_FAR


def _busy(day: date) -> dict[int, list[Busy]]:
    """Who is asked or has accepted on this day; whatever it is for, nobody is in two places."""
    bounds = datetime.combine(day, time.min), datetime.combine(day, time.max)
    model, found = Assignment, dict[int, list[Busy]]()
    rows = db.session.execute(
        select(model.volunteer_id, model.starts_at, model.minutes, model.state)
        .where(model.starts_at.between(*bounds), model.state.in_(OPEN))
        .order_by(model.starts_at)
    )
    for key, starts, minutes, state in rows:
        busy = Busy(starts, end_on_the_clock(starts, minutes, OFFICE_TIME), state)
        found.setdefault(key, []).append(busy)
    return found


def _recent(today: date) -> dict[int, int]:
    first = datetime.combine(today - RECENT, time.min)
    model = Assignment
    is_help = model.state.in_((*OPEN, AssignmentState.DONE))
    rows = db.session.execute(
        select(model.volunteer_id, func.count())
        .where(model.starts_at >= first, is_help)
        .group_by(model.volunteer_id)
    )
    return {key: count for key, count in rows}


def _answers(wish: Wish) -> dict[int, AssignmentState]:
    """What was answered for this appointment, the latest answer of each."""
    if wish.appointment_id is None:
        return {}
    rows = db.session.execute(
        select(Assignment.volunteer_id, Assignment.state)
        .where(Assignment.appointment_id == wish.appointment_id)
        .where(Assignment.starts_at == wish.starts_at)
        .order_by(Assignment.id)
    )
    return {key: state for key, state in rows}


def spoken_languages(acting: Acting) -> list[Language]:
    """Those that somebody speaks who may be asked."""
    speaks = (
        select(VolunteerLanguage.language_id)
        .join(Volunteer, Volunteer.id == VolunteerLanguage.volunteer_id)
        .where(Volunteer.visible_to(acting))
    )
    wanted = select(Language).where(Language.id.in_(speaks))
    return list(db.session.scalars(wanted.order_by(Language.title_sql())))


def towns_of(acting: Acting) -> list[str]:
    wanted = select(Volunteer.town).where(Volunteer.visible_to(acting), Volunteer.town.is_not(None))
    return [town for town in db.session.scalars(wanted.distinct()) if town]
