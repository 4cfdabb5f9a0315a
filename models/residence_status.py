"""Residence status by period: title, paragraph, papers, expiry (concept 1.3, rules section 3)."""

from collections.abc import Iterator
from datetime import date
from enum import auto

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Record, msg, not_before
from models.catalogue import DocumentKind, ResidenceTitle, TolerationReason
from models.choice import Choice
from models.permissions import DataClass
from models.person_period import PersonPeriod


class AsylumStage(Choice):
    NONE = auto()
    FIRST_APPLICATION = auto()
    HEARING_DONE = auto()
    POSITIVE = auto()
    NEGATIVE = auto()
    APPEAL = auto()
    SUBSEQUENT_APPLICATION = auto()
    DUBLIN = auto()
    FINAL_NEGATIVE = auto()


class WorkPermission(Choice):
    UNKNOWN = auto()
    ALLOWED = auto()
    APPROVAL_NEEDED = auto()
    PROHIBITED = auto()


class ResidenceStatus(PersonPeriod, Record):
    data_class = DataClass.RESIDENCE
    extra_table_args = (not_before("expires_on", "issued_on"),)

    residence_title_id: Mapped[int] = mapped_column(ForeignKey("residence_title.id"), index=True)
    legal_basis: Mapped[Line | None]
    document_kind_id: Mapped[int | None] = mapped_column(ForeignKey("document_kind.id"), index=True)
    document_no: Mapped[str | None] = mapped_column(String(60))
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None] = mapped_column(index=True)
    asylum_stage: Mapped[AsylumStage] = mapped_column(default=AsylumStage.NONE)
    toleration_reason_id: Mapped[int | None] = mapped_column(
        ForeignKey("toleration_reason.id"), index=True
    )
    work_permission: Mapped[WorkPermission] = mapped_column(default=WorkPermission.UNKNOWN)
    residence_obligation: Mapped[Line | None]
    residence_obligation_until: Mapped[date | None]

    residence_title: Mapped[ResidenceTitle] = relationship()
    document_kind: Mapped[DocumentKind | None] = relationship()
    toleration_reason: Mapped[TolerationReason | None] = relationship()

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from super().broken_rules(today, session)
        if self.issued_on and self.expires_on and self.expires_on < self.issued_on:
            yield Broken("expires_on", msg("The paper expires before it was issued."))
