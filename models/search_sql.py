"""What searching needs of SQL beyond SQLAlchemy's own words, for both engines."""

from typing import Any, Self

from sqlalchemy import Boolean, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from models.rules.text import fold

_LATIN = [chr(code) for code in range(0xC0, 0x250)]
_ACCENTED = {sign: fold(sign) for sign in _LATIN if fold(sign).isascii() and len(fold(sign)) == 1}


class folded(FunctionElement[str]):  # noqa: N801 - reads as the SQL function it is
    """In SQL what `fold` makes of a text; for what is not among the words of a record."""

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


class indexed(FunctionElement[bool]):  # noqa: N801 - reads as the SQL function it is
    """Records by the search index of their table, found before the list is put in order.

    Takes the key of the table, the question to SQLite's index, and the same as a condition on
    the table's columns, which is what PostgreSQL's index answers. Without MATERIALIZED its
    planner would rather walk the whole list in its order and look at every row.
    """

    inherit_cache = True
    type = Boolean()

    def self_group(self, against: Any = None) -> Self:
        """It is a condition already: `… = 1` around it would keep SQLite from using the index."""
        return self


@compiles(indexed, "sqlite")
def _indexed_on_sqlite(element: indexed, compiler: SQLCompiler, **options: Any) -> str:
    key, question, _ = element.clauses
    index = f"{key.table.name}_search"
    asked = compiler.process(question, **options)
    among = f"SELECT rowid FROM {index} WHERE {index} MATCH {asked}"  # noqa: S608 - our table's name
    return f"{compiler.process(key, **options)} IN ({among})"


@compiles(indexed, "postgresql")
def _indexed_on_postgresql(element: indexed, compiler: SQLCompiler, **options: Any) -> str:
    key, _, condition = element.clauses
    table, name = key.table.name, compiler.process(key, **options)
    wanted = compiler.process(condition, **options)
    found = f"SELECT {table}.id FROM {table} WHERE {wanted}"  # noqa: S608 - our table's name
    found = f"found AS MATERIALIZED ({found})"
    return f"{name} IN (WITH {found} SELECT id FROM found)"  # noqa: S608 - the same


class walked(indexed):  # noqa: N801 - reads as the SQL function it is
    """The same of each row of a list in its order: a page is soon full where many are found."""

    inherit_cache = True


@compiles(walked, "sqlite")
def _walked_on_sqlite(element: walked, compiler: SQLCompiler, **options: Any) -> str:
    return f"({_indexed_on_sqlite(element, compiler, **options)}) IS TRUE"


@compiles(walked, "postgresql")
def _walked_on_postgresql(element: walked, compiler: SQLCompiler, **options: Any) -> str:
    return f"({_indexed_on_postgresql(element, compiler, **options)}) IS TRUE"


class looked_at(indexed):  # noqa: N801 - reads as the SQL function it is
    """The same without an index, where so many are found that few rows of a list are in vain."""

    inherit_cache = True


@compiles(looked_at)
def _looked_at(element: looked_at, compiler: SQLCompiler, **options: Any) -> str:
    _, _, condition = element.clauses
    return f"({compiler.process(condition, **options)}) IS TRUE"
