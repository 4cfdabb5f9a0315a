"""The document register: every paper that was issued, what became of it, and its file.

Issuing freezes a paper (`admin_views/issuing.py` draws it): number, content, hash and the sealed
PDF are kept, and printing it again gives the very same bytes. What is signed is this content and
no later one.
"""

from collections.abc import Sequence
from datetime import date, datetime
from enum import auto
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting
from models.base import Line, Note, Record
from models.choice import Choice
from models.consent import Consent
from models.counselling_session import CounsellingSession
from models.document_signature import DocumentSignature, Party
from models.eviction_case import EvictionCase
from models.goal_agreement import GoalAgreement
from models.permissions import DataClass
from models.person import Person
from models.referral import Referral
from models.responsibility import own_work
from models.sealing import Sealed
from models.session_addendum import SessionAddendum
from models.staff import Staff
from models.stored_file import FilePurpose

if TYPE_CHECKING:
    from models.stored_file import StoredFile

LONGEST_NUMBER = 30  # characters
_ONE_RECORD = " + ".join(
    f"CASE WHEN {key} IS NULL THEN 0 ELSE 1 END"
    for key in ("session_id", "goal_agreement_id", "eviction_case_id", "referral_id", "consent_id")
)


class DocumentKind(Choice):
    PROTOCOL = auto()
    AGREEMENT = auto()
    ADDENDUM = auto()
    OTHER = auto()
    REFERRAL = auto()
    CONSENT = auto()


class DocumentState(Choice):
    ISSUED = auto()  # waits for signatures
    SIGNED = auto()  # by everybody whose line is on it
    REFUSED = auto()  # the client does not sign; no disadvantage follows (concept 3.1)
    REPLACED = auto()  # a later issue of the same record counts


class NotToBeSigned(ValueError):
    """This paper takes no signature here: signed already, refused, replaced, or changed since."""


Paperable = SessionAddendum | CounsellingSession | GoalAgreement | EvictionCase | Referral | Consent
_FACTS = (
    "person",
    "worker",
    "number",
    "kind",
    "state",
    "session",
    "addendum",
    "goal_agreement",
    "eviction_case",
    "referral",
    "consent",
    "refused_on",
    "language",
    "pages",
    "lines",
    "content_hash",
    "is_sealed",
    "issued_at",
    "issued_by",
    "copy_given_on",
    "copy_given_by",
    "signature_count",
    "title",
    "version",
)


class Document(Record):
    """Who works on the person sees it; the lead knows that it exists (as with the talk itself)."""

    data_class = DataClass.NOTE
    access_class = DataClass.SESSION
    field_classes = dict.fromkeys(_FACTS, DataClass.SESSION)
    can_come_back = False
    title_field = "number"
    search_fields = ("number",)
    __table_args__ = (
        CheckConstraint(f"{_ONE_RECORD} = 1", name="of_one_record"),
        CheckConstraint("pages > 0", name="at_least_one_page"),
        Index(None, "issued_at", "id"),
        Index(None, "worker_id", "state"),
    )

    number: Mapped[str] = mapped_column(String(LONGEST_NUMBER), unique=True)
    kind: Mapped[DocumentKind]
    state: Mapped[DocumentState] = mapped_column(default=DocumentState.ISSUED)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("counselling_session.id"), index=True)
    goal_agreement_id: Mapped[int | None] = mapped_column(
        ForeignKey("goal_agreement.id"), index=True
    )
    eviction_case_id: Mapped[int | None] = mapped_column(ForeignKey("eviction_case.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), index=True)
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("consent.id"), index=True)
    addendum_id: Mapped[int | None] = mapped_column(ForeignKey("session_addendum.id"), index=True)
    language: Mapped[str] = mapped_column(String(20), default="de")  # the second language, if any
    content: Mapped[str] = mapped_column(Sealed(), deferred=True)  # canonical JSON of the paper
    content_hash: Mapped[str] = mapped_column(String(64))
    wording: Mapped[Note | None] = mapped_column(deferred=True)  # JSON: words of its language then
    pages: Mapped[int] = mapped_column(default=1)
    lines: Mapped[int] = mapped_column(default=2)  # signatures that are wanted
    is_sealed: Mapped[bool] = mapped_column(default=False)
    seal_fingerprint: Mapped[str | None] = mapped_column(String(64), index=True)
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    copy_given_on: Mapped[date | None]
    copy_given_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    refusal_reason: Mapped[Line | None]
    refused_on: Mapped[date | None]

    person: Mapped[Person] = relationship()
    worker: Mapped[Staff] = relationship(foreign_keys=worker_id)
    session: Mapped[CounsellingSession | None] = relationship()
    addendum: Mapped[SessionAddendum | None] = relationship()  # its talk is the session
    goal_agreement: Mapped[GoalAgreement | None] = relationship()
    eviction_case: Mapped[EvictionCase | None] = relationship()
    referral: Mapped[Referral | None] = relationship()
    consent: Mapped[Consent | None] = relationship()
    issued_by: Mapped[Staff | None] = relationship(foreign_keys=issued_by_id)
    copy_given_by: Mapped[Staff | None] = relationship(foreign_keys=copy_given_by_id)
    signatures: Mapped[list[DocumentSignature]] = relationship(
        back_populates="document", cascade="all, delete-orphan", order_by=DocumentSignature.line
    )
    files: Mapped[list["StoredFile"]] = relationship(
        back_populates="document", cascade="all", order_by="StoredFile.id"
    )

    @property
    def record(
        self,
    ) -> Paperable | None:
        """What the paper tells of."""
        part = self.addendum or self.session or self.goal_agreement
        return part or self.eviction_case or self.referral or self.consent

    @property
    def paper(self) -> "StoredFile | None":
        """The file that is printed: the latest, with the signatures given until now."""
        papers = [file for file in self.files if file.purpose is FilePurpose.PAPER]
        return papers[-1] if papers else None

    @property
    def scans(self) -> list["StoredFile"]:
        return [file for file in self.files if file.purpose is FilePurpose.SCAN]

    @property
    def is_open(self) -> bool:
        """Somebody may still sign: also beside a client who does not."""
        return self.state in (DocumentState.ISSUED, DocumentState.REFUSED)

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        return own_work(cls, acting)

    @classmethod
    def signature_count_sql(cls) -> ColumnElement[int]:
        """How many have signed."""
        count = select(func.count()).select_from(DocumentSignature)
        return count.where(DocumentSignature.document_id == cls.id).scalar_subquery()

    def signature_on(self, line: int) -> DocumentSignature | None:
        return next((one for one in self.signatures if one.line == line), None)

    def sign(self, signature: DocumentSignature) -> None:
        """Take one signature; the last one closes the paper.

        Raises NotToBeSigned where the line is taken or the signed content is not this one.
        """
        if not self.is_open or self.signature_on(signature.line):
            raise NotToBeSigned(self.number)
        if signature.document_hash != self.content_hash:
            raise NotToBeSigned("changed")
        self.signatures.append(signature)
        is_refused = self.state is DocumentState.REFUSED
        if len(self.signatures) >= self.lines and not is_refused:
            self.state = DocumentState.SIGNED
        _tell(self, signature)

    def refuse(self, reason: str, on: date) -> None:
        """The client does not sign; only what was issued and not signed by them can be refused."""
        is_signed = any(one.party is Party.CLIENT for one in self.signatures)
        if self.state is not DocumentState.ISSUED or is_signed:
            raise NotToBeSigned(self.number)
        self.state, self.refusal_reason, self.refused_on = DocumentState.REFUSED, reason, on

    def give_copy(self, on: date, staff_id: int | None) -> None:
        """The client got their copy; the first time counts."""
        if self.copy_given_on is None:
            self.copy_given_on, self.copy_given_by_id = on, staff_id
            if self.goal_agreement and not self.goal_agreement.copy_given_on:
                self.goal_agreement.copy_given_on = on


def _tell(document: Document, signature: DocumentSignature) -> None:
    """The agreement itself knows who signed it and when."""
    agreement = document.goal_agreement
    if agreement is None:
        return
    day = max(Acting(now=signature.signed_at).today, agreement.agreed_on)
    if signature.party is Party.CLIENT and not agreement.signed_client_on:
        agreement.signed_client_on = day
    if signature.party is Party.WORKER and not agreement.signed_worker_on:
        agreement.signed_worker_on = day


def documents_of(record: Record, session: Session) -> Sequence[Document]:
    """The papers issued of a talk, addendum, agreement or case, the newest first."""
    key = {
        CounsellingSession: Document.session_id,
        SessionAddendum: Document.addendum_id,
        GoalAgreement: Document.goal_agreement_id,
        EvictionCase: Document.eviction_case_id,
        Referral: Document.referral_id,
        Consent: Document.consent_id,
    }[type(record)]
    wanted = select(Document).where(key == record.id)
    if isinstance(record, CounsellingSession):
        wanted = wanted.where(Document.addendum_id.is_(None))
    return session.scalars(wanted.order_by(Document.id.desc())).all()


def current_document(record: Record, session: Session) -> Document | None:
    """The paper that counts; None where nothing was issued."""
    found = documents_of(record, session)
    return next((one for one in found if one.state is not DocumentState.REPLACED), None)


def next_number(number: str, earlier: Sequence[Document]) -> str:
    """The record's own number; a further issue has a running number behind it."""
    return f"{number}-{len(earlier) + 1}" if earlier else number
