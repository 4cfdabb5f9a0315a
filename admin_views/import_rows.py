"""A row of a table goes into a record as a form would put it there: same fields, same checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import Field

from admin_views.form_values import meaning, told
from admin_views.formats import show
from admin_views.import_cells import can_be_imported, sent_by_cell
from admin_views.import_pickers import SeveralFound, matching_records
from models.acting import acting
from models.base import Record, RulesBroken, db
from models.integrity import problems_of
from models.permissions import Action
from models.rules.table_check import Difference, Problem


class RowForm:
    """The form of a grid for many rows: made once, its fields filled anew for each row."""

    def __init__(self, view: Any, mapped: Sequence[str], *, is_proposal: bool = False) -> None:
        """A proposal is tried without the right to save it; somebody else decides on it."""
        self.view, self.mapped = view, [name for name in mapped if name]
        self.is_proposal = is_proposal
        whole = view._create_form_class(None)
        self.open = [name for name, field in whole._fields.items() if can_be_imported(field)]
        unbound = {name: getattr(view._create_form_class, name) for name in self._names(whole)}
        self._found: dict[tuple[str, str], list[tuple[int, str]]] = {}
        self.form = type("RowForm", (view.form_base_class,), unbound)(None)

    def _names(self, whole: Any) -> list[str]:
        """The mapped fields, and those that a new record cannot do without."""
        return [
            name
            for name in self.open
            if name in self.mapped or getattr(whole._fields[name].flags, "required", False)
        ]

    def missing(self) -> list[Field]:
        """Fields of a new record that no column was given."""
        return [field for name, field in self.form._fields.items() if name not in self.mapped]

    def fill(
        self,
        record: Record,
        values: Mapping[str, str],
        *,
        is_new: bool,
        chosen: Mapping[str, str] | None = None,
    ) -> tuple[list[Difference], list[Problem]]:
        """Put what the row says into the record; a blank cell leaves there what stands there."""
        differences, problems = [], []
        for name, field in self.form._fields.items():
            text = values.get(name, "")
            if not text and not is_new:
                continue
            action = Action.CREATE if is_new else Action.UPDATE
            if not self.is_proposal and not self.view.may_write(name, action):
                problems.append(Problem(name, gettext("You may not change this field.")))
                continue
            meant = {
                int(place.rpartition(".")[2]): key
                for place, key in (chosen or {}).items()
                if place.rpartition(".")[0] == name
            }
            found, wrong = self._fill_one(field, name, record, Cell(text, meant), is_new)
            differences += found
            problems += wrong
        if not problems:
            self.view.on_model_change(self.form, record, is_new)
            problems = [
                Problem(item.field, _said(item.text, item.values))
                for item in problems_of(record, acting().today, db.session())
            ]
            differences = [settled for item in differences if (settled := _settled(item, record))]
        return differences, problems

    def _fill_one(
        self, field: Field, name: str, record: Record, cell: "Cell", is_new: bool
    ) -> tuple[list[Difference], list[Problem]]:
        stored = None if is_new else getattr(record, name)
        field.raw_data = None  # what the row before said
        field.process(None, stored) if not is_new else field.process(None)
        old_text, old = told(field), meaning(field)
        try:
            sent = sent_by_cell(field, cell.text, cell.chosen, self._find) if cell.text else [""]
        except SeveralFound as several:
            return [], [Problem(name, str(several), several.found, several.part)]
        except ValueError as wrong:
            return [], [Problem(name, str(wrong))]
        field.process(MultiDict([(field.name, part) for part in sent]), stored)
        if not field.validate(self.form):
            return [], [Problem(name, str(error)) for error in field.errors]
        if not is_new and meaning(field) == old:
            return [], []
        field.populate_obj(record, name)
        return [Difference(name, "" if is_new else old_text, told(field))] if cell.text else [], []

    def _find(self, field: Any, text: str) -> list[tuple[int, str]]:
        """The same name stands in many rows, and is looked for once."""
        key = (field.short_name, text)
        if key not in self._found:
            self._found[key] = matching_records(field, text)
        return self._found[key]

    def facts(self, record: Record) -> dict[str, str]:
        """What the record says in the mapped fields, as the form would show it."""
        found = {}
        for name in self.mapped:
            field = self.form._fields[name]
            field.process(None, getattr(record, name))
            found[name] = told(field)
        return found


@dataclass(frozen=True)
class Cell:
    """What stands in it, and which records its names mean where that was asked."""

    text: str
    chosen: Mapping[int, str]


def _settled(item: Difference, record: Record) -> Difference | None:
    """As it will stand there once it is put in order; nothing if that is what stood there."""
    value = getattr(record, item.field)
    new = value if isinstance(value, str) else item.new
    return None if new == item.old else replace(item, new=new)


def _said(text: str, values: Mapping[str, object]) -> str:
    shown = {name: show(value) for name, value in values.items()}
    return gettext(text, **shown)  # noqa: INT001 - marked for translation in the models


def broken_texts(broken: RulesBroken) -> list[str]:
    return [_said(item.text, item.values) for item in broken.problems]
