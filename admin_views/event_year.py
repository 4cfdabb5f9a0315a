"""The year of the events as a line with its list, and next year's event from this one."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, abort, flash, make_response, redirect, request, url_for
from flask_admin import expose
from flask_admin.helpers import get_form_data
from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from wtforms import Form, StringField
from wtforms.validators import Length

from admin_views.editing import clash_text, place_problems
from admin_views.enum_labels import TONES, enum_label
from admin_views.event_money import euros
from admin_views.fields import Filled, GermanDateField, tidy_input
from admin_views.formats import weekday_and_day
from admin_views.labels import field_label
from admin_views.rights import needs
from models.acting import acting
from models.base import RulesBroken, db
from models.event import Event
from models.event_series import follow_up, next_day, next_name
from models.permissions import Action, DataClass
from models.reports.event_year import EventYear, YearEvent, event_year, event_years
from models.rules.recurrence import due_day
from models.rules.text import whole_number

WIDTH, MONTH = 960, 80  # of the drawn year
LANES = 3


class NextYearForm(Form):
    name = StringField(
        field_label(Event, "name"), [Filled(), Length(max=200)], filters=[tidy_input]
    )
    begins_on = GermanDateField(_("First day"), [Filled()])


@dataclass(frozen=True)
class Bar:
    """One event in the drawn year."""

    x: float
    width: float
    lane: int
    tone: str
    title: str


class YearPages:
    """Mixin of the view of events."""

    def list_acts(self) -> list[tuple[str, str]]:
        return [
            (gettext("The year"), self.get_url(".year")),
            (gettext("Public calendar (.ics)"), url_for("calendar_feed.events")),
        ]

    @expose("/year/")
    @needs(Action.READ, DataClass.EVENT)
    def year(self) -> str:
        asked = asked_year()
        found = event_year(asked, acting())
        bars = _bars(found)
        lanes = max((bar.lane for bar in bars), default=0) + 1
        return self.render(
            "event_year.html",
            title=gettext("Events %(year)s", year=asked),
            crumbs=self.crumbs(None),
            year=asked,
            years=[(one, self.get_url(".year", year=one)) for one in event_years(acting())],
            key_figures=_key_figures(found),
            bars=bars,
            months=[(place * MONTH + MONTH / 2, _month(asked, place + 1)) for place in range(12)],
            size=(WIDTH, 30 + lanes * 16),
            by_month=[(month, rows) for month, rows in self._months(found) if rows],
            proposals=[
                (one.name, weekday_and_day(one.begins_on), self.get_url(".next_year", id=one.id))
                for one in found.unproposed
            ]
            if self.may(Action.CREATE)
            else [],
            create_url=self.get_url(".create_view") if self.may(Action.CREATE) else None,
        )

    def _months(self, found: EventYear) -> list[tuple[str, list[dict[str, Any]]]]:
        months = []
        for month in range(1, 13):
            first = date(found.year, month, 1)
            last = date(found.year, month, monthrange(found.year, month)[1])
            rows = [self._row(one) for one in found.events if one.meets(first, last)]
            months.append((_month(found.year, month), rows))
        return months

    def _row(self, one: YearEvent) -> dict[str, Any]:
        is_long = one.last_day != one.begins_on
        until = gettext("until %(day)s", day=weekday_and_day(one.last_day)) if is_long else ""
        came = gettext("%(number)s came", number=one.participants) if one.participants else ""
        paid = gettext("%(amount)s spent", amount=euros(one.spent)) if one.spent else ""
        return {
            "when": weekday_and_day(one.begins_on),
            "name": one.name,
            "url": self.get_url(".details_view", id=one.id),
            "tone": TONES[one.state],
            "state": enum_label(one.state),
            "small": " · ".join(filter(None, (until, one.place, came, paid))),
        }

    @expose("/next_year/", methods=("GET", "POST"))
    @needs(Action.CREATE, DataClass.EVENT)
    def next_year(self) -> Response:
        """The proposal with its days to look at, then one press."""
        event = self.get_one(request.args.get("id"), self._form_options())
        if event is None:
            return self.gone_page(request.args.get("id"))
        day = next_day(event)
        form = NextYearForm(get_form_data(), name=next_name(event, day), begins_on=day)
        is_sent = request.method == "POST"
        if is_sent and form.validate():
            made = _made(form, event)
            if made is not None:
                flash(gettext("Proposed: %(what)s", what=made.name), "success")
                return redirect(self.get_url(".details_view", id=made.id))
        shown = form.begins_on.data or day
        page = self.render(
            "event_next.html",
            title=gettext("Next year's: %(what)s", what=event.name),
            crumbs=self.crumbs(event),
            form=form,
            rule=enum_label(event.recurrence),
            before=weekday_and_day(event.begins_on),
            after=weekday_and_day(shown),
            tasks=[
                (weekday_and_day(due_day(shown, row.days_before)), row.what) for row in event.tasks
            ],
            return_url=self.get_url(".details_view", id=event.id),
        )
        return make_response(page, 422 if is_sent else 200)


def _made(form: Any, event: Event) -> Event | None:
    """The new event, or None with the reason in the form."""
    try:
        with db.session.no_autoflush:
            made = follow_up(event, form.begins_on.data, form.name.data)
            db.session.add(made)
        db.session.commit()
    except RulesBroken as broken:
        place_problems(form, broken)
    except IntegrityError as clash:
        form.form_errors = [clash_text(clash)]
    except StaleDataError:
        form.form_errors = [gettext("Somebody else saved this record just now. Look again.")]
    else:
        return made
    db.session.rollback()
    return None


def asked_year() -> int:
    """The year asked for; without one this year."""
    year = whole_number(request.args.get("year", str(acting().today.year)), digits=4)
    if year is None or not 1900 <= year <= 2100:
        abort(400, gettext("This year cannot be right."))
    return year


def _month(year: int, month: int) -> str:
    return format_date(date(year, month, 1), "LLLL")


def _key_figures(found: EventYear) -> list[tuple[str, str]]:
    return [
        (gettext("Events"), str(len(found.begun))),
        (gettext("Held"), str(found.held)),
        (gettext("People who came"), str(found.participants)),
        (gettext("Spent"), euros(found.spent)),
    ]


def _bars(found: EventYear) -> list[Bar]:
    """Each where it lies in the year; those that meet stand below each other."""
    ends = [0.0] * LANES
    bars = []
    for one in found.events:
        begins_on = max(one.begins_on, date(found.year, 1, 1))
        last_day = min(one.last_day, date(found.year, 12, 31))
        x = _place(begins_on)
        width = max(10.0, _place(last_day) - x + WIDTH / 365)
        lane = next((place for place, end in enumerate(ends) if end <= x), LANES - 1)
        ends[lane] = x + width + 2
        title = f"{weekday_and_day(one.begins_on)} {one.name}"
        bars.append(Bar(round(x, 1), round(width, 1), lane, TONES[one.state], title))
    return bars


def _place(day: date) -> float:
    """Months are drawn equally long."""
    return (day.month - 1) * MONTH + (day.day - 1) / 31 * MONTH
