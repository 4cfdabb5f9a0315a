"""Issued papers for the demo: some signed, one refused, some that still wait for signatures."""

import base64
import io
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from admin_views.issuing import draw, issue
from models.acting import OFFICE_TIME, Acting, acting, acting_as
from models.base import Record, db
from models.counselling_session import CounsellingSession, SessionKind
from models.document import Document
from models.document_signature import DocumentSignature, Party, SignatureKind
from models.goal_agreement import GoalAgreement
from models.later import later
from models.permissions import Role
from models.reports.issued_papers import thawed
from models.session_state import SessionState

Image, ImageDraw = later("PIL.Image"), later("PIL.ImageDraw")

BACK = timedelta(days=21)
TALKS, AGREEMENTS = 6, 3
REASON = "möchte den Text zuerst mit der Tochter lesen"
PARTIES = (Party.CLIENT, Party.WORKER, Party.INTERPRETER)
Tell = Callable[[str, int, int], None]


def seed_documents(tell: Tell) -> None:
    """Issue the papers of the last weeks; nothing where there is a register already."""
    if db.session.scalar(select(Document.id).limit(1)) is not None:
        return
    records = [*_talks(), *_agreements()]
    for number, record in enumerate(records):
        with acting_as(_worker_of(record)):
            _issue(record, number)
        tell("Schriftstücke", number + 1, len(records))


def _talks() -> Sequence[CounsellingSession]:
    thorough = (SessionKind.FIRST, SessionKind.FOLLOW_UP)
    wanted = select(CounsellingSession).where(
        CounsellingSession.held_on > acting().today - BACK,
        CounsellingSession.state == SessionState.DRAFT,
        CounsellingSession.kind.in_(thorough),
    )
    newest = wanted.order_by(CounsellingSession.held_on.desc(), CounsellingSession.id)
    return db.session.scalars(newest.limit(TALKS)).unique().all()


def _agreements() -> Sequence[GoalAgreement]:
    wanted = select(GoalAgreement).options(joinedload(GoalAgreement.worker))
    newest = wanted.order_by(GoalAgreement.agreed_on.desc(), GoalAgreement.id)
    return db.session.scalars(newest.limit(AGREEMENTS)).unique().all()


def _worker_of(record: Any) -> Acting:
    """The worker, an hour after the talk or at five on the day of the agreement."""
    day = getattr(record, "held_on", None) or record.agreed_on
    at = getattr(record, "starts_at", None) or time(16)
    moment = datetime.combine(day, at, OFFICE_TIME) + timedelta(hours=1)
    now = min(moment, acting().now)
    return Acting(record.worker_id, frozenset({Role.SOCIAL_WORKER}), now)


def _issue(record: Record, number: int) -> None:
    """Of four papers two are signed in ink, one on the screen, one waits; the sixth is refused."""
    document = issue(record)
    if number == 5:
        document.refuse(REASON, acting().today)
    elif number % 4:
        on_screen = number % 4 == 3
        _sign(document, SignatureKind.SCREEN if on_screen else SignatureKind.INK)
        document.give_copy(acting().today, acting().staff_id)
    if number == 5 or number % 4 == 3:
        draw(document)
    db.session.commit()


def _sign(document: Document, kind: SignatureKind) -> None:
    for line, person in enumerate(thawed(document.content).signatures[: len(PARTIES)]):
        document.sign(
            DocumentSignature(
                line=line,
                party=PARTIES[line],
                name=person.name,
                kind=kind,
                signed_at=acting().now,
                image=_scribble(line) if kind is SignatureKind.SCREEN else None,
                document_hash=document.content_hash,
                recorded_by_id=acting().staff_id,
            )
        )


def _scribble(line: int) -> str:
    """A drawing that looks signed from afar."""
    picture = Image.new("L", (300, 90), 255)
    points = [(10 + 28 * step, 45 + (30 - 3 * step) * (-1) ** (step + line)) for step in range(10)]
    ImageDraw.Draw(picture).line(points, 30, 3, "curve")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()
