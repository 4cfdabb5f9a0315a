"""Finding records by any spelling, and putting names in order: by folded words, on both engines."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Computed, String, Text, and_, false, or_, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from models.acting import acting
from models.permissions import Action, DataClass
from models.rules.text import fold

if TYPE_CHECKING:
    from models.base import Record

LONGEST_SEARCH = 100  # characters; a longer term is cut
_LATIN = [chr(code) for code in range(0xC0, 0x250)]
_ACCENTED = {sign: fold(sign) for sign in _LATIN if fold(sign).isascii() and len(fold(sign)) == 1}


class Searchable:
    """A record that is found by the words of `search_words`, which begin with its title."""

    search_text: Mapped[str] = mapped_column(Text(), default="", sort_order=95)
    # What lists are ordered by: its beginning, kept by the database, short enough for an index.
    sort_text: Mapped[str] = mapped_column(
        String(160),
        Computed("substr(search_text, 1, 160)", persisted=True),
        index=True,
        sort_order=96,
        deferred=True,
    )

    def search_words(self) -> list[str | None]:
        raise NotImplementedError

    def refresh_search_text(self) -> None:
        text = " ".join(fold(word) for word in self.search_words() if word)
        if text != self.search_text:
            self.search_text = text


class folded(FunctionElement[str]):  # noqa: N801 - reads as the SQL function it is
    """In SQL what `fold` makes of a text; for tables without `search_text`."""

    inherit_cache = True
    type = Text()


@compiles(folded, "sqlite")
def _folded_on_sqlite(element: folded, compiler: SQLCompiler, **options: Any) -> str:
    return f"fold({compiler.process(element.clauses, **options)})"


@compiles(folded, "postgresql")
def _folded_on_postgresql(element: folded, compiler: SQLCompiler, **options: Any) -> str:
    signs, letters = "".join(_ACCENTED), "".join(_ACCENTED.values())
    text = compiler.process(element.clauses, **options)
    text = f"translate(lower({text}), '{signs}', '{letters}')"
    for spelling, short in (("ß", "ss"), ("ae", "a"), ("oe", "o"), ("ue", "u")):
        text = f"replace({text}, '{spelling}', '{short}')"
    return rf"btrim(regexp_replace({text}, '[\W_]+', ' ', 'g'))"


def words_of(term: str) -> list[str]:
    """The folded words of a search; signs such as % and _ part words and stand for nothing else."""
    return fold(term[:LONGEST_SEARCH]).split()


def places(model: "type[Record]", word: str) -> list[ColumnElement[bool]]:
    """Where the word may stand in a record, as far as the acting person may read it.

    Who may read but a part of a searchable record finds it by its title alone, for its other
    words would tell what the list does not.
    """
    found = [
        folded(getattr(model, field)).contains(word)
        for field in model.search_fields
        if _is_open(model.class_of(field))
    ]
    if issubclass(model, Searchable):
        whole = _is_open(model.data_class)
        text = model.search_text if whole else folded(model.title_sql())
        found.append(text.contains(word))
    return found


def _is_open(data_class: DataClass) -> bool:
    return data_class is DataClass.CATALOGUE or acting().may(Action.READ, data_class)


def finds(model: "type[Record]", term: str) -> ColumnElement[bool]:
    """Each word of the term stands somewhere in the record; nothing typed finds everything."""
    if not term.strip():
        return true()
    wanted = [
        or_(*(places(model, word) or [folded(model.title_sql()).contains(word)]))
        for word in words_of(term)
    ]
    return and_(*wanted) if wanted else false()


def matches(column: ColumnElement[str], term: str) -> ColumnElement[bool]:
    """Each word of the term stands somewhere in a column that is not folded."""
    words = words_of(term)
    return and_(*(folded(column).contains(word) for word in words)) if words else false()
