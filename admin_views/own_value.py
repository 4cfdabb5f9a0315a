"""The office's own fields on every page of a record: form, details, list, filter, file."""

from collections.abc import Iterable
from typing import Any

from flask import has_request_context
from flask_babel import gettext
from sqlalchemy import ColumnElement
from sqlalchemy.orm import selectinload
from wtforms import Form

from admin_views.details import Section
from admin_views.editing import FormSection
from admin_views.filters import Filter
from admin_views.grid import ListState, visible_names
from admin_views.own_filters import own_filters
from admin_views.own_inputs import form_with
from models.acting import acting
from models.base import Record
from models.own_definitions import OwnDefinition, own_fields
from models.own_field import OwnKind
from models.own_value import HasOwnFields, own_column
from models.permissions import Access, Action, DataClass


class OwnFieldPages:
    """Mixin of RecordView, before its pages: adds the own fields to what they show.

    Rights are asked field by field, as for columns: `class_of` of the table knows own fields.
    """

    model: type[Record]

    def own(self) -> dict[str, OwnDefinition]:
        """The own fields of this table by name, ended ones included."""
        if not issubclass(self.model, HasOwnFields):
            return {}
        return own_fields(self.model.__tablename__)

    def own_open(self) -> list[OwnDefinition]:
        """Those that are still asked."""
        today = acting().today
        return [field for field in self.own().values() if field.is_open_on(today)]

    def own_listed(self) -> list[str]:
        return [field.name for field in self.own_open() if field.is_listed]

    def _form_options(self) -> list[Any]:
        options = super()._form_options()
        if self.own():
            options.append(selectinload(self.model.own_values))
        return options

    def _sections(self, form: Form) -> list[FormSection]:
        sections: list[FormSection] = super()._sections(form)
        fields = [form._fields[name] for name in self.own() if name in form._fields]
        return [*sections, FormSection(gettext("Further details"), fields)] if fields else sections

    def every_section(self, record: Record, has_reason: bool) -> list[Section]:
        """What is asked today, and what was answered before a field ended."""
        sections: list[Section] = super().every_section(record, has_reason)
        today = acting().today
        facts = [
            self._fact(record, field.name)
            for field in self.own().values()
            if self.may_read(record, field.name, has_reason)
            if field.is_open_on(today) or getattr(record, field.name) is not None
        ]
        return [*sections, Section(gettext("Further details"), facts)] if facts else sections

    def closed_classes(self, record: Record) -> set[DataClass]:
        closed: set[DataClass] = super().closed_classes(record)
        own = {field.data_class for field in self.own().values()}
        return closed | {
            item for item in own if acting().access(item, Action.READ) is Access.WITH_REASON
        }

    def list_names(self) -> list[str]:
        names: list[str] = super().list_names()
        return [*names, *visible_names(self.model, self.own_listed())]

    def sortable(self) -> tuple[str, ...]:
        return (*super().sortable(), *self.own())

    def source(self, name: str) -> ColumnElement[Any]:
        field = self.own().get(name)
        if field is None or not issubclass(self.model, HasOwnFields):
            return super().source(name)
        return own_column(self.model, field)

    def _is_numeric(self, name: str) -> bool:
        field = self.own().get(name)
        return super()._is_numeric(name) if field is None else field.kind is OwnKind.NUMBER

    def open_filters(self) -> list[Filter]:
        filters: list[Filter] = super().open_filters()
        return [*filters, *self._own_filters()]

    def _own_filters(self) -> Iterable[Filter]:
        for name in visible_names(self.model, list(self.own())):
            yield from own_filters(self.own()[name])

    def open_columns(self) -> list[str]:
        names: list[str] = super().open_columns()
        return [*names, *visible_names(self.model, list(self.own()))]

    def export_names(self, state: ListState) -> list[str]:
        """All of them, unless columns were chosen."""
        names: list[str] = super().export_names(state)
        if state.columns:
            return names
        return [*names, *visible_names(self.model, list(self.own()), Action.EXPORT)]


class OwnFormFields:
    """Mixin of RecordView: whoever asks for the form's class gets it with the own fields of today.

    Flask-Admin makes both classes once, at start-up, and keeps them under these names.
    """

    @property
    def _create_form_class(self) -> type[Form]:
        return self._with_own(self._plain_create_form)

    @_create_form_class.setter
    def _create_form_class(self, form: type[Form]) -> None:
        self._plain_create_form = form

    @property
    def _edit_form_class(self) -> type[Form]:
        return self._with_own(self._plain_edit_form)

    @_edit_form_class.setter
    def _edit_form_class(self, form: type[Form]) -> None:
        self._plain_edit_form = form

    def _with_own(self, form: type[Form]) -> type[Form]:
        """At start-up, when Flask-Admin looks its forms over, there is nobody to ask yet."""
        if not has_request_context():
            return form
        definitions = tuple(self.own_open())
        return form_with(form, definitions, acting().language) if definitions else form
