"""What hangs on a record, shown on its page: the newest rows, and the way to the others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext
from sqlalchemy import ColumnElement, select

from admin_views import formats
from admin_views.grid import source_of, visible_names
from admin_views.labels import field_label
from admin_views.table_labels import plural
from models.acting import acting
from models.base import Record, db
from models.permissions import Action


@dataclass(frozen=True)
class Related:
    """Records of another table that point here: by which relation, and what to show of them.

    `leads_to` names the relation whose record a row opens, where rows have no page of their own.
    """

    model: type[Record]
    relation: str
    columns: tuple[str, ...]
    order: Callable[[], Any]
    most: int = 10
    leads_to: str = ""
    can_add: bool = True


@dataclass(frozen=True)
class RelatedTable:
    title: Any
    columns: list[Any]
    rows: list[tuple[str | None, list[str]]]
    more_url: str | None = None
    add_url: str | None = None
    add_label: Any = ""


class RelatedTables:
    """Mixin of RecordView: the tables below the facts of a record."""

    def related_tables(self, record: Record) -> list[RelatedTable]:
        shown = filter(self._is_open, self.related)
        return [self._related_table(record, related) for related in shown]

    def _is_open(self, related: Related) -> bool:
        """The other table may be opened, and one of the columns shown here may be read."""
        may_open = acting().may(Action.READ, related.model.access_class)
        return may_open and bool(visible_names(related.model, related.columns))

    def _related_table(self, record: Record, related: Related) -> RelatedTable:
        names = visible_names(related.model, related.columns)
        found = self._related_rows(record, related, names)
        labels = [field_label(related.model, name) for name in names]
        title = plural(related.model)
        if related.leads_to:
            return RelatedTable(title, labels, found[: related.most])
        stem, more = related.model.__tablename__, {f"{related.relation}_id": record.id}
        back = {related.relation: record.id, "url": request.full_path}
        may_add = related.can_add and acting().may(Action.CREATE, related.model.data_class)
        return RelatedTable(
            title,
            labels,
            found[: related.most],
            self.get_url(f"{stem}.index_view", **more) if len(found) > related.most else None,
            self.get_url(f"{stem}.create_view", **back) if may_add else None,
            gettext("Add"),
        )

    def _related_rows(
        self, record: Record, related: Related, names: list[str]
    ) -> list[tuple[str | None, list[str]]]:
        """One more than is shown, which tells whether there are others."""
        model = related.model
        stem, key = model.__tablename__, model.id
        if related.leads_to:
            stem = model.__mapper__.relationships[related.leads_to].mapper.class_.__tablename__
            key = getattr(model, f"{related.leads_to}_id")
        columns = [self._related_source(model, name).label(name) for name in names]
        found = db.session.execute(
            select(key, *columns)
            .where(_hangs_on(model, related.relation, record))
            .where(model.visible_to(acting()))
            .order_by(related.order(), model.id.desc())
            .limit(related.most + 1)
        )
        address = self.get_url(f"{stem}.details_view", id="0").removesuffix("0")
        return [
            (f"{address}{number}", list(map(formats.show, values, names)))
            for number, *values in found
        ]

    def _related_source(self, model: type[Record], name: str) -> ColumnElement[Any]:
        """As the other table's own list shows it: a column may be closed in some of its rows."""
        lists = (view for view in self.admin._views if isinstance(view, RelatedTables))
        own = next((view for view in lists if view.model is model), None)
        return source_of(model, name, own.column_sources if own else {})


def _hangs_on(model: Any, relation: str, record: Record) -> ColumnElement[bool]:
    """By its column; a talk with a family belongs to the file of each."""
    if relation == "person" and hasattr(model, "of_file"):
        in_file: ColumnElement[bool] = model.of_file(record.id)
        return in_file
    is_theirs: ColumnElement[bool] = getattr(model, f"{relation}_id") == record.id
    return is_theirs
