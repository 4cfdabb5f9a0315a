"""What the office says of its papers' words in the clients' languages: corrections and reviews.

The words that are delivered lie in files beside the program; a row here goes before the file.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Broken, Name, Note, Record, msg
from models.permissions import DataClass
from models.rules.wording import LONGEST


class PaperWord(Record):
    """The office's wording of one text in one language, in place of the delivered one."""

    data_class = DataClass.PAPER_WORD
    title_field = "word"
    has_history = False
    can_come_back = False
    __table_args__ = (UniqueConstraint("language", "word"),)

    language: Mapped[str] = mapped_column(String(8))
    word: Mapped[str] = mapped_column(String(200))  # the name of the text, never shown
    text: Mapped[Note]

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if not 0 < len(self.text or "") <= LONGEST:
            yield Broken("text", msg("A text has 1 to %(most)s letters."), most=LONGEST)


class PaperReview(Record):
    """A native speaker has read all words of a language; any change of them ends the review."""

    data_class = DataClass.PAPER_WORD
    title_field = "language"
    has_history = False
    can_come_back = False

    language: Mapped[str] = mapped_column(String(8), unique=True)
    reviewer: Mapped[Name]
    reviewed_on: Mapped[date]
    fingerprint: Mapped[str] = mapped_column(String(64))

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if not (self.reviewer or "").strip():
            yield Broken("reviewer", msg("Say who has read the words."))
        if self.reviewed_on and self.reviewed_on > today:
            yield Broken("reviewed_on", msg("The day lies in the future."))
