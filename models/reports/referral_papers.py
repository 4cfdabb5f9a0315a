"""The letter that goes along with a referral, and the consent it rests on (rules CO-01 ff.)."""

from dataclasses import dataclass
from datetime import date

from models.reports.papers import Paper, Signature


@dataclass(frozen=True)
class ToldItem:
    """One thing told of the person, by the name it has on papers."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class ReferralLetter(Paper):
    """To whom, and what may be told; without an item it says nothing of the person at all."""

    written_on: date
    organisation: tuple[str, ...]
    appointment: str = ""
    items: tuple[ToldItem, ...] = ()
    concern: str = ""
    worker: str = ""
    signatures: tuple[Signature, ...] = ()

    @property
    def names_person(self) -> bool:
        return bool(self.items or self.concern)


@dataclass(frozen=True, kw_only=True)
class ConsentPaper(Paper):
    """Who may be told what, what for, until when; signed by the person."""

    name: str
    given_on: date
    organisation: tuple[str, ...]
    purpose: str
    labels: tuple[str, ...]  # of the items, by the names they have on papers
    data_note: str = ""
    valid_until: date | None = None
    interpreter: str = ""
    signatures: tuple[Signature, ...] = ()
