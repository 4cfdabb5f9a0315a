"""What was sent from the signing page: who signed on which line, drawn, in ink or not at all."""

import base64
import binascii
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext

from admin_views.enum_labels import enum_label
from admin_views.issuing import mark_text
from models.acting import acting
from models.document import Document
from models.document_signature import DocumentSignature, Party, SignatureKind
from models.later import later
from models.reports.issued_papers import thawed
from models.rules.text import tidy

Image = later("PIL.Image")
PREFIX = "data:image/png;base64,"
LARGEST_DRAWING = 400_000  # letters of the data address
WIDEST, HIGHEST = 4000, 2000  # pixels
FEWEST_DOTS = 40  # dark pixels; a slip of the finger is no signature
LONGEST_NAME, LONGEST_REASON = 200, 200  # letters
PARTIES = (Party.CLIENT, Party.WORKER, Party.INTERPRETER)
SCREEN, INK, REFUSES = "screen", "ink", "refuses"


@dataclass
class Line:
    """One line of the paper: who it is for, what was given before, and what is sent now."""

    number: int
    party: Party
    label: str
    name: str
    given: str = ""  # how and when it was signed
    how: str = ""
    image: str = ""  # data address, so that a drawing outlives a page with errors
    reason: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def may_refuse(self) -> bool:
        return self.party is Party.CLIENT


def lines_of(document: Document) -> list[Line]:
    """The lines as the paper has them, with the signatures given until now."""
    people = getattr(thawed(document.content), "signatures", ())
    found = []
    for number, person in enumerate(people):
        party = PARTIES[number] if number < len(PARTIES) else Party.OTHER
        line = Line(number, party, enum_label(party), person.name)
        if (signature := document.signature_on(number)) is not None:
            line.name, line.given = signature.name, mark_text(signature)
        elif party is Party.CLIENT and document.refused_on:
            line.given = gettext("does not sign: %(why)s", why=document.refusal_reason or "–")
        found.append(line)
    return found


def fill_in(lines: list[Line], sent: Mapping[str, str]) -> None:
    """Put what was sent into the open lines, with what is wrong about it."""
    for line in (line for line in lines if not line.given):
        line.how = sent.get(f"how-{line.number}", "")
        line.name = tidy(sent.get(f"name-{line.number}", line.name))[:LONGEST_NAME]
        line.image = sent.get(f"image-{line.number}", "")[:LARGEST_DRAWING]
        line.reason = tidy(sent.get(f"reason-{line.number}", ""))
        line.errors = list(_errors(line))


def _errors(line: Line) -> Any:
    if line.how and not line.name:
        yield gettext("Say who signs.")
    if line.how == SCREEN and drawing(line.image) is None:
        yield gettext("Sign in the field, with pen, finger or mouse.")
    if line.how == REFUSES and not (line.may_refuse and line.reason):
        yield gettext("Say in a few words why it is not signed.")
    if len(line.reason) > LONGEST_REASON:
        yield gettext("At most %(length)s characters.", length=LONGEST_REASON)


def drawing(address: str) -> bytes | None:
    """The drawing cut to its strokes, in grey on white; None where there is none to speak of.

    It is drawn anew from its dots, so that nothing else a picture may carry comes along.
    """
    if not address.startswith(PREFIX) or len(address) >= LARGEST_DRAWING:
        return None
    try:
        content = base64.b64decode(address.removeprefix(PREFIX), validate=True)
        with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
            if picture.width > WIDEST or picture.height > HIGHEST:
                return None
            strokes = picture.convert("RGBA").getchannel("A")
    except (binascii.Error, ValueError, OSError, SyntaxError):
        return None
    strokes = strokes.point(lambda dot: 255 - dot)
    dark = strokes.point(lambda dot: 255 if dot < 128 else 0)
    box = dark.getbbox()
    if box is None or dark.histogram()[255] < FEWEST_DOTS:
        return None
    out = io.BytesIO()
    strokes.crop(box).save(out, "PNG")
    return out.getvalue()


def signatures_of(document: Document, lines: list[Line]) -> list[DocumentSignature]:
    """The signatures sent now; each knows the content it stands for."""
    someone = acting()
    return [
        DocumentSignature(
            line=line.number,
            party=line.party,
            name=line.name,
            kind=SignatureKind.SCREEN if line.how == SCREEN else SignatureKind.INK,
            signed_at=someone.now,
            image=_kept(line) if line.how == SCREEN else None,
            document_hash=document.content_hash,
            recorded_by_id=someone.staff_id,
        )
        for line in lines
        if not line.given and line.how in (SCREEN, INK)
    ]


def _kept(line: Line) -> str:
    return base64.b64encode(drawing(line.image) or b"").decode()
