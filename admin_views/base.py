"""RecordView: what every grid of the office has in common; closed unless a right opens it."""

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar

from flask import Response, abort, jsonify, request
from flask_admin import expose
from flask_admin.contrib.sqla import ModelView
from flask_admin.model.form import InlineFormAdmin
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Executable, select

from admin_views.bulk import BulkPages
from admin_views.closed_file import knock
from admin_views.comparing import ComparePages
from admin_views.deleting import DeletePage
from admin_views.details import DetailsPage
from admin_views.draft import DraftPages
from admin_views.editing import EditPages, VersionField
from admin_views.export import ExportFile
from admin_views.field_change import HistoryPage
from admin_views.filters import Filter, OwnRows, filters_for, key_filters
from admin_views.forms import ChildConverter, RecordConverter, pickers_of
from admin_views.grid import Source
from admin_views.issued import IssuedRecords
from admin_views.list_bar import ListBar
from admin_views.list_layout import LayoutPages
from admin_views.list_state import ListAddress
from admin_views.listing import ListPage
from admin_views.own_value import OwnFieldPages, OwnFormFields
from admin_views.pickers import MOST
from admin_views.record_panel import PanelPages
from admin_views.related import Related, RelatedTables
from admin_views.rights import Gate
from admin_views.table_import import ImportPages
from admin_views.table_labels import plural
from admin_views.view_bar import ListViews
from admin_views.widgets import OfficeForm
from admin_views.worksheet import WorksheetPages
from admin_views.worksheet_paste import PastePages
from models.acting import acting
from models.base import Record, db
from models.rules.text import whole_number
from models.told import Asked

SectionSpec = tuple[Any, tuple[str, ...]]


class RecordView(
    DraftPages,
    ComparePages,
    ImportPages,
    Gate,
    IssuedRecords,
    OwnFieldPages,
    ListAddress,
    LayoutPages,
    ListViews,
    ListBar,
    ListPage,
    DetailsPage,
    RelatedTables,
    EditPages,
    BulkPages,
    WorksheetPages,
    PastePages,
    PanelPages,
    DeletePage,
    HistoryPage,
    ExportFile,
    OwnFormFields,
    ModelView,
):
    """A table of the office as list, details, form and file.

    A view says which columns, filters and form sections it has; rights, scope, audit, locking
    and export come from here. Nothing may be shown that has no data class. `more_columns` may be
    chosen beside the usual ones; `relative_days` are columns said as "in 3 days", with the days
    in which they press; `row_needs` is what such a row must know of itself; `own_rows` says what
    "me" means in a filter over a source. A view with words or colours of its own for cells names
    these columns in `says_more`, or None: it is asked for every cell.
    """

    column_list: ClassVar[tuple[str, ...]] = ("title",)
    more_columns: ClassVar[tuple[str, ...]] = ()
    second_lines: ClassVar[dict[str, str]] = {}
    column_sources: ClassVar[dict[str, Source]] = {}
    numeric_columns: ClassVar[frozenset[str]] = frozenset()
    column_default_sort: ClassVar[Sequence[tuple[str, bool]]] = (("title", False),)
    filter_columns: ClassVar[tuple[str, ...]] = ()
    search_relations: ClassVar[tuple[str, ...]] = ()
    form_sections: ClassVar[tuple[SectionSpec, ...]] = ()
    joined_children: ClassVar[frozenset[str]] = frozenset()
    inline_models: ClassVar[tuple[InlineFormAdmin, ...]] = ()
    related: ClassVar[tuple[Related, ...]] = ()
    today_fields: ClassVar[tuple[str, ...]] = ()
    relative_days: ClassVar[dict[str, int | None]] = {}
    own_rows: ClassVar[dict[str, OwnRows]] = {}
    row_needs: ClassVar[tuple[str, ...]] = ()
    is_seldom: ClassVar[bool] = False  # stands under "More lists" in the menu
    says_more: ClassVar[frozenset[str] | None] = frozenset()
    bulk_fields: ClassVar[tuple[str, ...]] = ()
    empty_text: ClassVar[Any] = _("There is nothing here yet.")

    can_view_details = True
    can_export = True
    column_display_pk = False
    form_base_class = OfficeForm
    model_form_converter = RecordConverter
    inline_model_form_converter = ChildConverter

    def __init__(self, model: type[Record], group: Any) -> None:
        self.form_columns = tuple(name for _, names in self.form_sections for name in names)
        children = {name for name in self.form_columns if self._is_child(model, name)}
        self.form_scaffold_columns = tuple(
            name for name in self.form_columns if name not in children
        )
        self.form_ajax_refs = pickers_of(model, self.form_scaffold_columns)
        self.form_extra_fields = {"version": VersionField(), **self.extra_fields()}
        self._office_filters: list[Filter] = [
            item
            for name in self.filter_columns
            for item in filters_for(model, name, self.column_sources, self.own_rows)
        ] + key_filters(model)
        self._sources: dict[Hashable, ColumnElement[Any]] = {}
        self._first_pages: dict[Hashable, Asked] = {}
        self._part_forms: dict[Hashable, type[OfficeForm]] = {}
        self._asked: dict[Hashable, Executable] = {}
        super().__init__(
            model,
            db,
            name=plural(model),
            category=group,
            endpoint=model.__tablename__,
            url=f"/admin/{model.__tablename__}",
        )

    @staticmethod
    def _is_child(model: type[Record], name: str) -> bool:
        relation = model.__mapper__.relationships.get(name)
        return relation is not None and relation.cascade.delete

    def scaffold_form(self) -> Any:
        """Our own columns and the version that was on screen; children are added as rows."""
        everything = self.form_columns
        self.form_columns = (*self.form_scaffold_columns, *self.form_extra_fields)
        try:
            return super().scaffold_form()
        finally:
            self.form_columns = everything

    def _refresh_filters_cache(self) -> None:
        """Filters are ours, named by column; Flask-Admin's numbered ones stay empty."""
        self._filters = self._filter_groups = None
        self._filter_args: dict[str, Any] = {}

    def init_search(self) -> bool:
        return False

    def scaffold_sortable_columns(self) -> dict[str, Any]:
        return {}

    def get_query(self) -> Any:
        return db.session.query(self.model).filter(self.model.visible_to(acting()))

    def get_one(self, id: Any, options: Sequence[Any] = ()) -> Any:
        """The record of this key if it is within the acting person's scope; of a closed file only

        once a reason was stated.
        """
        record = self.within_reach(id, options)
        if record is not None:
            knock(record)
        return record

    def within_reach(self, id: Any, options: Sequence[Any] = ()) -> Any:
        key = whole_number(str(id or ""))
        if key is None:
            return None
        wanted = select(self.model).where(self.model.id == key, self.model.visible_to(acting()))
        return db.session.execute(wanted.options(*options)).unique().scalar_one_or_none()

    def crumbs(self, record: Record | None) -> list[tuple[Any, str | None]]:
        trail: list[tuple[Any, str | None]] = [
            (self.category, None),
            (self.name, self.get_url(".index_view")),
        ]
        if record is not None:
            trail.append((record.title, self.get_url(".details_view", id=record.id)))
        return trail

    @expose("/ajax/lookup/")
    def ajax_lookup(self) -> Response:
        """Answers of a picker: at most 20, within reach, for those who may fill in the form."""
        loader = self._form_ajax_refs.get(request.args.get("name", ""))
        if loader is None or not self.may_fill_in():
            abort(404)
        term = request.args.get("query", "").replace("\x00", "")
        start = whole_number(request.args.get("offset"), digits=5) or 0
        return jsonify([loader.format(found) for found in loader.get_list(term, start, MOST)])

    def may_fill_in(self) -> bool:
        return (
            self.access_to("create_view").value == "yes"
            or self.access_to("edit_view").value == "yes"
        )
