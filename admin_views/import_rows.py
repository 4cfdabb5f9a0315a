"""A row of a table goes into a record as a form would put it there: same fields, same checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import Field

from admin_views.fields import CatalogueField
from admin_views.form_values import meaning, told
from admin_views.formats import show
from admin_views.import_cells import can_be_imported, sent_by_cell
from admin_views.import_pickers import MANY, KnownTitles, SeveralFound, matching_records
from admin_views.pickers import RecordField
from models.acting import acting
from models.base import Record, RulesBroken, db
from models.integrity import problems_of
from models.permissions import SECRET, Action
from models.rules.table_check import Difference, Problem


class RowForm:
    """The form of a grid for many rows: made once, its fields filled anew for each row."""

    def __init__(self, view: Any, mapped: Sequence[str], *, is_proposal: bool = False) -> None:
        """A proposal is tried without the right to save it; somebody else decides on it."""
        self.view, self.mapped = view, [name for name in mapped if name]
        self.is_proposal = is_proposal
        kind = view.import_form()
        whole = kind(None)
        self.open = [
            name
            for name, field in whole._fields.items()
            if can_be_imported(field) and view.model.class_of(name) not in SECRET
            if name not in view.import_without
        ]
        unbound = {name: getattr(kind, name) for name in self._names(whole)}
        self.begin()
        self._values: dict[tuple[str, str], Any] = {}
        self._titles: dict[str, KnownTitles] = {}
        self._found: dict[tuple[str, str], list[tuple[int, str]]] = {}
        self.form = type("RowForm", (view.form_base_class,), unbound)(None)

    def _names(self, whole: Any) -> list[str]:
        """The mapped fields, and those that a new record cannot do without."""
        return [
            name
            for name in self.open
            if name in self.mapped or getattr(whole._fields[name].flags, "required", False)
        ]

    def begin(self) -> None:
        """Anew in a session that knows none of the records that were picked before."""
        given = {} if self.is_proposal else self.view.import_presets()
        self._presets = {name: value for name, value in given.items() if name in self.open}
        self._picked: dict[tuple[str, str], Any] = {}

    def value(self, name: str, text: str) -> Any:
        """What the cell means; raises ValueError where it means nothing that may stand there."""
        field = self.form._fields[name]
        key = (name, text)
        if key not in self._values:
            sent = sent_by_cell(field, text, None, self._find) if text else [""]
            self._process(field, sent, None)
            if text and field.process_errors:
                raise ValueError(field.process_errors[0])
            self._values[key] = meaning(field)
        return self._values[key]

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
        is_tried: bool = False,
    ) -> tuple[list[Difference], list[Problem]]:
        """Put what the row says into the record; a blank cell leaves there what stands there.

        The rules of a record that `is_tried` are asked once more on saving, and not here.
        """
        differences, problems = [], []
        presets = self._presets if is_new else {}
        for name, field in self.form._fields.items():
            text = values.get(name, "")
            if not text and (not is_new or name in presets):
                continue
            if not self._may_write(record, name, is_new):
                problems.append(Problem(name, gettext("You may not change this field.")))
                continue
            cell = Cell(text, _chosen_in(name, chosen or {}))
            found, wrong = self._fill_one(field, name, record, cell, is_new)
            differences += found
            problems += wrong
        for name, value in presets.items():
            if not values.get(name):
                setattr(record, name, value)
        if not problems:
            problems = self._broken(record, is_new, is_tried)
            differences = [settled for item in differences if (settled := _settled(item, record))]
        return differences, problems

    def _may_write(self, record: Record, name: str, is_new: bool) -> bool:
        """As far as the record's own protection goes, too."""
        if self.is_proposal:
            return True
        action = Action.CREATE if is_new else Action.UPDATE
        own_class = record.own_class_of(name)
        return self.view.may_write(name, action) and acting().may(action, own_class)

    def _broken(self, record: Record, is_new: bool, is_tried: bool) -> list[Problem]:
        try:
            self.view.on_model_change(self.form, record, is_new)
        except RulesBroken as broken:
            return [Problem(item.field, _said(item.text, item.values)) for item in broken.problems]
        found = [] if is_tried else problems_of(record, acting().today, db.session())
        return [Problem(item.field, _said(item.text, item.values)) for item in found]

    def _fill_one(
        self, field: Field, name: str, record: Record, cell: "Cell", is_new: bool
    ) -> tuple[list[Difference], list[Problem]]:
        stored = None if is_new else getattr(record, name)
        field.raw_data = None  # what the row before said
        field.process(None, stored) if not is_new else field.process(None)
        old_text, old = ("", None) if is_new else (told(field), meaning(field))
        if is_new and not cell.text:
            return [], _left_blank(field, name, record)
        try:
            sent = sent_by_cell(field, cell.text, cell.chosen, self._find) if cell.text else [""]
        except SeveralFound as several:
            return [], [Problem(name, str(several), several.found, several.part)]
        except ValueError as wrong:
            return [], [Problem(name, str(wrong))]
        self._process(field, sent, stored)
        if not field.validate(self.form):
            return [], [Problem(name, str(error)) for error in field.errors]
        if not is_new and meaning(field) == old:
            return [], []
        field.populate_obj(record, name)
        self._hold(field)
        return [Difference(name, old_text, told(field))] if cell.text else [], []

    def _hold(self, field: Field) -> None:
        """An entry that many rows name is read once, and kept while they are at work."""
        if isinstance(field, CatalogueField) and field.data is not None:
            key = (field.short_name, str(field.data))
            if key not in self._picked:
                self._picked[key] = db.session.get(field.catalogue, field.data)

    def _process(self, field: Field, sent: list[str], stored: Any) -> None:
        """As if a form had sent it; a record picked in many rows is read once."""
        if not isinstance(field, RecordField) or not sent[0]:
            field.process(MultiDict([(field.name, part) for part in sent]), stored)
            return
        key = (field.short_name, sent[0])
        if key not in self._picked:
            self._picked[key] = field.loader.get_one(sent[0])
        field.process(None, stored)
        field.raw_data, field.data = sent, self._picked[key]

    def _find(self, field: Any, text: str) -> list[tuple[int, str]]:
        """The same name stands in many rows, and is looked for once."""
        key = (field.short_name, text)
        if key not in self._found:
            self._found[key] = self._looked_up(field, text)
        return self._found[key]

    def _looked_up(self, field: Any, text: str) -> list[tuple[int, str]]:
        name = field.short_name
        if name not in self._titles and len(self._found) >= MANY:
            self._titles[name] = KnownTitles(field.loader)
        titles = self._titles.get(name)
        one = titles.the_one(text) if titles else None
        return matching_records(field, text) if one is None else [(one, text)]

    def facts(self, record: Record) -> dict[str, str]:
        """What the record says in the mapped fields, as the form would show it."""
        found = {}
        for name in self.mapped:
            field = self.form._fields[name]
            field.process(None, getattr(record, name))
            found[name] = told(field)
        return found


def _left_blank(field: Field, name: str, record: Record) -> list[Problem]:
    """A new record begins with the usual value, where there is one; else it may have to be told."""
    if field.data in (None, "", []):
        told = field.gettext("This field is required.")
        return [Problem(name, told)] if field.flags.required else []
    field.populate_obj(record, name)
    return []


def _chosen_in(name: str, chosen: Mapping[str, str]) -> dict[int, str]:
    """Which of several records the names of this cell mean, by their place in it."""
    places = ((place.rpartition("."), key) for place, key in chosen.items())
    return {int(part): key for (field, _, part), key in places if field == name}


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
