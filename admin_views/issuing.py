"""Issuing a paper: from then on its record is fixed, and its file is kept as it was printed."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from admin_views import formats
from admin_views.paper_languages import SecondLanguage, frozen, revived
from admin_views.paper_texts import GERMAN
from admin_views.papers import addendum_paper, agreement_paper, letterhead, protocol_paper
from admin_views.pdf import render_paper
from admin_views.referral_papers import consent_paper, letter_paper
from admin_views.words import speaking
from models.acting import acting
from models.base import Record, db
from models.consent import Consent
from models.counselling_session import CounsellingSession
from models.document import (
    Document,
    DocumentKind,
    DocumentState,
    current_document,
    documents_of,
    next_number,
)
from models.document_signature import DocumentSignature, SignatureKind
from models.goal_agreement import GoalAgreement
from models.issued import Issuable
from models.referral import Referral
from models.reports.issued_papers import Mark, Signing, thawed
from models.reports.papers import Letterhead, Paper, canonical, content_hash
from models.seal import NoSeal, ready, sealed
from models.session_addendum import SessionAddendum
from models.stored_file import FilePurpose, store

SEALED, UNSEALED = "Elektronisch versiegelt", "Unversiegelt"
REFUSED, CLIENT_LINE = "Unterschrift abgelehnt", 0
_PAGE = re.compile(rb"/Type\s*/Page\b")


class IssuedMeanwhile(RuntimeError):
    """The record was issued already, or by somebody else at this moment."""


@dataclass(frozen=True)
class Issue:
    """How records of one table become papers."""

    kind: DocumentKind
    key: str  # of the document's reference to the record
    paper_of: Callable[[Any], Paper]
    template: str


ISSUES: dict[type[Record], Issue] = {
    CounsellingSession: Issue(
        DocumentKind.PROTOCOL, "session", protocol_paper, "counselling_session.html"
    ),
    SessionAddendum: Issue(
        DocumentKind.ADDENDUM, "addendum", addendum_paper, "session_addendum.html"
    ),
    Referral: Issue(DocumentKind.REFERRAL, "referral", letter_paper, "referral.html"),
    Consent: Issue(DocumentKind.CONSENT, "consent", consent_paper, "consent.html"),
    GoalAgreement: Issue(
        DocumentKind.AGREEMENT, "goal_agreement", agreement_paper, "goal_agreement.html"
    ),
}


def paper_now(record: Record) -> Paper:
    """The paper of the record as it stands today, in the office's language."""
    with speaking("de"):
        return ISSUES[type(record)].paper_of(record)


def has_changed(document: Document) -> bool:
    """The record would print otherwise today than it was issued."""
    record = document.record
    if record is None or type(record) not in ISSUES:
        return False
    now = replace(paper_now(record), document_number=document.number)
    return content_hash(now) != document.content_hash


def issue(record: Any, also: SecondLanguage | None = None) -> Document:
    """Number, freeze, draw, seal and keep the paper of a record; commits.

    `also` is the second language of the paper. What was issued before and not signed is
    replaced. Raises IssuedMeanwhile.
    """
    earlier = documents_of(record, db.session)
    talk = record.session if isinstance(record, SessionAddendum) else None
    if (former := current_document(record, db.session)) is not None:
        if former.state is not DocumentState.ISSUED or former.signatures:
            raise IssuedMeanwhile(former.number)
        former.state = DocumentState.REPLACED
    paper = paper_now(record)
    paper = replace(paper, document_number=next_number(paper.document_number, earlier))
    how, someone = ISSUES[type(record)], acting()
    document = Document(
        number=paper.document_number,
        kind=how.kind,
        person=(talk or record).person,
        worker=(talk or record).worker,
        language=also.code if also else GERMAN,
        wording=frozen(also) if also else None,
        content=canonical(paper),
        content_hash=content_hash(paper),
        lines=len(getattr(paper, "signatures", ())),
        issued_at=someone.now,
        issued_by_id=someone.staff_id,
        **({"session": talk} if talk else {}),
        **{how.key: record},
    )
    db.session.add(document)
    if isinstance(record, Issuable) and record.issued_at is None:
        record.issue(someone.now)
    try:
        draw(document)
        db.session.commit()
    except (IntegrityError, StaleDataError):  # issued, or saved by somebody, at this moment
        db.session.rollback()
        raise IssuedMeanwhile(paper.document_number) from None
    return document


def draw(document: Document) -> None:
    """A file of the paper with the signatures it has now; the former files are kept, too."""
    paper, head = thawed(document.content), letterhead()
    template = ISSUES[type(document.record)].template
    try:
        seal = ready(acting().now)
        pdf = _drawn(document, paper, head, template, SEALED)
        pages = len(_PAGE.findall(pdf))
        pdf = sealed(pdf, f"Siegel {document.number}", head.town)
        document.is_sealed, document.seal_fingerprint = True, seal.fingerprint
    except NoSeal:
        pdf = _drawn(document, paper, head, template, UNSEALED)
        pages = len(_PAGE.findall(pdf))
        document.is_sealed, document.seal_fingerprint = False, None
    document.pages = max(1, pages)
    file = store(pdf, FilePurpose.PAPER)
    file.pages = document.pages
    document.files.append(file)


def _drawn(document: Document, paper: Paper, head: Letterhead, template: str, remark: str) -> bytes:
    signing = Signing(marks_of(document), remark, notice_of(document))
    return render_paper(template, paper, head, signing=signing, also=language_of(document))


def language_of(document: Document) -> SecondLanguage | None:
    """The words of the paper's second language as they were when it was issued."""
    return revived(document.language, document.wording) if document.wording else None


def marks_of(document: Document) -> dict[int, Mark]:
    """What is printed on each line."""
    with speaking("de"):
        marks = {one.line: Mark(mark_text(one), _picture(one)) for one in document.signatures}
    if document.refused_on:
        marks[CLIENT_LINE] = Mark(REFUSED)
    return marks


def mark_text(signature: DocumentSignature) -> str:
    """How and when somebody signed, on paper and on screen."""
    moment = formats.moment(signature.signed_at)
    if signature.kind is SignatureKind.SCREEN:
        return gettext("signed on screen, %(moment)s", moment=moment)
    return gettext("signed in ink on paper, noted %(moment)s", moment=moment)


def _picture(signature: DocumentSignature) -> bytes:
    return base64.b64decode(signature.image) if signature.image else b""


def notice_of(document: Document) -> str:
    """A refusal as it is printed above the lines."""
    if document.refused_on is None:
        return ""
    with speaking("de"):
        return gettext(
            "The client did not sign on %(day)s. Reason: %(reason)s",
            day=formats.day(document.refused_on),
            reason=document.refusal_reason or "–",
        )
