"""My day: what is due for the person who signed in."""

from dataclasses import dataclass
from typing import Any

from flask import Response, redirect, request, url_for
from flask_admin import AdminIndexView, expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_login import current_user

from admin_views.formats import day, moment
from models.acting import acting
from models.permissions import Action, DataClass
from models.reports.worklist import Due, worklist


@dataclass(frozen=True)
class CardRow:
    when: str
    text: str
    small: str
    url: str | None
    tone: str


@dataclass(frozen=True)
class Card:
    title: Any
    rows: list[CardRow]
    empty_text: Any
    more_url: str | None


class DayView(AdminIndexView):
    """The start page of everybody; its cards follow the rights."""

    def __init__(self) -> None:
        super().__init__(name=_("My day"), url="/admin")

    def _handle_view(self, name: str, **kwargs: Any) -> Response | None:
        if not current_user.is_authenticated:
            return redirect(url_for("security.login", next=request.full_path.rstrip("?")))  # type: ignore[return-value]
        return None

    @expose("/")
    def index(self) -> str:
        return self.render(
            "day.html",
            title=gettext("My day"),
            greeting=_greeting(),
            subtitle=day(acting().today),
            cards=_cards(),
        )


def _greeting() -> str:
    hour = acting().now.astimezone().hour
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
    cards = []
    if someone.may(Action.READ, DataClass.NOTE):
        cards.append(
            _card(
                gettext("Appointments"),
                found.appointments,
                "counselling_session",
                gettext("No appointment within a week."),
            )
        )
        cards.append(_card(gettext("Due tasks"), found.tasks, "task", gettext("No task is due.")))
        cards.append(
            _card(
                gettext("Not signed yet"),
                found.unsigned,
                "goal_agreement",
                gettext("All agreements are signed."),
            )
        )
    if someone.may(Action.READ, DataClass.EVICTION):
        cards.append(
            _card(gettext("Evictions"), found.evictions, "eviction_case", gettext("No open case."))
        )
    if someone.may(Action.READ, DataClass.RESIDENCE):
        cards.append(
            _card(
                gettext("Papers that expire"),
                found.papers,
                "residence_status",
                gettext("No paper expires soon."),
            )
        )
    if someone.may(Action.READ, DataClass.STAY):
        cards.append(
            _card(
                gettext("Moving in and out"),
                found.moves,
                "stay",
                gettext("Nobody moves within a week."),
            )
        )
    if someone.may(Action.DELETE, DataClass.NETWORK):
        cards.append(
            _card(
                gettext("Directory entries to check"),
                found.unchecked,
                "partner",
                gettext("All entries were checked."),
            )
        )
    return cards


def _card(title: str, dues: tuple[Due, ...], stem: str, empty: str) -> Card:
    rows = [
        CardRow(
            _when(due),
            due.text,
            due.small,
            url_for(f"{stem}.details_view", id=due.record_id),
            due.tone,
        )
        for due in dues
    ]
    return Card(title, rows, empty, url_for(f"{stem}.index_view"))


def _when(due: Due) -> str:
    if due.at is not None:
        return moment(due.at)
    return day(due.on) if due.on is not None else ""
