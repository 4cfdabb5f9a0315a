"""The list page: which rows, read in one statement, and how they are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup, escape
from sqlalchemy import (
    ColumnElement,
    Enum,
    Row,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    select,
)
from sqlalchemy.orm import MANYTOONE, aliased

from admin_views.filters import Filter
from admin_views.paging import SortKey
from models.acting import acting
from models.base import Record, db
from models.permissions import Action
from models.search import Searchable, finds
from models.search_sql import folded, indexed

USUAL_SIZE = 50  # rows on a page
SIZES = (25, USUAL_SIZE, 100)


@dataclass(frozen=True)
class GridColumn:
    name: str
    label: Any
    is_numeric: bool
    sort_url: str | None
    sort_state: str | None
    width: int | None = None  # pixels


class GridCell(NamedTuple):
    text: str | Markup
    small: str = ""
    tone: str = ""
    is_numeric: bool = False
    small_tone: str = ""


class GridRow(NamedTuple):
    id: int
    url: str | None
    cells: list[GridCell]
    acts: list[tuple[Any, str]]
    posts: list[tuple[Any, str]]  # buttons that change something at once


@dataclass(frozen=True)
class FilterField:
    name: str
    label: Any
    kind: str
    options: list[tuple[str, str]]
    value: str
    takes_me: bool

    def option_tags(self) -> Markup:
        """What a select offers."""
        return option_tags(tuple(self.options), self.value)


@lru_cache(maxsize=100)
def option_tags(options: tuple[tuple[str, str], ...], chosen: str) -> Markup:
    """Kept by what is offered: a list offers more countries than it has cells."""
    tags = (
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(label)}</option>"
        for value, label in options
    )
    return Markup("".join(tags))  # noqa: S704 - each part is escaped


@dataclass(frozen=True)
class Chip:
    label: str
    remove_url: str


@dataclass(frozen=True)
class ColumnChoice:
    """One line of the column chooser."""

    name: str
    label: Any
    is_shown: bool


@dataclass(frozen=True)
class SizeChoice:
    """So many rows on a page, and where to get them; no address: they are shown now."""

    rows: int
    url: str | None


@dataclass(frozen=True)
class Grid:
    """Everything the list page shows."""

    title: Any
    group: Any
    columns: list[GridColumn]
    rows: list[GridRow]
    count: int
    is_count_capped: bool
    first: int
    last: int
    previous_url: str | None
    next_url: str | None
    search: str
    search_placeholder: str
    has_search: bool
    filters: list[FilterField]
    chips: list[Chip]
    clear_url: str
    create_url: str | None
    create_label: Any
    exports: list[tuple[str, str]]
    import_url: str
    list_url: str
    hidden: list[tuple[str, str]]
    empty_text: Any
    column_choices: list[ColumnChoice]
    column_hidden: list[tuple[str, str]]
    usual_columns_url: str | None
    sizes: list[SizeChoice]
    views: Any
    acts: list[tuple[str, str]]
    bulk: Any
    sheet: Any
    layout: Any


@dataclass(frozen=True)
class ListState:
    """What the address asks for: page (from 0), order, search, filters by name, columns, rows.

    No columns: the usual ones. `view` is the saved view that all this began from. `after` or
    `before` is the sealed mark of the row next to the page, by which the page is found however
    deep it lies; it holds for no other page or order.
    """

    page: int = 0
    sort: str = ""
    is_descending: bool = False
    search: str = ""
    values: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    size: int = USUAL_SIZE
    view: int = 0
    after: str = ""
    before: str = ""

    def with_columns(self, names: tuple[str, ...]) -> "ListState":
        return replace(self, columns=names)

    def arguments(self, **changes: Any) -> dict[str, str]:
        """The same request with changes, as address arguments; what is empty is left out."""
        state = replace(self, **{"after": "", "before": "", **changes})
        named = {
            "page": str(state.page) if state.page else "",
            "sort": state.sort,
            "desc": "1" if state.is_descending else "",
            "search": state.search,
            **dict(state.values),
            "view": str(state.view) if state.view else "",
            "cols": ".".join(state.columns),
            "size": "" if state.size == USUAL_SIZE else str(state.size),
            "after": state.after,
            "before": state.before,
        }
        return {name: value for name, value in named.items() if value}


Source = Callable[[], ColumnElement[Any]]


def source_of(model: type[Record], name: str, sources: dict[str, Source]) -> ColumnElement[Any]:
    """Where a value comes from: a source of the view, the title, a relation's title, a column."""
    if name in sources:
        return sources[name]()
    if name == "title":
        return model.title_sql()
    relation = model.__mapper__.relationships.get(name)
    if relation is None:
        return getattr(model, name)
    if relation.direction is not MANYTOONE:
        raise TypeError(f"{model.__name__}.{name} needs a source of its own")
    target = aliased(relation.mapper.class_)
    key = next(iter(relation.local_columns))
    title = relation.mapper.class_.title_sql(target)
    return select(title).select_from(target).where(target.id == key).scalar_subquery()


def sort_key(
    model: type[Record], name: str, value: ColumnElement[Any], is_descending: bool
) -> SortKey:
    """Texts by their folded words, fixed choices in their own order; what is empty comes last."""
    key: ColumnElement[Any] = value
    if name == "title" and issubclass(model, Searchable):
        key = model.sort_text
    elif isinstance(value.type, Enum):
        places_of = {name: number for number, name in enumerate(value.type.enums)}
        key = case(places_of, value=cast(value, String))
    elif isinstance(value.type, String):
        key = folded(value)
    return SortKey(key, is_descending)


def conditions(
    model: type[Record],
    state: ListState,
    filters: Sequence[Filter],
    relations: Sequence[str],
    way: type[indexed] = indexed,
) -> ColumnElement[bool]:
    """Scope, search and filters together; raises ValueError for a filter without sense.

    The `way` is that in which `finds` looks for what is searched.
    """
    wanted = [model.visible_to(acting())]
    if state.search:
        wanted.append(finds(model, state.search, relations, way))
    values = dict(state.values)
    wanted += [
        item.condition(model, values[item.name]) for item in filters if values.get(item.name)
    ]
    return and_(*wanted)


def page_of(
    model: type[Record],
    where: ColumnElement[bool],
    order: Sequence[ColumnElement[Any]],
    columns: dict[str, ColumnElement[Any]],
    offset: int,
    limit: int,
) -> tuple[int, list[Row[Any]]]:
    """One page of rows and the number of all in one statement: keys first, then their columns."""
    total = select(func.count()).select_from(model).where(where).scalar_subquery()
    keys = (
        select(model.id.label("key"))
        .where(where)
        .order_by(*order)
        .offset(offset)
        .limit(limit)
        .subquery()
    )
    rows: Select[Any] = (
        select(
            model.id, total.label("total_"), *(value.label(name) for name, value in columns.items())
        )
        .join(keys, keys.c.key == model.id)
        .order_by(*order)
    )
    found = list(db.session.execute(rows))
    if found:
        return found[0].total_, found
    return (count_of(model, where) if offset else 0), []


def count_of(model: type[Record], where: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(where)) or 0


def visible_names(
    model: type[Record], names: Sequence[str], action: Action = Action.READ
) -> list[str]:
    """The columns whose data class the acting person may read without further ado."""
    return [name for name in names if acting().may(action, model.class_of(name))]
