"""The page of a goal agreement: it reads like the paper, and says what is to be done next."""

from dataclasses import dataclass, field
from typing import Any

from flask import Response, abort, flash, redirect, request
from flask_admin import expose
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from admin_views import formats
from admin_views.career_phase import stall_alerts
from admin_views.details import Act, Alert
from admin_views.enum_labels import TONES, enum_label
from admin_views.goal_words import ATTAINED, SIDES
from admin_views.rights import needs
from admin_views.words import gettext
from models.acting import acting
from models.base import Record, RulesBroken, db
from models.career_phase import CareerPhase, CareerStage
from models.goal import Goal, GoalStep
from models.goal_agreement import GoalAgreement
from models.goal_version import chain_of, continued
from models.permissions import Action, DataClass
from models.task import CLOSED_STATES

WORK = "work"  # the life area in which career orientation is walked


@dataclass(frozen=True)
class StepLine:
    who: str
    what: str
    due: str
    state: str
    tone: str
    done_url: str = ""


@dataclass(frozen=True)
class GoalPart:
    """One goal as the paper has it, with how far it is."""

    what: str
    area: str
    state: str
    tone: str
    said: list[tuple[str, str]]
    steps: list[StepLine]
    attainment: int | None
    attained: str
    result: str
    refer_url: str = ""


@dataclass(frozen=True)
class Version:
    label: str
    small: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class AgreementSheet:
    number: str
    facts: list[tuple[str, str]]
    starting_point: str
    goals: list[GoalPart]
    signatures: list[tuple[str, str, str]]
    progress: list[tuple[str, str]]
    chain: list[Version]
    career: tuple[str, str] | None = None
    career_alerts: list[Alert] = field(default_factory=list)


class GoalPage:
    """Mixin of the view of goal agreements."""

    details_template = "goal_agreement.html"

    def more_details(self, record: Record) -> dict[str, Any]:
        """Nothing of the agreement itself without the right or a stated reason."""
        is_open = self.may_read(record, "starting_point", self.has_stated_reason(record))
        if not isinstance(record, GoalAgreement) or not is_open:
            return {}
        return {"sheet": self._sheet(record)}

    def _sheet(self, one: GoalAgreement) -> AgreementSheet:
        career, career_alerts = self._career(one)
        return AgreementSheet(
            number=one.document_number,
            facts=[
                (gettext("Name"), one.person.title),
                (gettext("Date"), formats.day(one.agreed_on)),
                (gettext("Social worker"), one.worker.display_name),
            ],
            starting_point=one.starting_point or "",
            goals=[self._part(goal) for goal in one.goals],
            signatures=[
                (one.person.title, gettext("Client"), _on(one.signed_client_on)),
                (one.worker.display_name, gettext("Social worker"), _on(one.signed_worker_on)),
            ],
            progress=_progress(one),
            chain=self._chain(one),
            career=career,
            career_alerts=career_alerts,
        )

    def _part(self, goal: Goal) -> GoalPart:
        said = [
            (gettext("Starting point"), goal.starting_point or ""),
            (gettext("How we notice that it is reached"), goal.measure or ""),
            (gettext("Time horizon"), formats.show(goal.target_date)),
            *((str(label), getattr(goal, name) or "") for name, label in SIDES),
        ]
        return GoalPart(
            what=goal.what,
            area=goal.life_area.title if goal.life_area else "",
            state=enum_label(goal.state),
            tone=TONES[goal.state],
            said=[pair for pair in said if pair[1]],
            steps=[self._step(step) for step in goal.steps],
            attainment=goal.attainment,
            attained="" if goal.attainment is None else str(ATTAINED[goal.attainment]),
            result=goal.result_note or "",
            refer_url=self._refer_url(goal),
        )

    def _refer_url(self, goal: Goal) -> str:
        """An organisation may help to reach it."""
        if not goal.is_open or not self.may(Action.CREATE):
            return ""
        url: str = self.get_url("referral.create_view", goal=goal.id)
        return url

    def _step(self, step: GoalStep) -> StepLine:
        is_open = step.task is not None and step.task.state not in CLOSED_STATES
        may_tick = is_open and self.may(Action.UPDATE)
        return StepLine(
            who=step.doer_name or enum_label(step.doer),
            what=step.what,
            due=formats.show(step.due_on),
            state=enum_label(step.state),
            tone=TONES[step.state],
            done_url=self.get_url("task.done", id=step.task.id) if may_tick else "",
        )

    def _chain(self, one: GoalAgreement) -> list[Version]:
        """Shown where there is more than one version."""
        chain = chain_of(one, db.session()) if one.previous_id or one.follow_up else []
        return [
            Version(
                gettext("Version %(number)s", number=number),
                formats.day(version.agreed_on),
                self.get_url(".details_view", id=version.id),
                version.id == one.id,
            )
            for number, version in enumerate(chain, 1)
        ]

    def _career(self, one: GoalAgreement) -> tuple[tuple[str, str] | None, list[Alert]]:
        """Where the person stands in career orientation; the way to begin it for a goal at work."""
        wanted = select(CareerPhase).where(
            CareerPhase.person_id == one.person_id, CareerPhase.visible_to(acting())
        )
        newest = wanted.order_by(CareerPhase.valid_from.desc(), CareerPhase.id.desc()).limit(1)
        phase = db.session.scalar(newest.options(selectinload(CareerPhase.evidence)))
        if phase is not None:
            number = list(CareerStage).index(phase.stage) + 1
            text = gettext(
                "Phase %(number)s of 3: %(stage)s", number=number, stage=enum_label(phase.stage)
            )
            url = self.get_url("career_phase.details_view", id=phase.id)
            return (text, url), stall_alerts(phase)
        is_work = any(goal.life_area and goal.life_area.code == WORK for goal in one.goals)
        if not is_work or not self.may(Action.CREATE):
            return None, []
        url = self.get_url("career_phase.create_view", person=one.person_id)
        return (gettext("Begin the first phase"), url), []

    def alerts(self, record: Record) -> list[Alert]:
        told: list[Alert] = super().alerts(record)
        if not isinstance(record, GoalAgreement) or not acting().may(Action.READ, DataClass.NOTE):
            return told
        if record.lacks_copy:
            text = gettext("Both have signed. Note the day on which the client got their copy.")
            told.append(Alert("amber", text))
        if not record.is_consensual:
            text = gettext(
                "A proposal so far: goals are agreed by consent alone. Steps become tasks once "
                "both sides agree."
            )
            told.append(Alert("grey", text))
        if _is_due(record):
            day = formats.day(record.review_on)
            told.append(Alert("amber", gettext("To be reviewed since %(day)s.", day=day)))
        return told

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        if not isinstance(record, GoalAgreement) or not self.may(Action.UPDATE):
            return acts
        review = self.get_url(".review", id=record.id)
        acts.append(Act(gettext("Review"), review, is_primary=_is_due(record)))
        if record.follow_up is None and any(goal.is_open for goal in record.goals):
            url = self.get_url(".go_on", id=record.id)
            acts.append(Act(gettext("Continue in a new version"), url, is_post=True))
        return acts

    @expose("/continue/", methods=("POST",))
    @needs(Action.CREATE, DataClass.NOTE)
    def go_on(self) -> Response:
        """A new version with what is open; the form to talk it over is the next page."""
        former = self.get_one(request.args.get("id"), self._form_options())
        if former is None:
            abort(404)
        try:
            following = continued(former, acting().today)
            db.session.add(following)
            db.session.commit()
        except (RulesBroken, IntegrityError) as refused:
            db.session.rollback()
            for problem in getattr(refused, "problems", ()):
                flash(gettext(problem.text), "info")  # noqa: INT001 - marked in the models
            known = self.get_one(former.id)
            shown = known.follow_up if known and known.follow_up else known
            return redirect(self.get_url(".details_view", id=shown.id))
        flash(gettext("Open goals and steps were taken over. Talk them over and save."), "success")
        return redirect(self.get_url(".edit_view", id=following.id))


def _is_due(one: GoalAgreement) -> bool:
    """As `awaits_review` says it of rows."""
    is_open = not one.goals or any(goal.is_open for goal in one.goals)
    is_waiting = is_open and not one.reviewed_on and not one.follow_up
    return bool(is_waiting and one.review_on and one.review_on <= acting().today)


def _on(day: Any) -> str:
    return gettext("signed on %(day)s", day=formats.day(day)) if day else gettext("not signed yet")


def _progress(one: GoalAgreement) -> list[tuple[str, str]]:
    return [
        (gettext("The client agrees"), formats.show(one.has_client_consent)),
        (gettext("The office agrees"), formats.show(one.has_office_consent)),
        (gettext("Copy handed out"), formats.show(one.copy_given_on) or gettext("not noted")),
        (gettext("Review"), formats.show(one.review_on) or "–"),
        (gettext("Reviewed on"), formats.show(one.reviewed_on) or "–"),
    ]
