"""Rows of a block that is pasted into a list: tried through the record's form, then written."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import MANYTOONE
from sqlalchemy.orm.exc import StaleDataError

from admin_views.editing import clash_text
from admin_views.fields import IntegerField, TypedField
from admin_views.form_values import told
from admin_views.import_rows import RowForm, broken_texts
from admin_views.import_work import AT_ONCE, load
from admin_views.labels import field_label
from models.acting import acting
from models.base import Record, RulesBroken, db, utc_now
from models.permissions import Action
from models.rules.clipboard import day_text, line_text, number_text, whole_text
from models.rules.paste_check import CellTried, PastedRow, RowTried
from models.rules.table_check import (
    ADDS,
    CHANGES,
    DOUBTFUL,
    REFUSED,
    SAME,
    Difference,
    Problem,
)

PLACES = ("street", "postcode", "town")
READ_BY: dict[str, Callable[[str], str]] = {
    "number": number_text,
    "whole": whole_text,
    "date": day_text,
    "text": line_text,
}


def told_apart(title: str, record: Record | None) -> str:
    """The title with the place, where there is one that may be known: names are shared."""
    if record is None:
        return title
    may_know = [name for name in PLACES if acting().may(Action.READ, record.own_class_of(name))]
    facts = [str(fact) for name in may_know if (fact := getattr(record, name, None))]
    return " · ".join([title, *facts])


class PasteForm:
    """The form of a list for the rows of one block; whatever it does is put back by its caller."""

    def __init__(self, view: Any, kinds: Mapping[str, str]) -> None:
        self.view = view
        self.model: type[Record] = view.model
        self.form = RowForm(view, list(kinds))
        self.told: dict[tuple[str, int], str] = {}
        self.kinds = {
            name: "whole" if isinstance(item, IntegerField) else kinds[name]
            for name, item in self.form.form._fields.items()
            if name in kinds
        }

    def missing(self) -> list[str]:
        """What a new record needs and no column of the block says."""
        preset = self.view.import_presets()
        missing = [item for item in self.form.missing() if item.short_name not in preset]
        return [str(item.label.text) for item in missing]

    def tried(self, rows: Sequence[PastedRow]) -> list[RowTried]:
        """What would become of these rows, with all rules; nothing is kept."""
        try:
            with db.session.no_autoflush:
                records = self._records(rows)
                tried = [self._tried(row, record) for row, record in records]
                going = [
                    record
                    for (_, record), one in zip(records, tried, strict=True)
                    if one.outcome in (ADDS, CHANGES)
                ]
            if self._clash_of(going):
                db.session.rollback()
                self._one_by_one(rows, tried)
        finally:
            db.session.rollback()
        return tried

    def write(self, rows: Sequence[PastedRow]) -> tuple[list[Any], list[str]]:
        """Put the rows into the session, flushed; the records, or whose row is refused and why."""
        written: list[Any] = []
        for start in range(0, len(rows), AT_ONCE):
            with db.session.no_autoflush:
                records = self._records(rows[start : start + AT_ONCE])
                problems = [text for row, record in records for text in self._put(row, record)]
            if not problems and (clash := self._clash_of([record for _, record in records])):
                problems = self._named(rows) or [clash]
            if problems:
                return [], problems
            written += [record for _, record in records]
        return written, []

    def _named(self, rows: Sequence[PastedRow]) -> list[str]:
        """Which rows it is that contradict others, where that only shows on saving."""
        db.session.rollback()
        tried = [RowTried(ADDS if row.id is None else CHANGES) for row in rows]
        self._one_by_one(rows, tried)
        return [
            gettext("Row %(row)s of the block: %(why)s", row=number, why=cell.text)
            for number, one in enumerate(tried, 1)
            if one.outcome == REFUSED
            for cell in list(one.cells.values())[:1]
        ]

    def _records(self, rows: Sequence[PastedRow]) -> list[tuple[PastedRow, Any]]:
        """Each row with its record: a new one, the stored one, or none where it is out of reach."""
        found = load(self.model, {row.id for row in rows if row.id is not None})
        return [(row, self.model() if row.id is None else found.get(row.id)) for row in rows]

    def _tried(self, row: PastedRow, record: Any) -> RowTried:
        names = list(row.texts)
        if record is None:
            gone = RowTried(REFUSED, "", row.id)
            gone.refuse(row.texts, names, _gone_text())
            return gone
        is_new = row.id is None
        one = RowTried(SAME, "" if is_new else record.title, row.id, row.version or record.version)
        if why := self.why_shut(record, is_new):
            one.refuse(row.texts, names, why)
        else:
            names = self._open(row, record, one)
            while names and not self._is_settled(row, record, names, one):
                if is_new:  # it comes whole or not at all
                    break
                names = [name for name in names if name not in one.cells]
                record = self._anew(record)
        one.outcome = self._outcome(one, is_new)
        if is_new and one.outcome != ADDS:
            self._let_go(record)
        return one

    def _open(self, row: PastedRow, record: Any, one: RowTried) -> list[str]:
        """The fields of this very record that may be typed into; the others are refused."""
        is_new = row.id is None
        shut = [name for name in row.texts if not (is_new or self.view._may_type(record, name))]
        one.refuse(row.texts, shut, gettext("You may not change this field."))
        return [name for name in row.texts if name not in shut]

    def _is_settled(self, row: PastedRow, record: Any, names: Sequence[str], one: RowTried) -> bool:
        """Fill in these cells; where one is refused the others are tried without it."""
        changes, problems = self._filled(record, row, names)
        here = set(self.kinds if row.id is None else names)
        for item in (item for item in problems if item.field in here):
            one.cells.setdefault(item.field, self._told(item, row.texts.get(item.field, "")))
        for item in (item for item in problems if item.field not in here):
            label = str(field_label(self.model, item.field)) if item.field else ""
            why = ": ".join(filter(None, (label, item.text)))
            one.refuse(row.texts, [name for name in names if name not in one.cells], why)
        if not problems:
            one.cells |= {
                item.field: CellTried(CHANGES, item.old, self._shown(item)) for item in changes
            }
        return not problems

    def _filled(
        self, record: Any, row: PastedRow, names: Sequence[str]
    ) -> tuple[list[Difference], list[Problem]]:
        texts = {name: self._as_typed(name, row.texts[name]) for name in names}
        return self.form.fill(record, texts, is_new=row.id is None, chosen=row.chosen)

    def _shown(self, item: Difference) -> str:
        """As it will stand there: 03.04.2026 for 3.4.26."""
        typed = self.form.form._fields[item.field]
        if not isinstance(typed, TypedField) or typed.data is None:
            return item.new
        typed.raw_data = None
        return told(typed)

    def _as_typed(self, name: str, text: str) -> str:
        read = READ_BY.get(self.kinds[name])
        return read(text) if read else text

    def _told(self, item: Problem, text: str) -> CellTried:
        if not item.choices:
            return CellTried(REFUSED, new=text, text=item.text)
        look_up = self.form.form._fields[item.field].loader
        for key, title in item.choices:
            if (item.field, key) not in self.told:
                self.told[item.field, key] = told_apart(title, look_up.get_one(key))
        found = [(key, self.told[item.field, key]) for key, _ in item.choices]
        return CellTried(DOUBTFUL, "", text, item.text, found, item.place)

    def why_shut(self, record: Any, is_new: bool) -> str:
        return "" if is_new else str(self.view._why_shut(record))

    def _anew(self, record: Any) -> Any:
        """The record as it is stored, without what was tried."""
        for beside in [item for item in db.session.new if record in _owners(item)]:
            db.session.expunge(beside)
        return load(self.model, {record.id})[record.id]

    def _let_go(self, record: Any) -> None:
        """A new record that stays out hangs on no other one."""
        for relation in self.model.__mapper__.relationships:
            if relation.direction is MANYTOONE:
                setattr(record, relation.key, None)

    @staticmethod
    def _outcome(one: RowTried, is_new: bool) -> str:
        states = {cell.state for cell in one.cells.values()}
        if is_new:
            return next((state for state in (REFUSED, DOUBTFUL) if state in states), ADDS)
        return next((state for state in (CHANGES, REFUSED, DOUBTFUL) if state in states), SAME)

    @staticmethod
    def _clash_of(records: Sequence[Any]) -> str:
        """Flush them; what only then shows, in words. Whoever asked rolls back after it."""
        try:
            db.session.add_all(records)
            db.session.flush()
        except RulesBroken as broken:
            return " ".join(broken_texts(broken))
        except IntegrityError as clash:
            return clash_text(clash)
        except StaleDataError:
            return gettext("Somebody else changed it meanwhile.")
        return ""

    def _one_by_one(self, rows: Sequence[PastedRow], tried: Sequence[RowTried]) -> None:
        """Which row it is that contradicts another one: each is saved for itself, in order."""
        for row, one in zip(rows, tried, strict=True):
            if one.outcome not in (ADDS, CHANGES):
                continue
            names = [name for name in row.texts if one.cells.get(name, _GOOD).state != REFUSED]
            names = [name for name in names if one.cells.get(name, _GOOD).state != DOUBTFUL]
            begun = db.session.begin_nested()
            with db.session.no_autoflush:
                ((_, record),) = self._records([row])
                self._filled(record, row, names)
            if clash := self._clash_of([record]):
                begun.rollback()
                one.outcome = REFUSED
                one.refuse(row.texts, names, clash)
            else:
                begun.commit()

    def _put(self, row: PastedRow, record: Any) -> list[str]:
        """The row into its record, whole; else why not, with the record's name."""
        if record is None:
            return [_gone_text()]
        title = "" if row.id is None else record.title
        if row.id is not None and record.version != row.version:
            return [f"{title}: {gettext('Somebody else changed it meanwhile.')}"]
        one = self._tried(row, record)
        if one.outcome == CHANGES:
            record.updated_at = utc_now()
        bad = [cell.text for cell in one.cells.values() if cell.state in (REFUSED, DOUBTFUL)]
        return [": ".join(filter(None, (title, text))) for text in dict.fromkeys(bad)]


_GOOD = CellTried(SAME)


def _gone_text() -> str:
    return gettext("It was deleted meanwhile, or you may not see it.")


def _owners(item: Any) -> list[Any]:
    whole = getattr(item, "part_of", None)
    return [getattr(item, whole[0])] if whole else []
