"""The one digest of a day on screen: counts that lead to their lists, put aside with one click."""

from dataclasses import dataclass
from typing import Any

from flask import Response, redirect, url_for
from flask_admin import expose
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from admin_views.rights import StaffPage, needs
from models.acting import acting
from models.base import db
from models.digest import Digest, digest_of
from models.permissions import Action, DataClass
from models.reports.digest import DayCounts, day_counts


@dataclass(frozen=True)
class DigestLine:
    text: str
    url: str
    tone: str


class DigestView(StaffPage):
    """No page of its own: the panel stands on My day."""

    def __init__(self) -> None:
        super().__init__(name=_("Digest of the day"), endpoint="digest", url="/admin/digest")

    @expose("/")
    @needs(Action.READ, DataClass.COLLEAGUE)
    def index(self) -> Response:
        return redirect(url_for("admin.index"))

    @expose("/dismiss/", methods=("POST",))
    @needs(Action.READ, DataClass.COLLEAGUE)
    def dismiss(self) -> Response:
        """Put aside until tomorrow."""
        staff_id = acting().staff_id or 0
        digest_of(staff_id, db.session()).dismissed_on = acting().today
        db.session.commit()
        return redirect(url_for("admin.index"))


def digest_lines() -> list[DigestLine]:
    """What the panel says today; nothing where all is done or it was put aside."""
    counts = day_counts(acting())
    return lines_of(counts) if counts.total and not _is_put_aside() else []


def _is_put_aside() -> bool:
    wanted = select(Digest.dismissed_on).where(Digest.staff_id == acting().staff_id)
    return bool(db.session.scalar(wanted) == acting().today)


def lines_of(counts: DayCounts) -> list[DigestLine]:
    tasks = {"whose": "mine", "is_closed": "no"}
    lines = (
        (counts.overdue, _overdue, "red", ("task", {**tasks, "due_on_to": "-1"})),
        (
            counts.due_today,
            _due_today,
            "amber",
            ("task", {**tasks, "due_on_from": "+0", "due_on_to": "+0"}),
        ),
        (
            counts.reviews,
            _reviews,
            "blue",
            ("goal_agreement", {"worker": "me", "awaits_review": "yes", "review_on_to": "+0"}),
        ),
    )
    return [
        DigestLine(told(count), _address(*place), tone)
        for count, told, tone, place in lines
        if count
    ]


def _address(stem: str, asked: dict[str, Any]) -> str:
    return url_for(f"{stem}.index_view", **asked)


def _overdue(count: int) -> str:
    return ngettext("%(num)s task is overdue", "%(num)s tasks are overdue", count)


def _due_today(count: int) -> str:
    return ngettext("%(num)s task is due today", "%(num)s tasks are due today", count)


def _reviews(count: int) -> str:
    return ngettext(
        "%(num)s goal agreement is to be reviewed",
        "%(num)s goal agreements are to be reviewed",
        count,
    )


def mail_of(counts: DayCounts, address: str) -> tuple[str, str]:
    """Subject and text of the mail: numbers and the way to the page, nothing of any person."""
    texts = [_overdue(counts.overdue)] if counts.overdue else []
    texts += [_due_today(counts.due_today)] if counts.due_today else []
    texts += [_reviews(counts.reviews)] if counts.reviews else []
    body = [gettext("Today in SIM:"), "", *(f"- {text}" for text in texts), "", address, ""]
    body += [gettext("This message is made by a program and names no person.")]
    return gettext("SIM: what is due today"), "\n".join(body)
