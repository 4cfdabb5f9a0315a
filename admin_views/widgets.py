"""How form fields are drawn: the library's own tags, each joined in one go.

The library formats every attribute of every option by itself, which took a third of a form's time.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask_admin.form import BaseForm
from markupsafe import Markup, escape
from wtforms import Field
from wtforms.widgets import CheckboxInput, HiddenInput, Select, TextArea, TextInput

Attributes = dict[str, Any]


def attributes(given: Mapping[str, Any]) -> str:
    """Attributes of a tag: a bare name for True, nothing for False."""
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(value)}"'
        for name, value in given.items()
        if value is not False
    )


def _told(field: Field, given: Attributes, flags: list[str]) -> Attributes:
    """What the template says, and what the rules of the field let the browser know."""
    known = {name: value for name in flags if (value := getattr(field.flags, name, None))}
    return {"id": field.id, "name": field.name, **known, **given}


def _input(field: Field, given: Attributes) -> str:
    kind = {"type": field.widget.input_type, "value": field._value()}
    return f"<input{attributes({**kind, **_told(field, given, field.widget.validation_attrs)})}>"


def _tick(field: Field, given: Attributes) -> str:
    return _input(field, {"checked": bool(field.data), **given})


def _text_area(field: Field, given: Attributes) -> str:
    told = attributes(_told(field, given, field.widget.validation_attrs))
    return f"<textarea{told}>\r\n{escape(field._value())}</textarea>"


def _select(field: Field, given: Attributes) -> str:
    told = attributes(_told(field, given, field.widget.validation_attrs))
    options = "".join(
        f'<option value="{escape(choice.value)}"{" selected" if choice.selected else ""}>'
        f"{escape(choice.label)}</option>"
        for choice in field.iter_choices()
    )
    return f"<select{told}>{options}</select>"


DRAWN: dict[type, Callable[[Field, Attributes], str]] = {
    TextInput: _input,
    HiddenInput: _input,
    CheckboxInput: _tick,
    TextArea: _text_area,
    Select: _select,
}


class OfficeForm(BaseForm):
    """The form of every grid."""

    class Meta:
        def render_field(self, field: Field, given: Attributes) -> Markup:
            draw = DRAWN.get(type(field.widget))
            if draw is None or field.render_kw:
                return super().render_field(field, given)
            return Markup(draw(field, given))  # noqa: S704 - each part is escaped
