"""The private calendar: its address on screen, and what other programmes read from it."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, flash, redirect, url_for
from flask_admin import expose
from flask_babel import force_locale, gettext

from admin_views.enum_labels import enum_label
from admin_views.eviction_labels import CASE_FIELDS, RULES
from admin_views.labels import FIELDS
from admin_views.rights import StaffPage, needs
from models.absence import stood_in_for
from models.acting import OFFICE_TIME, Acting, acting, acting_as
from models.appointment import AppointmentKind
from models.base import db
from models.calendar_feed import end_feed, feed_of, note_reading, owner_of, renew_feed
from models.later import later
from models.permissions import Action, DataClass
from models.reports.calendar import COURT_DAY, Entry, calendar_entries
from models.reports.network_calendar import network_entries, public_entries
from models.rules.clock import end_on_the_clock

if TYPE_CHECKING:
    from icalendar import Alarm, Event, Timezone

icalendar = later("icalendar")

LONGEST_TOKEN = 80
OPENING = timedelta(hours=8)
ASKED_AGAIN = "PT15M"  # how often a programme may ask, ISO 8601
KINDS = {kind.value: kind for kind in AppointmentKind}
calendar_feed = Blueprint("calendar_feed", __name__)


class CalendarFeedPages(StaffPage):
    """Everybody's own address, made, renewed and ended by its owner alone."""

    @expose("/feed/")
    @needs(Action.READ, DataClass.COLLEAGUE)
    def subscribe(self) -> str:
        return self.feed_page()

    @expose("/renew/", methods=("POST",))
    @needs(Action.READ, DataClass.COLLEAGUE)
    def renew(self) -> str:
        """Make an address and show it this once."""
        token = renew_feed(self._me(), db.session())
        return self.feed_page(url_for("calendar_feed.feed", token=token, _external=True))

    @expose("/end/", methods=("POST",))
    @needs(Action.READ, DataClass.COLLEAGUE)
    def end(self) -> Any:
        end_feed(self._me(), db.session())
        flash(gettext("The address leads nowhere any more."), "success")
        return redirect(self.get_url(".subscribe"))

    def feed_page(self, address: str = "") -> str:
        has_feed = feed_of(self._me(), db.session()) is not None
        return self.render(
            "calendar.html",
            title=gettext("Calendar in other programmes"),
            address=address,
            has_feed=has_feed,
            may_open_week=self.is_visible(),
        )

    @staticmethod
    def _me() -> int:
        staff_id = acting().staff_id
        if staff_id is None:
            abort(403)
        return staff_id


@calendar_feed.get("/calendar/<token>.ics")
def feed(token: str) -> Response:
    """The calendar of whoever made this address; it says nothing to anybody else."""
    owner = owner_of(token, db.session()) if len(token) <= LONGEST_TOKEN else None
    if owner is None:
        abort(404)
    roles = frozenset(held.role for held in owner.held_roles)
    now = acting().now
    away = stood_in_for(owner.id, acting().today, db.session())
    someone = Acting(owner.id, roles, now, deputised_ids=away)
    with acting_as(someone), force_locale("de"):
        entries = calendar_entries(someone) + network_entries(someone)
        note_reading(someone, db.session(), len(entries))
        body = calendar_of(entries)
    return _calendar_file(body, "sim.ics")


@calendar_feed.get("/events.ics")
def events() -> Response:
    """The events that the office tells to everybody, for the town's pages and for calendars."""
    body = calendar_of(public_entries(acting().today), gettext("Events"))
    return _calendar_file(body, "events.ics")


def _calendar_file(body: bytes, name: str) -> Response:
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def calendar_of(entries: list[Entry], name: str = "SIM") -> bytes:
    """With the rules of summer time (VTIMEZONE), which programmes of other makers ask for."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//SIM//DE")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", ASKED_AGAIN)
    calendar.add_component(_office_time())
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _office_time() -> "Timezone":
    """The rule of summer time in the EU since 1996 (Directive 2000/84/EC)."""
    zone = icalendar.Timezone()
    zone.add("tzid", OFFICE_TIME.key)
    for part, name, month, hour in (
        (icalendar.TimezoneDaylight(), "CEST", 3, 2),
        (icalendar.TimezoneStandard(), "CET", 10, 3),
    ):
        winter, summer = timedelta(hours=1), timedelta(hours=2)
        before, after = (winter, summer) if name == "CEST" else (summer, winter)
        last_sunday = datetime(1970, month, 29 if month == 3 else 25, hour)
        part.add("tzname", name)
        part.add("dtstart", last_sunday)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone


def _event(entry: Entry) -> "Event":
    event = icalendar.Event()
    event.add("uid", f"{entry.key}@sim")
    event.add("summary", _summary(entry))
    event.add("dtstamp", entry.changed_at or acting().now)
    event.add("last-modified", entry.changed_at or acting().now)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if isinstance(entry.starts, datetime):
        ends = entry.ends
        if not isinstance(ends, datetime):
            ends = end_on_the_clock(entry.starts, COURT_DAY, OFFICE_TIME)
        event.add("dtstart", entry.starts.replace(tzinfo=OFFICE_TIME))
        event.add("dtend", ends.replace(tzinfo=OFFICE_TIME))
    elif isinstance(entry.starts, date):
        event.add("dtstart", entry.starts)
        if entry.ends is not None:
            event.add("dtend", entry.ends)
        event.add("transp", "TRANSPARENT")
    if entry.place:
        event.add("location", entry.place)
    if entry.about:
        event.add("description", entry.about)
    event.add("class", "PUBLIC" if entry.is_public else "PRIVATE")
    for days in entry.reminders:
        event.add_component(_reminder(days, _summary(entry)))
    return event


def _reminder(days: int, text: str) -> "Alarm":
    """Told so many days before a whole day, when the office opens."""
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", OPENING - timedelta(days=days))
    return alarm


def _summary(entry: Entry) -> str:
    """Codes in words: a deadline, a hearing, an eviction; initials as they are."""
    code, parted, number = entry.text.partition(" · #")
    if not parted:
        return enum_label(KINDS[code]) if code in KINDS else code
    name = RULES.get(code) or CASE_FIELDS.get(code) or FIELDS.get(code) or code
    return gettext("%(what)s · case %(number)s", what=str(name), number=number)
