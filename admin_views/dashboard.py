"""My day: what is due for the person who signed in."""

from dataclasses import dataclass
from typing import Any

from flask import Response, redirect, request, url_for
from flask_admin import AdminIndexView, expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_login import current_user

from admin_views.begun_forms import begun_forms
from admin_views.day_card import Card, CardRow
from admin_views.day_reminders import reminder_cards
from admin_views.digest import digest_lines
from admin_views.due import distance
from admin_views.eviction_labels import RULES
from admin_views.eviction_place import day_needs
from admin_views.formats import day, moment
from admin_views.network_cards import network_cards
from admin_views.seal import seal_alert
from admin_views.volunteer_day import volunteer_cards
from models.acting import OFFICE_TIME, acting
from models.permissions import Action, DataClass, Role
from models.reports.eviction_places import eviction_days
from models.reports.worklist import Due, tone_of, worklist


@dataclass(frozen=True)
class CardKind:
    """A card of the page: which dues of the worklist, of which grid, and the right to see it."""

    title: Any
    dues: str
    stem: str
    empty_text: Any
    data_class: DataClass
    action: Action = Action.READ
    more: str = ""  # the page behind "Show all", where that is not the list
    is_quiet: bool = False  # not there at all while nothing is due


CARDS = (
    CardKind(
        _("Appointments"),
        "appointments",
        "appointment",
        _("No appointment within a week."),
        DataClass.NOTE,
    ),
    CardKind(_("Due tasks"), "tasks", "task", _("No task is due."), DataClass.NOTE),
    CardKind(
        _("Not signed yet"),
        "unsigned",
        "document",
        _("All papers are signed."),
        DataClass.NOTE,
    ),
    CardKind(_("Evictions"), "evictions", "eviction_case", _("No open case."), DataClass.EVICTION),
    CardKind(
        _("Papers that expire"),
        "papers",
        "residence_status",
        _("No paper expires soon."),
        DataClass.RESIDENCE,
    ),
    CardKind(
        _("Moving in and out"), "moves", "stay", _("Nobody moves within a week."), DataClass.STAY
    ),
    CardKind(
        _("Directory entries to check"),
        "unchecked",
        "partner",
        "",
        DataClass.NETWORK,
        Action.UPDATE,
        "partner_check.index",
        is_quiet=True,
    ),
)


# What those do here for whom little or nothing falls due.
DUTIES: dict[Role, Any] = {
    Role.CARETAKER: _("You see who lives where, and keep sites, units and stays up to date."),
    Role.NETWORK_COORDINATOR: _(
        "You keep the directory of partners and look after the volunteers. "
        "Records of persons stay closed to you."
    ),
    Role.STATISTICS_READER: _(
        "You read accommodation sites, units and the directory as lists that can be filtered, "
        "sorted and exported. Records of persons stay closed to you."
    ),
    Role.SYSTEM_ADMIN: _(
        "You keep accounts and roles, end sign-ins and look after office hours and the town "
        "profile. Records of persons stay closed to you."
    ),
    Role.DATA_PROTECTION_OFFICER: _(
        "You see who read, changed or exported what, and which reasons were stated. "
        "Records of persons stay closed to you."
    ),
}
FEW_CARDS = 1


class DayView(AdminIndexView):
    """The start page of everybody; its cards follow the rights."""

    def __init__(self) -> None:
        super().__init__(name=_("My day"), url="/admin")

    def _handle_view(self, name: str, **kwargs: Any) -> Response | None:
        if not current_user.is_authenticated:
            return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
        return None

    @expose("/")
    def index(self) -> str:
        cards = _cards()
        return self.render(
            "day.html",
            title=gettext("My day"),
            greeting=_greeting(),
            subtitle=day(acting().today),
            cards=cards,
            alert=seal_alert() if Role.SYSTEM_ADMIN in acting().roles else None,
            digest=digest_lines(),
            duties=_duties() if len(cards) <= FEW_CARDS else [],
        )


def _duties() -> list[Any]:
    """What the roles are for; a new account may have none yet."""
    roles = acting().roles
    if not roles:
        return [gettext("Your account has no role yet. Please ask the system administration.")]
    return [text for role, text in DUTIES.items() if role in roles]


def _greeting() -> str:
    hour = acting().now.astimezone(OFFICE_TIME).hour
    name = current_user.display_name
    if hour < 11:
        return gettext("Good morning, %(name)s", name=name)
    return (
        gettext("Good day, %(name)s", name=name)
        if hour < 18
        else gettext("Good evening, %(name)s", name=name)
    )


def _cards() -> list[Card]:
    someone = acting()
    found = worklist(someone)
    cards = [
        _card(kind, getattr(found, kind.dues))
        for kind in CARDS
        if someone.may(kind.action, kind.data_class)
        and (getattr(found, kind.dues) or not kind.is_quiet)
    ]
    place = [kind.dues for kind in CARDS].index("tasks") + 1
    return [
        *_begun(),
        *_eviction_days(),
        *cards[:place],
        *reminder_cards(),
        *volunteer_cards(),
        *network_cards(),
        *cards[place:],
    ]


def _begun() -> list[Card]:
    """Forms that were begun and not saved; no card where there are none."""
    rows = [
        CardRow(form.typed_at, "", form.title, form.kind, form.url, "") for form in begun_forms()
    ]
    return [Card(_("Begun drafts"), rows, "", None)] if rows else []


def _eviction_days() -> list[Card]:
    """Evictions to prepare or to accompany, for those who read no more of them."""
    is_theirs = acting().may(Action.READ, DataClass.RESERVATION)
    if not is_theirs or acting().may(Action.READ, DataClass.EVICTION):
        return []
    rows = [
        CardRow(
            moment(one.at),
            "",
            one.title,
            day_needs(one),
            url_for("eviction_case.details_view", id=one.case_id),
            tone_of(one.at.date(), acting().today),
        )
        for one in eviction_days(acting())
    ]
    return (
        [Card(_("Eviction dates"), rows, "", url_for("eviction_case.index_view"))] if rows else []
    )


def _card(kind: CardKind, dues: tuple[Due, ...]) -> Card:
    rows = [
        CardRow(
            *_when(due),
            due.text,
            _small(due),
            url_for(f"{due.stem or kind.stem}.details_view", id=due.record_id),
            due.tone,
            _done_url(kind, due),
        )
        for due in dues
    ]
    more = kind.more or f"{kind.stem}.index_view"
    return Card(kind.title, rows, kind.empty_text, url_for(more))


def _small(due: Due) -> str:
    """What stands below: place or rule, whose work it is, for whom one stands in."""
    instead = gettext("standing in for %(name)s", name=due.instead_of) if due.instead_of else ""
    return " · ".join(filter(None, (str(RULES.get(due.small, due.small)), due.who, instead)))


def _done_url(kind: CardKind, due: Due) -> str:
    is_task = kind.dues == "tasks" and acting().may(Action.UPDATE, DataClass.NOTE)
    return url_for("task.done", id=due.record_id) if is_task else ""


def _when(due: Due) -> tuple[str, str]:
    """How far away something is, and the day itself; an appointment of today tells its time."""
    today = acting().today
    if due.at is not None:
        on = due.at.date()
        return (f"{due.at:%H:%M}" if on == today else distance(on, today)), moment(due.at)
    return (distance(due.on, today), day(due.on)) if due.on is not None else ("", "")
