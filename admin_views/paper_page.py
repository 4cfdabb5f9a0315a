"""A paper as text on screen, beside the place where it is signed: the same content, point by point.

The printed paper is a picture of it; this is what a screen reader reads, each line in its own
language and direction. Names of the points stand in both languages of the paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from admin_views.paper_languages import SecondLanguage
from admin_views.paper_texts import clock, day, long_day, moment
from admin_views.pdf_labels import GERMAN
from admin_views.pdf_text import Line, lines
from models.reports.addendum_paper import Addendum
from models.reports.papers import AgreedGoal, Agreement, Paper, Protocol, WhoDoesWhat
from models.reports.referral_papers import ConsentPaper, ReferralLetter

CONFIRMED = (
    "By signing you confirm that we talked about these points. "
    "Signing is voluntary; not signing brings you no disadvantage. You receive a copy."
)
AGREED = (
    "Agreed by both sides; each side receives a copy.",
    "The agreement is voluntary. It can be changed or ended at any time.",
)
AGREES = (
    "I agree that the office tells this organisation the data named here, for this purpose. "
    "This is voluntary: if I refuse, I am counselled all the same. "
    "I can withdraw the consent at any time for the future."
)
TOLD_ALONE = (
    "Only data are named here that you have agreed to pass on. You decide whether you go there."
)
UNCHECKED = (
    "The German text is authoritative. A native speaker has not yet checked the translation."
)


@dataclass(frozen=True)
class Block:
    """One point of the paper: its name, and lines of text or rows of who does what until when.

    `second` is the name, `meaning` a whole sentence in the paper's second language.
    """

    label: str
    point: str = ""
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[str, str, str], ...] = ()
    second: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class PaperText:
    """All that is signed, and what its second language is called in a page."""

    name: str
    number: str
    blocks: tuple[Block, ...]
    columns: tuple[str, str, str]
    language: str = ""
    direction: str = "ltr"


def text_of(paper: Paper, name: str, also: SecondLanguage | None) -> PaperText:
    """A paper of a kind that is not known here has no text on screen."""
    words = _Words(also)
    columns = (GERMAN["Who"], GERMAN["What"], GERMAN["Until"])
    blocks = tuple(words.blocks(paper))
    return PaperText(
        name,
        paper.document_number,
        blocks,
        columns,
        also.code if also else "",
        also.direction if also else "ltr",
    )


class _Words:
    """Puts a paper together, in German and the words of its second language."""

    def __init__(self, also: SecondLanguage | None) -> None:
        self.second = also.words if also else {}
        self.is_unchecked = also is not None and not also.is_reviewed

    def blocks(self, paper: Paper) -> Iterator[Block]:
        match paper:
            case Protocol():
                yield from self._protocol(paper)
            case Agreement():
                yield from self._agreement(paper)
            case Addendum():
                yield from self._addendum(paper)
            case ReferralLetter():
                yield from self._letter(paper)
            case ConsentPaper():
                yield from self._consent(paper)
        if self.is_unchecked:
            yield self._sentence(UNCHECKED)

    def _block(self, point: int, label: str, *texts: str) -> Block:
        found = [line for text in texts if text for line in lines(text)]
        number = str(point) if point else ""
        return Block(GERMAN[label], number, tuple(found), second=self.second.get(label, ""))

    def _rows(self, point: str, label: str, steps: tuple[WhoDoesWhat, ...]) -> Block:
        rows = tuple((step.who, step.what, day(step.until)) for step in steps)
        return Block(GERMAN[label], point, rows=rows, second=self.second.get(label, ""))

    def _sentence(self, name: str) -> Block:
        """A sentence of the paper that everybody has to understand."""
        return Block("", lines=tuple(lines(GERMAN[name])), meaning=self.second.get(name, ""))

    def _protocol(self, paper: Protocol) -> Iterator[Block]:
        hours = clock(paper.starts_at)
        span = f"{hours}, {paper.minutes} min" if hours and paper.minutes else hours
        when = ", ".join(filter(None, (long_day(paper.held_on), span)))
        yield self._block(1, "Name", paper.name)
        yield self._block(2, "Date", when, " · ".join(filter(None, (paper.place, paper.kind))))
        spoken = (
            _named("Language", paper.language),
            _named("Interpreter", paper.interpreter),
        )
        yield self._block(3, "Present", *paper.attendees, *spoken)
        yield self._block(4, "Reason", paper.reason)
        yield self._block(
            5,
            "Contents/topics",
            _named("Topics", " · ".join(paper.topics)),
            *_since(paper),
            paper.content,
            _named("Handed out", " · ".join(paper.handouts)),
        )
        yield self._block(6, "Agreements/goals/next step", paper.agreements)
        yield self._rows("7", "Who does what?", paper.steps)
        next_at = moment(paper.next_appointment) or GERMAN["not agreed"]
        yield self._block(8, "Next appointment", next_at, paper.next_place)
        yield self._sentence(CONFIRMED)

    def _agreement(self, paper: Agreement) -> Iterator[Block]:
        yield self._block(0, "Name", paper.name)
        yield self._block(0, "Date", long_day(paper.agreed_on))
        yield self._block(0, "Life areas", " · ".join(paper.life_areas))
        for number, goal in enumerate(paper.goals, start=1):
            yield from self._goal(number, goal)
        for name in AGREED:
            yield self._sentence(name)

    def _goal(self, number: int, goal: AgreedGoal) -> Iterator[Block]:
        second = self.second.get("Goal", "")
        yield Block(
            f"{GERMAN['Goal']} {number}",
            lines=tuple(lines(goal.goal)),
            second=f"{second} {number}" if second else "",
        )
        for label, text in (
            ("Starting point", goal.starting_point),
            ("To be reached by", day(goal.target_date)),
            ("Contribution of the client", goal.client_contribution),
            ("Contribution of SIM", goal.office_contribution),
            ("Contribution of partners", goal.partner_contribution),
        ):
            if text:
                yield self._block(0, label, text)
        if goal.steps:
            yield self._rows("", "Steps", goal.steps)

    def _addendum(self, paper: Addendum) -> Iterator[Block]:
        yield self._block(0, "Name", paper.name)
        yield self._block(0, "To the record", paper.protocol_number)
        yield self._block(0, "Talk on", long_day(paper.held_on))
        yield self._block(0, "Date", long_day(paper.written_on))
        yield self._block(0, "Reason", paper.reason)
        yield self._block(0, "Correction", paper.text)

    def _letter(self, paper: ReferralLetter) -> Iterator[Block]:
        yield self._block(0, "Organisation", *paper.organisation)
        yield self._block(0, "Date", long_day(paper.written_on))
        if paper.appointment:
            yield self._block(0, "Their appointment", paper.appointment)
        for item in paper.items:
            yield self._block(0, item.label, item.value)
        if paper.concern:
            yield self._block(0, "Reason", paper.concern)
        yield self._sentence(TOLD_ALONE)

    def _consent(self, paper: ConsentPaper) -> Iterator[Block]:
        yield self._block(0, "Name", paper.name)
        yield self._block(0, "May be told to", *paper.organisation)
        yield self._block(0, "Reason", paper.purpose)
        yield self._block(0, "Date", long_day(paper.given_on))
        yield self._block(0, "Valid until", long_day(paper.valid_until))
        labels = [GERMAN[label] for label in paper.labels]
        yield self._block(0, "Data that may be passed on", *labels, paper.data_note)
        yield self._sentence(AGREES)


def _named(label: str, text: str) -> str:
    return f"{GERMAN[label]}: {text}" if text else ""


def _since(paper: Protocol) -> Iterator[str]:
    """What happened since the last talk, as far as the paper has it."""
    for label, text in (
        ("Since the last talk", paper.since_last),
        ("Successes", paper.successes),
        ("Setbacks", paper.setbacks),
        ("New challenges", paper.challenges),
        ("Children", paper.children),
        ("New needs", paper.new_needs),
    ):
        yield _named(label, text)
