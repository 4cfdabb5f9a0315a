"""From a record to the paper that is signed; noted before it goes out."""

from collections.abc import Callable
from typing import Any, ClassVar

from flask import Response, abort, request
from flask_babel import gettext
from flask_babel.speaklater import LazyString

from admin_views.details import Act
from admin_views.enum_labels import enum_label
from admin_views.paper_choice import print_acts
from admin_views.paper_languages import SecondLanguage, asked_language
from admin_views.pdf import NOTHING_SIGNED, pdf_response, render_paper
from admin_views.rights import refuse
from admin_views.stored_file import opened
from admin_views.words import speaking
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import Record, db
from models.counselling_session import AttendeeKind, CounsellingSession
from models.document import current_document
from models.goal import Goal
from models.goal_agreement import GoalAgreement
from models.municipality import Municipality
from models.permissions import Action
from models.person import Person
from models.reports.addendum_paper import Addendum
from models.reports.issued_papers import Signing
from models.reports.papers import (
    AgreedGoal,
    Agreement,
    Letterhead,
    Paper,
    Protocol,
    Signature,
    WhoDoesWhat,
    content_hash,
)
from models.session_addendum import SessionAddendum
from models.task import Task

# The papers are German whatever language the screen has: they are signed in the office's language.
REACHED = "Erreicht, wenn:"
CLIENT, WORKER, INTERPRETER = "Klient/in", "Sozialarbeiter/in", "Dolmetscher/in"
PREVIEW, READING = Signing(remark="Vorschau"), Signing(remark="Leseexemplar")
SIDES = {"client": "Klient/in", "office": "SIM", "partner": "Partner"}


def letterhead() -> Letterhead:
    """The town's profile as it stands today; without one a plain head."""
    town = db.session.get(Municipality, 1)
    if town is None:
        return Letterhead(town="")
    return Letterhead(
        town=town.name,
        department=town.department,
        unit=town.unit or "",
        street=town.street,
        postcode=town.postcode,
        town_line=town.town,
        phone=town.phone or "",
        email=town.email or "",
        website=town.website or "",
        logo=town.logo,
        logo_mime=town.logo_mime or "image/png",
    )


def print_paper(
    view: Any, record: Any, template: str, paper_of: Callable[[Any], Paper]
) -> Response:
    """The paper of one record as PDF, if it may be seen; the print stands in the audit trail.

    What was issued is printed as it was, byte by byte; before that, and in another language, the
    paper says in its foot that it is none to be signed.
    """
    if record is None:
        abort(404)
    if not view.may_print(view.has_stated_reason(record)):
        refuse(view.model, record.id)
    also = asked_language(request.args.get("language"))
    document = current_document(record, db.session)
    is_as_issued = document is not None and (also is None or also.code == document.language)
    if is_as_issued and document.paper is not None:
        return pdf_response(opened(document.paper), f"{document.number}.pdf")
    with speaking("de"):
        paper = paper_of(record)
    return paper_response(record, template, paper, also, READING if document else PREVIEW)


def paper_response(
    record: Record,
    template: str,
    paper: Paper,
    also: SecondLanguage | None = None,
    signing: Signing = NOTHING_SIGNED,
) -> Response:
    """The finished paper of a record as PDF; which paper was printed is noted before."""
    pdf = render_paper(f"{template}.html", paper, letterhead(), also=also, signing=signing)
    told = f"{paper.document_number} {content_hash(paper)}"
    record_read(AuditAction.PRINTED, record.__tablename__, record.id, detail=told)
    language = f"-{also.code}" if also else ""
    return pdf_response(pdf, f"{paper.document_number}{language}.pdf")


class PaperView:
    """Mixin of a RecordView whose records are printed: the links in the list and on the page."""

    paper_route: ClassVar[str]
    print_label: ClassVar[LazyString]

    def row_acts(self) -> list[tuple[Any, str]]:
        if not acting().may(Action.PRINT, self.model.data_class):
            return []
        return [(gettext("Print"), self.get_url(f".{self.paper_route}", id=0))]

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        if not self.may_print(has_reason):
            return []
        url = self.get_url(f".{self.paper_route}", id=record.id)
        return print_acts(self.print_label, url, *reader_of(record))


def reader_of(record: Any) -> tuple[Person, str | None]:
    """Who is to understand a paper, and the language of the talk it is about."""
    talk = record if isinstance(record, CounsellingSession) else getattr(record, "session", None)
    person = getattr(record, "person", None) or talk.person
    return person, talk.language.code if talk and talk.language else None


def protocol_paper(session: CounsellingSession) -> Protocol:
    """The nine points of concept 3.2, taken from the record."""
    interpreter = _interpreter_of(session)
    return Protocol(
        document_number=session.document_number,
        name=session.person.title,
        held_on=session.held_on,
        starts_at=session.starts_at,
        minutes=session.minutes,
        place=session.place.label_de if session.place else "",
        kind=enum_label(session.kind),
        language=session.language.label_de if session.language else "",
        interpreter=interpreter,
        attendees=_present(session, interpreter),
        reason=session.reason or "",
        since_last=session.since_last or "",
        successes=session.successes or "",
        setbacks=session.setbacks or "",
        challenges=session.challenges or "",
        children=session.children or "",
        new_needs=session.new_needs or "",
        content=session.content or "",
        topics=tuple(topic.label_de for topic in session.topics),
        agreements=session.agreements or "",
        steps=tuple(_step(task) for task in session.tasks),
        next_appointment=session.next_appointment_at,
        next_place=session.next_place or "",
        handouts=(
            *(partner.name for partner in session.handouts),
            *filter(None, [session.handouts_note]),
        ),
        signatures=_protocol_signatures(session, interpreter),
    )


def _interpreter_of(session: CounsellingSession) -> str:
    """Who interpreted: as named for the talk, else whoever is among those present as such."""
    kind = AttendeeKind.INTERPRETER
    named = [person.name for person in session.attendees if person.kind is kind]
    return session.interpreter or ", ".join(named)


def _present(session: CounsellingSession, interpreter: str) -> tuple[str, ...]:
    """Client and worker, then all named, each once; the interpreter too."""
    names = [session.person.title, session.worker.display_name]
    names += [one.name for one in session.attendees if one.name not in names]
    if interpreter and not any(name in interpreter for name in names):
        names.append(f"{interpreter} ({INTERPRETER})")
    return tuple(names)


def _protocol_signatures(session: CounsellingSession, interpreter: str) -> tuple[Signature, ...]:
    signatures = [
        Signature(CLIENT, session.person.title),
        Signature(WORKER, session.worker.display_name),
    ]
    if interpreter:
        signatures.append(Signature(INTERPRETER, interpreter))
    return tuple(signatures)


def _step(task: Task) -> WhoDoesWhat:
    partner = task.partner.name if task.partner else None
    worker = task.worker.display_name if task.worker else None
    named = {"client": task.doer_name, "office": worker, "partner": partner}[task.doer.value]
    return WhoDoesWhat(task.doer_name or named or SIDES[task.doer.value], task.what, task.due_on)


def agreement_paper(agreement: GoalAgreement) -> Agreement:
    """What was agreed, goal by goal, with the contributions of each side (concept 3.2)."""
    areas = dict.fromkeys(goal.life_area.label_de for goal in agreement.goals if goal.life_area)
    return Agreement(
        document_number=agreement.document_number,
        name=agreement.person.title,
        agreed_on=agreement.agreed_on,
        life_areas=tuple(areas),
        goals=tuple(_agreed(goal, agreement) for goal in agreement.goals),
        signatures=(
            Signature(CLIENT, agreement.person.title),
            Signature(WORKER, agreement.worker.display_name),
        ),
    )


def _agreed(goal: Goal, agreement: GoalAgreement) -> AgreedGoal:
    steps = tuple(
        WhoDoesWhat(step.doer_name or SIDES[step.doer.value], step.what, step.due_on)
        for step in goal.steps
    )
    return AgreedGoal(
        goal="\n".join(filter(None, (goal.what, goal.measure and f"{REACHED} {goal.measure}"))),
        starting_point=goal.starting_point or agreement.starting_point or "",
        target_date=goal.target_date,
        client_contribution=goal.contribution_client or "",
        office_contribution=goal.contribution_office or "",
        partner_contribution=goal.contribution_partner or "",
        steps=steps,
    )


def addendum_paper(addendum: SessionAddendum) -> Addendum:
    talk = addendum.session
    return Addendum(
        document_number=addendum.document_number,
        protocol_number=talk.document_number,
        name=talk.person.title,
        held_on=talk.held_on,
        written_on=addendum.written_on,
        reason=addendum.reason,
        text=addendum.text,
        signatures=(
            Signature(CLIENT, talk.person.title),
            Signature(WORKER, addendum.author.display_name),
        ),
    )
