"""What a volunteer answers and what becomes of an assignment: one press each."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import Response, abort, flash, g, make_response, redirect, request
from flask_admin import expose
from flask_admin.helpers import get_redirect_target
from sqlalchemy import Row
from sqlalchemy.orm.exc import StaleDataError

from admin_views.details import Alert
from admin_views.enum_labels import TONES, enum_label
from admin_views.formats import amount, day, show
from admin_views.rights import needs
from admin_views.words import gettext
from models.acting import OFFICE_TIME, acting
from models.assignment import ASKED, NEXT_STATES, Assignment, AssignmentState, tell_appointment
from models.base import Record, RulesBroken, db
from models.permissions import Action, DataClass
from models.rules.amounts import parse_amount
from models.rules.text import tidy

LONGEST_ANSWER = 200


@dataclass(frozen=True)
class Answers:
    """What may come next, and what was typed before it was refused."""

    url: str
    states: frozenset[str]
    is_over: bool
    hours: str
    answer: str


class AnswerPages:
    """Mixin of the view of assignments: accepted, declined, done, called off."""

    details_template = "assignment.html"

    def more_details(self, record: Record) -> dict[str, Any]:
        told: dict[str, Any] = super().more_details(record)
        if not isinstance(record, Assignment):
            return told
        told = {**told, "status": status_of(record)}
        if not self.may(Action.UPDATE):
            return told
        following = NEXT_STATES.get(record.state, frozenset())
        if not following:
            return told
        now = acting().now.astimezone(OFFICE_TIME).replace(tzinfo=None)
        answers = Answers(
            url=self.get_url(".answer", id=record.id),
            states=frozenset(state.name for state in following),
            is_over=record.starts_at <= now,
            hours=g.get("typed_hours") or amount(Decimal(record.minutes) / 60),
            answer=g.get("typed_answer", ""),
        )
        return {**told, "answers": answers}

    def alerts(self, record: Record) -> list[Alert]:
        """Why it was refused, and that the appointment has moved meanwhile."""
        told: list[Alert] = super().alerts(record)
        told += [Alert("red", text) for text in g.get("answer_problems", ())]
        if isinstance(record, Assignment) and has_moved(record):
            text = gettext("The appointment was put on another time or called off. Tell them.")
            told.append(Alert("amber", text))
        return told

    def row_posts(self, row: Row[Any]) -> list[tuple[Any, str]]:
        if row.state is not ASKED or not self.may(Action.UPDATE):
            return []
        names = (AssignmentState.ACCEPTED, gettext("Accepted"))
        return [(names[1], self.get_url(".answer", id=row.id, to=names[0].name))]

    @expose("/answer/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.ASSIGNMENT)
    def answer(self) -> Response:
        """One step on; what cannot be is said on the page, with what was typed."""
        assignment = self.get_one(request.args.get("id"))
        if assignment is None:
            return self.gone_page(request.args.get("id"))
        to = AssignmentState.__members__.get(request.values.get("to", ""))
        if to is None:
            abort(400)
        try:
            _take(assignment, to)
        except (RulesBroken, ValueError) as refused:
            return self._refused(refused)
        except StaleDataError:
            db.session.rollback()
            flash(gettext("Somebody else saved this just now. Look again."), "error")
        else:
            flash(_done_text(assignment), "success")
        target = get_redirect_target() or self.get_url(".details_view", id=assignment.id)
        return redirect(target)

    def _refused(self, refused: Exception) -> Response:
        db.session.rollback()
        g.answer_problems = _texts(refused)
        g.typed_hours = tidy(request.form.get("hours", ""))
        g.typed_answer = tidy(request.form.get("answer", ""))
        return make_response(self.details_view(), 422)


def status_of(assignment: Assignment) -> tuple[str, str, str]:
    """Tone and word of the state, and who asked when."""
    parts = []
    if assignment.asked_on:
        name = assignment.asked_by.display_name if assignment.asked_by else "–"
        on = day(assignment.asked_on)
        parts.append(gettext("asked by %(name)s on %(day)s", name=name, day=on))
    if assignment.answered_on:
        parts.append(gettext("answered on %(day)s", day=day(assignment.answered_on)))
    return TONES[assignment.state], enum_label(assignment.state), ", ".join(parts)


def has_moved(assignment: Assignment) -> bool:
    """The appointment it is for lies at another time by now, or takes place no more."""
    appointment = assignment.appointment
    if appointment is None or not NEXT_STATES.get(assignment.state):
        return False
    is_elsewhere = appointment.starts_at != assignment.starts_at
    return is_elsewhere or appointment.state.name == "CANCELLED"


def _take(assignment: Assignment, to: AssignmentState) -> None:
    hours = None
    if to is AssignmentState.DONE:
        hours = _read_hours(request.form.get("hours", ""))
    assignment.advance(to, acting().today, hours)
    said = tidy(request.form.get("answer", ""))[:LONGEST_ANSWER]
    if said:
        assignment.answer = said
    db.session.flush()
    if assignment.appointment is not None:
        tell_appointment(assignment.appointment, db.session())
    db.session.commit()


def _read_hours(text: str) -> Decimal | None:
    """As an amount is typed; raises ValueError with a sentence for the user."""
    plain = tidy(text)
    if not plain:
        return None
    try:
        return parse_amount(plain, "," if acting().language == "de" else ".")
    except ValueError:
        raise ValueError(gettext("These are no hours. Write them as 1,5.")) from None


def _texts(refused: Exception) -> list[str]:
    if not isinstance(refused, RulesBroken):
        return [str(refused)]
    return [
        gettext(one.text, **{name: show(value) for name, value in one.values.items()})  # noqa: INT001 - marked in the models
        for one in refused.problems
    ]


def _done_text(assignment: Assignment) -> str:
    name = assignment.volunteer.title
    texts = {
        AssignmentState.ACCEPTED: gettext("Noted: %(name)s comes.", name=name),
        AssignmentState.DECLINED: gettext("Noted: %(name)s cannot come.", name=name),
        AssignmentState.DONE: gettext("Noted with its hours: %(name)s.", name=name),
        AssignmentState.CANCELLED: gettext("Called off. Please tell %(name)s.", name=name),
    }
    return texts[assignment.state]
