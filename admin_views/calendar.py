"""The calendar: the week for those who have appointments, the private address for everybody."""

from typing import Any

from flask import redirect
from flask_admin import expose
from werkzeug import Response

from admin_views.calendar_week import CalendarWeek
from admin_views.rights import needs
from admin_views.words import lazy_gettext as _
from models.acting import acting
from models.permissions import Action, DataClass


class CalendarView(CalendarWeek):
    """In the menu of those who know of talks; others reach their address by their own menu."""

    def __init__(self, group: Any) -> None:
        super().__init__(
            name=_("Calendar"), category=group, endpoint="calendar", url="/admin/calendar"
        )

    @expose("/")
    @needs(Action.READ, DataClass.COLLEAGUE)
    def index(self) -> Response | str:
        return self.week_page() if self.is_visible() else redirect(self.get_url(".subscribe"))

    def is_visible(self) -> bool:
        return acting().may(Action.READ, DataClass.SESSION)
