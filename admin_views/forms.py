"""How a table becomes a form: which field for which column; never a select that loads a table."""

from typing import Any

from flask_admin.contrib.sqla.form import AdminModelConverter, InlineModelConverter
from flask_admin.model.form import InlineFormAdmin, converts
from sqlalchemy.orm import Mapper
from wtforms import BooleanField, Field, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Length

from admin_views.child_rows import ChildRows
from admin_views.fields import (
    CatalogueField,
    ChipsField,
    DecimalField,
    EnumField,
    Filled,
    GermanDateField,
    GermanDateTimeField,
    IntegerField,
    TimeField,
    YesNoField,
    tidy_input,
)
from admin_views.labels import field_label
from admin_views.pickers import PickerLoader, RecordField, RecordsField
from admin_views.widgets import OfficeForm
from models.base import NOTE_LENGTH, Record
from models.catalogue import Catalogue, Country, Language

LARGE_CATALOGUES = (Country, Language)  # searched, not listed


class RecordConverter(AdminModelConverter):
    """Our fields for our columns, and our words for them."""

    def _get_label(self, name: str, field_args: dict[str, Any]) -> Any:
        return field_args.get("label") or field_label(self.view.model, name)

    def _model_select_field(
        self, prop: Any, multiple: Any, remote_model: Any, **kwargs: Any
    ) -> Any:
        loader = self.view._form_ajax_refs.get(prop.key)
        if loader is not None:
            return RecordsField(loader, **kwargs) if multiple else RecordField(loader, **kwargs)
        if not issubclass(remote_model, Catalogue):
            raise TypeError(f"{self.view.model.__name__}.{prop.key} needs a picker")
        kind = ChipsField if multiple else CatalogueField
        return kind(kwargs.pop("label"), kwargs.pop("validators"), remote_model, **kwargs)

    def convert(
        self, model: Any, mapper: Any, name: str, prop: Any, field_args: Any, hidden_pk: bool
    ) -> Any:
        field_args = dict(field_args or {})
        if name != "id" and name not in (self.view.form_extra_fields or ()):
            field_args.setdefault("label", field_label(model, name))
        field = super().convert(model, mapper, name, prop, field_args, hidden_pk)
        if isinstance(field, UnboundField) and "validators" in field.kwargs:
            field.kwargs["validators"] = [_strict(item) for item in field.kwargs["validators"]]
        return field

    @converts("String")
    def conv_String(  # noqa: N802 - Flask-Admin's name
        self, column: Any, field_args: dict[str, Any], **extra: Any
    ) -> Field:
        return self._text(StringField, column.type.length or NOTE_LENGTH, field_args)

    @converts("Text")
    def conv_Text(  # noqa: N802 - Flask-Admin's name
        self, column: Any, field_args: dict[str, Any], **extra: Any
    ) -> Field:
        return self._text(TextAreaField, NOTE_LENGTH, field_args)

    def _text(self, kind: type[Field], longest: int, field_args: dict[str, Any]) -> Field:
        field_args["validators"].append(Length(max=longest))
        field_args["filters"] = [tidy_input]
        return kind(**field_args)

    @converts("sqlalchemy.sql.sqltypes.Enum")
    def convert_enum(self, column: Any, field_args: dict[str, Any], **extra: Any) -> Field:
        return EnumField(kind=column.type.enum_class, is_optional=column.nullable, **field_args)

    @converts("Boolean")
    def conv_Boolean(  # noqa: N802 - Flask-Admin's name
        self, column: Any, field_args: dict[str, Any], **extra: Any
    ) -> Field:
        return (YesNoField if column.nullable else BooleanField)(**field_args)

    @converts("Date")
    def convert_date(self, field_args: dict[str, Any], **extra: Any) -> Field:
        return GermanDateField(**field_args)

    @converts("DateTime")
    def convert_datetime(self, field_args: dict[str, Any], **extra: Any) -> Field:
        return GermanDateTimeField(**field_args)

    @converts("Time")
    def convert_time(self, field_args: dict[str, Any], **extra: Any) -> Field:
        return TimeField(**field_args)

    @converts("Integer")
    def handle_integer_types(self, column: Any, field_args: dict[str, Any], **extra: Any) -> Field:
        if not column.nullable:
            field_args["validators"].append(Filled())
        return IntegerField(**field_args)

    @converts("models.base.Hundredths")
    def convert_hundredths(self, field_args: dict[str, Any], **extra: Any) -> Field:
        return DecimalField(**field_args)


def _strict(validator: Any) -> Any:
    """Required means that something is there in the end, not only that something was sent."""
    return Filled() if type(validator) is InputRequired else validator


class ChildConverter(InlineModelConverter):
    inline_field_list_type = ChildRows

    def get_label(self, info: Any, name: str) -> Any:
        return field_label(self.view.model, name)


class ChildForm(InlineFormAdmin):
    """A small child table edited within its parent's form."""

    form_base_class = OfficeForm

    def __init__(self, model: type[Record], *columns: str) -> None:
        loaders = pickers_of(model, columns)
        super().__init__(model, form_columns=("id", *columns), form_ajax_refs=loaders)


def pickers_of(model: type[Record], columns: tuple[str, ...]) -> dict[str, PickerLoader]:
    """A picker for each relation among the columns that points to a growing table."""
    mapper: Mapper[Any] = model.__mapper__
    loaders = {}
    for name in columns:
        relation = mapper.relationships.get(name)
        if relation is None or relation.cascade.delete:
            continue
        target = relation.mapper.class_
        if issubclass(target, LARGE_CATALOGUES) or not issubclass(target, Catalogue):
            loaders[name] = PickerLoader(name, target)
    return loaders
