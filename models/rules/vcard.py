"""Contact cards as RFC 6350 writes them (vCard 4.0): escaped, folded, one property a line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

LINE_OCTETS = 75  # without the line break (RFC 6350, 3.2)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_NOT_IN_URI = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f\x7f]")


@dataclass(frozen=True)
class PostalAddress:
    street: str = ""
    town: str = ""
    postcode: str = ""

    def __bool__(self) -> bool:
        return bool(self.street or self.postcode or self.town)


@dataclass(frozen=True)
class Phone:
    """As people read it; `dialled` in international form (+49…), empty where nobody knows it."""

    shown: str
    dialled: str = ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """An organisation, a unit of it, or a person who answers there."""

    key: str  # the same card has the same key in every file
    name: str
    organisation: str
    unit: str = ""
    is_person: bool = False
    address: PostalAddress = field(default_factory=PostalAddress)
    phones: tuple[Phone, ...] = ()
    email: str = ""
    website: str = ""
    categories: tuple[str, ...] = ()
    note: str = ""
    changed_at: datetime | None = None


def cards_text(cards: Iterable[Card]) -> Iterator[str]:
    """The cards of a file one after the other, each ending with a line break."""
    for card in cards:
        yield "".join(f"{folded(line)}\r\n" for line in _lines(card))


def escaped(text: str) -> str:
    """A text value; commas, semicolons and backslashes mean themselves (RFC 6350, 3.4)."""
    plain = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    plain = plain.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return plain.replace("\n", "\\n")


def folded(line: str) -> str:
    """At most 75 octets a line; the next one begins with a blank, and no letter is cut in two."""
    parts, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LINE_OCTETS:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += octets
    return "\r\n".join(parts)


def _lines(card: Card) -> Iterator[str]:
    unit = f";{escaped(card.unit)}" if card.unit else ""
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"KIND:{'individual' if card.is_person else 'org'}"
    yield f"UID:urn:uuid:{uuid5(NAMESPACE_URL, card.key)}"
    yield f"FN:{escaped(card.name)}"
    yield f"ORG:{escaped(card.organisation)}{unit}"
    if card.is_person and card.unit:
        yield f"ROLE:{escaped(card.unit)}"
    if card.address:
        place = card.address
        parts = ("", "", place.street, place.town, "", place.postcode, "")
        yield f"ADR;TYPE=work:{';'.join(map(escaped, parts))}"
    yield from map(_phone, card.phones)
    if card.email:
        yield f"EMAIL;TYPE=work:{escaped(card.email)}"
    if card.website:
        yield f"URL:{uri(card.website)}"
    if card.categories:
        yield f"CATEGORIES:{','.join(map(escaped, card.categories))}"
    if card.note:
        yield f"NOTE:{escaped(card.note)}"
    if card.changed_at:
        yield f"REV:{card.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "END:VCARD"


def _phone(phone: Phone) -> str:
    if phone.dialled:
        return f'TEL;VALUE=uri;TYPE="voice,work":tel:{phone.dialled}'
    return f'TEL;VALUE=text;TYPE="voice,work":{escaped(phone.shown)}'


def uri(address: str) -> str:
    """An address of the web; signs that may not stand in one are written as their numbers."""
    return _NOT_IN_URI.sub(
        lambda sign: "".join(f"%{octet:02X}" for octet in sign.group().encode()), address.strip()
    )
