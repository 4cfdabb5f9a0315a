"""Finding records by any spelling: folded words in one column, kept up to date on every save."""

from sqlalchemy import ColumnElement, Text, and_
from sqlalchemy.orm import Mapped, mapped_column

from models.rules.text import fold

LONGEST_SEARCH = 100  # characters; a longer term is cut


class Searchable:
    """A record that is found by the words of `search_words`."""

    search_text: Mapped[str] = mapped_column(Text(), default="", sort_order=95)

    def search_words(self) -> list[str | None]:
        raise NotImplementedError

    def refresh_search_text(self) -> None:
        folded = " ".join(fold(word) for word in self.search_words() if word)
        if folded != self.search_text:
            self.search_text = folded


def matches(column: ColumnElement[str], term: str) -> ColumnElement[bool]:
    """Every word of the term stands somewhere in the folded column; % and _ are letters."""
    words = fold(term[:LONGEST_SEARCH]).split()
    return and_(True, *(column.contains(word, autoescape=True) for word in words))
