"""A record begun as a row of the list: the form of a new record, sent from the list's cells."""

from typing import Any, ClassVar

from flask import Response, jsonify, request
from flask_admin import expose
from wtforms import Field, Form

from admin_views.cell_forms import PartForms
from admin_views.draft import FormState, new_token
from admin_views.fields import EnumField
from admin_views.form_values import sent_by, told
from admin_views.words import gettext
from models.change_step import StepKind, step
from models.permissions import Access, Action


class NewRowPages(PartForms):
    """Mixin of RecordView: rows of the list that become records.

    A view opens this by `has_new_rows`. Where the title is made of several fields, as a person's
    name is, `title_parts` names those that are typed with a comma between them; a single one is a
    record that is named.
    """

    has_new_rows: ClassVar[bool] = False
    title_parts: ClassVar[tuple[str, ...]] = ()

    def new_row_fields(self) -> list[str]:
        """Cells of a new row that are typed into; none where no row may be begun."""
        if not self.has_new_rows or self.access_to("new_row") is not Access.YES:
            return []
        names = (*self.cell_kinds(), *self.title_parts)
        return [name for name in names if self.may_write(name, Action.CREATE)]

    def why_form_first(self, form: Form) -> str:
        """Why a person should look at the form before this record is made; a view adds to it."""
        return ""

    @expose("/cells/new/", methods=("GET", "POST"))
    def new_row(self) -> Response:
        """What a new row begins with; or the row as the form of a new record sends it."""
        names = self.new_row_fields()
        if not names:
            return self.gone_page(None)
        if request.method == "POST":
            return self._row_sent(names)
        form = self.create_form(obj=self.presets())
        fields = [form._fields[name] for name in names if name in form._fields]
        return jsonify(
            token=new_token(),
            pairs=sent_by(form),
            shown={field.name: told(field) for field in fields},
            missing=self._missing(form),
        )

    def _row_sent(self, names: list[str]) -> Response:
        """Saved by the form's own way, within a step that can be taken back."""
        made = self._saved_draft(request.form.get("_token", ""))
        if made is not None and made.fingerprint == self._fingerprint():
            return self._row_kept(made.saved_id, None)
        state = self.form_state(None)
        form = self.create_form(obj=self.presets())
        if state.problem:
            form.form_errors = [state.problem]
        if state.problem or not form.validate():
            return self._row_refused(form, names, state)
        if reason := self.why_form_first(form):
            return jsonify(state="form", rest=[reason], token=state.token), 422
        with step(StepKind.NEW_ROW, self.model.__tablename__) as running:
            record = self.create_model(form)
        if record is None:
            return self._row_refused(form, names, state)
        return self._row_kept(record.id, running.id)

    def _row_kept(self, key: int | None, step_id: int | None) -> Response:
        rows = self._drawn([key or 0])
        return jsonify(state="saved", id=key, step=step_id, rows=rows)

    def _row_refused(self, form: Form, names: list[str], state: FormState) -> Response:
        """What stands at a cell, and what concerns fields that are in the form alone."""
        shown = self._fields_shown()
        cells, rest = {}, []
        for field in (item for item in form if item.errors):
            text = _first_text(field.errors) or gettext("Please check this.")
            if field.name in names and field.name in shown:
                cells[field.name] = text
            else:
                rest.append(f"{field.label.text}: {text}")
        rest += map(str, form.form_errors)
        return jsonify(state="refused", cells=cells, rest=rest, token=state.token), 422

    def _missing(self, form: Form) -> list[str]:
        """Fields that are needed and typed into no column of this list."""
        shown = self._fields_shown() & set(self.new_row_fields())
        return [
            str(field.label.text)
            for field in form
            if field.name not in shown and _is_needed(field)
            if not any(value for _, value in sent_by([field]))
        ]

    def _fields_shown(self) -> set[str]:
        names = self.shown_names(self.list_state())
        parts = self.title_parts if "title" in names else ()
        return {*map(self.field_of, names), *parts}


def _is_needed(field: Field) -> bool:
    if isinstance(field, EnumField):
        return not field.is_optional
    return bool(field.flags.required)


def _first_text(errors: Any) -> str:
    """The first sentence of what a field, or the rows within it, have to say."""
    if not isinstance(errors, dict | list | tuple):
        return str(errors)
    inner = errors.values() if isinstance(errors, dict) else errors
    return next((text for item in inner if (text := _first_text(item))), "")
