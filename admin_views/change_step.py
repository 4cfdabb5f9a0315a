"""One's own last steps, taking them back, and what is told where that cannot be."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, flash, make_response, redirect, request
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Form

from admin_views.enum_labels import enum_label
from admin_views.formats import moment, show
from admin_views.labels import typed_label
from admin_views.rights import StaffPage, needs
from admin_views.table_labels import TABLES
from models.acting import acting
from models.base import RulesBroken, db
from models.change_step import CAN_BE_UNDONE_FOR, ChangeStep, StepKind
from models.permissions import Action, DataClass
from models.refusal import Refusal
from models.reports.steps import last_steps, may_try_to_undo
from models.rules.text import whole_number
from models.undo import undo

MOST_STEPS, MOST_REASONS = 100, 20


@dataclass(frozen=True)
class StepRow:
    """`undo_url` is empty where the step cannot be taken back from here."""

    what: str
    table: Any
    count: int
    at: str
    undone_at: str
    undo_url: str


class ChangeStepView(StaffPage):
    """Open to all who signed in; everybody sees their own steps."""

    def __init__(self, group: Any) -> None:
        super().__init__(
            name=_("Last steps"), category=group, endpoint="change_step", url="/admin/change_step"
        )

    def is_visible(self) -> bool:
        """In the menu of those who change anything."""
        return any(acting().may(Action.UPDATE, item) for item in DataClass)

    @expose("/")
    @needs(Action.READ, DataClass.COLLEAGUE)
    def index(self) -> str:
        return self._page([], None)

    @expose("/undo/", methods=("POST",))
    @needs(Action.READ, DataClass.COLLEAGUE)
    def undo(self) -> Response:
        made = self._own_step(request.args.get("id", ""))
        if made is None or not may_try_to_undo(made, acting()):
            abort(404)
        is_partly = request.form.get("partly") == "1"
        refusals = undo(made, db.session, acting(), is_partly=is_partly)
        db.session.refresh(made)
        if made.undone_at is None:
            db.session.rollback()
            return make_response(self._page(refusals, made), 409)
        db.session.commit()
        flash(gettext("Taken back: %(what)s", what=self._what(made)), "success")
        for refusal in refusals[:MOST_REASONS]:
            flash(refusal_text(refusal), "error")
        return redirect(self.get_url(".index"))

    @staticmethod
    def _own_step(key: str) -> ChangeStep | None:
        number = whole_number(key)
        made = db.session.get(ChangeStep, number) if number else None
        return made if made and made.staff_id == acting().staff_id else None

    def _page(self, refusals: list[Refusal], refused: ChangeStep | None) -> str:
        return self.render(
            "steps.html",
            title=gettext("Last steps"),
            crumbs=[(self.category, None)],
            days=CAN_BE_UNDONE_FOR.days,
            rows=[self._row(made) for made in last_steps(db.session, acting(), MOST_STEPS)],
            refusals=[refusal_text(refusal) for refusal in refusals[:MOST_REASONS]],
            more=max(0, len(refusals) - MOST_REASONS),
            partly_url=self._undo_url(refused) if refused and self._is_partly(refused) else "",
        )

    @staticmethod
    def _is_partly(refused: ChangeStep) -> bool:
        is_whole = refused.kind is StepKind.MERGE
        return refused.count > 1 and not is_whole and request.form.get("partly") != "1"

    def _row(self, made: ChangeStep) -> StepRow:
        return StepRow(
            what=self._what(made),
            table=TABLES[made.table_name][1] if made.table_name else "",
            count=made.count,
            at=moment(made.at),
            undone_at=moment(made.undone_at) if made.undone_at else "",
            undo_url=self._undo_url(made) if may_try_to_undo(made, acting()) else "",
        )

    def _undo_url(self, made: ChangeStep) -> str:
        return self.get_url(".undo", id=made.id)

    @staticmethod
    def _what(made: ChangeStep) -> str:
        text = enum_label(made.kind)
        return text[:1].upper() + text[1:]


def refusal_text(refusal: Refusal) -> str:
    """Which record stays as it is, and why."""
    values = {name: show(value) for name, value in refusal.values.items()}
    reason = gettext(refusal.text, **values)  # noqa: INT001 - marked for translation in the models
    field = str(typed_label(refusal.field)) if refusal.field else ""
    what = ", ".join(filter(None, (refusal.title, field)))
    return f"{what}: {reason}" if what else reason


def told_problems(form: Form, broken: RulesBroken) -> dict[str, str]:
    """The sentence for each field of the form; a rule of another field is named with it."""
    found: dict[str, str] = {}
    for problem in broken.problems:
        here = problem.field in form._fields
        refusal = Refusal("", problem.text, "" if here else problem.field, problem.values)
        found.setdefault(problem.field if here else "", refusal_text(refusal))
    found.setdefault("", next(iter(found.values())))
    return found
