"""The paper that corrects an issued protocol (concept 3.2)."""

from dataclasses import dataclass
from datetime import date

from models.reports.papers import Paper, Signature


@dataclass(frozen=True, kw_only=True)
class Addendum(Paper):
    """Names the protocol it belongs to; says what is corrected, and why."""

    protocol_number: str
    name: str
    held_on: date
    written_on: date
    reason: str
    text: str
    signatures: tuple[Signature, ...] = ()
