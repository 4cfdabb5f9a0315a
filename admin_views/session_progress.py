"""What is said of a talk whose protocol went out: its state, its addenda, and why it is fixed."""

from typing import Any, ClassVar

from flask_babel import gettext, ngettext
from markupsafe import Markup
from sqlalchemy import ColumnElement, func, select
from wtforms import Form

from admin_views.details import Act, Alert
from admin_views.guide import guide
from admin_views.related import Related
from models.base import Record
from models.counselling_session import CounsellingSession
from models.permissions import Action
from models.session_addendum import SessionAddendum
from models.session_state import SessionState


def addenda_count() -> ColumnElement[int]:
    """How many addenda belong to a talk, read with the list."""
    count = select(func.count()).where(SessionAddendum.session_id == CounsellingSession.id)
    return count.scalar_subquery()


class SessionProgressPages:
    """Mixin of the view of talks, before what it adds to."""

    related: ClassVar[tuple[Related, ...]] = (
        Related(
            SessionAddendum,
            "session",
            ("number", "written_on", "author", "issued_at", "reason"),
            lambda: SessionAddendum.number.asc(),
        ),
    )

    def more_form(self, form: Form, record: Record | None) -> dict[str, Any]:
        """The guide lies beside the form."""
        return {**super().more_form(form, record), "guide": guide()}

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        """An issued protocol is corrected by an addendum."""
        acts = super().own_acts(record, has_reason)
        if self.is_fixed(record) and self.may(Action.CREATE):
            url = self.get_url("session_addendum.create_view", session=record.id)
            acts.append(Act(gettext("Write an addendum"), url))
        return acts

    def alerts(self, record: Record) -> list[Alert]:
        alerts = super().alerts(record)
        if why := self.why_fixed(record):
            alerts.append(Alert("grey", why))
        if isinstance(record, CounsellingSession) and record.addenda:
            alerts.append(Alert("amber", self._addenda_text(record.addenda)))
        return alerts

    def _addenda_text(self, addenda: list[SessionAddendum]) -> Markup:
        """Their numbers, each leading to its page."""
        address = self.get_url("session_addendum.details_view", id=0).removesuffix("0")
        link = Markup('<a href="{}{}">{}</a>')
        links = [link.format(address, one.id, one.document_number) for one in addenda]
        said = ngettext("Corrected by an addendum:", "Corrected by addenda:", len(addenda))
        return Markup("{} {}").format(said, Markup(", ").join(links))

    def list_acts(self) -> list[tuple[str, str]]:
        return [(gettext("Addenda"), self.get_url("session_addendum.index_view"))]

    def small_text(self, name: str, value: Any) -> str:
        if name == "addenda":
            return ngettext("%(num)s addendum", "%(num)s addenda", value) if value else ""
        return super().small_text(name, value)

    def small_tone(self, name: str, value: Any) -> str:
        return "amber" if value is SessionState.DRAFT else super().small_tone(name, value)
