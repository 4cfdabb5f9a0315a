"""The papers the office prints; here counselling protocol and goal agreement (concept 3.2).

Plain values only. Days and times are those of the office's own clock.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """Who writes: printed on top of every page, no part of the content hash."""

    town: str
    department: str = ""
    unit: str = ""
    street: str = ""
    postcode: str = ""
    town_line: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    logo: bytes | None = None
    logo_mime: str = "image/png"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What is printed under a number of its own."""

    document_number: str


@dataclass(frozen=True)
class Signature:
    label: str
    name: str = ""


@dataclass(frozen=True)
class WhoDoesWhat:
    who: str
    what: str
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Protocol(Paper):
    """One counselling session: the nine points and what belongs to them."""

    name: str
    held_on: date
    starts_at: time | None = None
    minutes: int | None = None
    place: str = ""
    kind: str = ""
    language: str = ""
    interpreter: str = ""
    attendees: tuple[str, ...] = ()
    reason: str = ""
    since_last: str = ""
    successes: str = ""
    setbacks: str = ""
    challenges: str = ""
    children: str = ""
    new_needs: str = ""
    content: str = ""
    topics: tuple[str, ...] = ()
    agreements: str = ""
    steps: tuple[WhoDoesWhat, ...] = ()
    next_appointment: datetime | None = None
    next_place: str = ""
    handouts: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AgreedGoal:
    """One goal; the contributions of the three sides are named separately."""

    goal: str
    starting_point: str = ""
    target_date: date | None = None
    client_contribution: str = ""
    office_contribution: str = ""
    partner_contribution: str = ""
    steps: tuple[WhoDoesWhat, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Agreement(Paper):
    name: str
    agreed_on: date
    life_areas: tuple[str, ...] = ()
    goals: tuple[AgreedGoal, ...] = ()
    signatures: tuple[Signature, ...] = ()


def canonical(paper: Paper) -> str:
    """The content as JSON of one form only: what is signed, and kept of an issued paper."""
    content = {"paper": type(paper).__name__, **asdict(paper)}
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=_plain
    )


def content_hash(paper: Paper) -> str:
    """SHA-256 over canonical JSON: equal content, equal hash, whatever the PDF's bytes are."""
    return hashlib.sha256(canonical(paper).encode("ascii")).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"not printable: {type(value).__name__}")
