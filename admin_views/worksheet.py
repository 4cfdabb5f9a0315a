"""The list as a worksheet: what its cells hold, and saving them through the form's own checks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from flask import Response, abort, current_app, jsonify, request
from flask_admin import expose
from markupsafe import Markup
from sqlalchemy import and_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form

from admin_views.cell_records import CellRecords
from admin_views.change_step import told_problems
from admin_views.closed_file import behind_door
from admin_views.editing import clash_text
from admin_views.form_values import meaning, sent_by, told
from admin_views.grid import ListState
from admin_views.labels import field_label
from admin_views.new_rows import NewRowPages
from admin_views.rights import refuse
from admin_views.rows import table_rows
from admin_views.sheet_steps import SheetSteps, sent_json
from admin_views.words import gettext
from models.acting import acting
from models.base import Record, RulesBroken, db, utc_now
from models.change_step import StepKind, step
from models.permissions import SECRET, Access, Action
from models.rules.text import whole_number

MOST_ROWS = 100  # rows asked for or saved at once: a page of the list
Written = tuple[Form, Record]  # what is told after the commit
KINDS = {"fill": StepKind.FILL}


@dataclass(frozen=True)
class Sheet:
    """What the page tells its script: where to ask, and which columns may be typed into.

    `frame` is what it says and asks, drawn once for each language.
    """

    url: str
    fields: dict[str, tuple[str, str]]  # column: field and kind of input
    frame: Markup
    opened: str  # moment of this page; what came before it is asked of the server
    form_url: str = ""  # where a row becomes the form of a new record; empty: no new rows
    parts: tuple[str, ...] = ()  # fields that make the title of a new row


@dataclass
class Wish:
    """What one row shall hold: values as a form sends them, and what the cells held before."""

    key: int
    values: dict[str, list[str]] = field(default_factory=dict)
    seen: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Answer:
    """What became of one cell: saved, same, refused, conflict, fixed or gone."""

    key: int
    name: str
    state: str
    text: str = ""
    values: list[str] = field(default_factory=list)
    theirs: str = ""


class WorksheetPages(NewRowPages, SheetSteps, CellRecords):
    """Mixin of RecordView: cells of the list that are typed into."""

    def sheet(self, state: ListState, names: Sequence[str]) -> Sheet | None:
        """None where nothing of this list may be typed into."""
        if self.access_to("save_cells") is not Access.YES:
            return None
        kinds = self.cell_kinds()
        fields = {
            name: (self.field_of(name), kinds[self.field_of(name)])
            for name in names
            if self.field_of(name) in kinds
        }
        if not fields:
            return None
        url = self.get_url(".cells", **self.as_shown(state).arguments())
        rows = (self.get_url(".create_view"), self.title_parts) if self.new_row_fields() else ()
        return Sheet(url, fields, _frame(acting().language), acting().now.isoformat(), *rows)

    @expose("/cells/")
    def cells(self) -> Response:
        """Rows as they are now: drawn anew, and the values behind their cells."""
        keys = _keys(request.args.getlist("id"))
        names = list(self.cell_kinds())
        rows = self._drawn(keys)
        self._note_out_of_reach(set(keys) - set(map(int, rows)))
        for record in self.cell_records(keys, names):
            form = self.part_form(names, None, record)
            rows[str(record.id)] |= {"fixed": self._why_shut(record), "values": {
                item.name: [value for _, value in sent_by([item])]
                for item in form if self._may_type(record, item.name)
            }}  # fmt: skip
        return jsonify(rows=rows)

    @expose("/cells/choices/")
    def cell_choices(self) -> Response:
        """What a field of fixed choices offers: key and words."""
        name = request.args.get("name", "")
        if self.cell_kinds().get(name) not in ("choice", "several"):
            abort(404)
        found = self.part_form([name], None)._fields[name].iter_choices()
        return jsonify([[item.value, str(item.label)] for item in found])

    @expose("/cells/save/", methods=("POST",))
    def save_cells(self) -> Response:
        """Save cells, each row for itself; what is refused says why and the others stand."""
        wishes = list(self._wishes())
        kind = KINDS.get(str(sent_json().get("kind")), StepKind.CELL)
        written: list[Written] = []
        with step(kind, self.model.__tablename__) as made:
            answers = [answer for wish in wishes for answer in self._save_row(wish, written)]
            db.session.commit()
        for form, record in written:
            self.after_model_change(form, record, False)
        self._note_out_of_reach({answer.key for answer in answers if answer.state == "gone"})
        return jsonify(
            step=made.id,
            answers=answers,
            rows=self._drawn([wish.key for wish in wishes]),
            order=self._order_now({name for wish in wishes for name in wish.values}),
        )

    def _why_shut(self, record: Record) -> str:
        """Why nothing of this record is typed into a list; empty where it may be."""
        if behind_door(record) is not None:
            return gettext("This file is closed. Open it to state your reason.")
        return self.why_fixed(record)

    def _may_type(self, record: Record, name: str) -> bool:
        """Into this cell of this very record, whose protection may close it."""
        data_class = record.own_class_of(name)
        return data_class not in SECRET and acting().may(Action.UPDATE, data_class)

    def _drawn(self, keys: Sequence[int]) -> dict[str, dict[str, Any]]:
        """The rows of the list as HTML, by key, and whether its filter still shows them."""
        state = self.list_state()
        names = self.shown_names(state)
        beside = filter(None, map(self.second_lines.get, names))
        found = self.rows_by_key(keys, list(dict.fromkeys((*names, *beside, *self.row_needs))))
        heads = [self._column(state, name) for name in names]
        fitting = {row.id for row in found}
        if state.search or state.values:
            narrowed = select(self.model.id).where(self.model.id.in_(keys), self.wanted_rows(state))
            fitting = set(db.session.scalars(narrowed))
        return {
            str(row.id): {"html": str(table_rows([row], heads, True)), "fits": row.id in fitting}
            for row in self._rows(names, found)
        }

    def _order_now(self, names: set[str] | None) -> list[int]:
        """The rows on the page as the list would order them now; empty where they stay.

        `names` are the fields that were written, if known; the page says which rows it shows.
        """
        keys = _keys([str(key) for key in sent_json().get("page", ())])
        state = self.list_state()
        ordering = {self.field_of(name) for name, _ in self._pairs(state)}
        is_plain = ordering <= set(self.model.__mapper__.columns.keys())
        if not keys or (is_plain and names is not None and not ordering & names):
            return []
        is_here = and_(self.model.id.in_(keys), self.model.visible_to(acting()))
        return list(
            db.session.scalars(select(self.model.id).where(is_here).order_by(*self.order(state)))
        )

    def _wishes(self) -> Iterator[Wish]:
        """What was sent, row by row; 400 where it is not what our script sends."""
        by_key: dict[int, Wish] = {}
        kinds = self.cell_kinds()
        changes = sent_json().get("changes", [])
        if len(changes) > MOST_ROWS * len(kinds):
            abort(400)
        for change in changes:
            match change:
                case {"id": int(key), "name": str(name), "values": list(new), "seen": list(old)}:
                    if name not in kinds:
                        refuse(self.model, key)
                    wish = by_key.setdefault(key, Wish(key))
                    wish.values[name] = [str(value) for value in new]
                    wish.seen[name] = [str(value) for value in old]
                case _:
                    abort(400)
        if len(by_key) > MOST_ROWS:
            abort(400)
        yield from by_key.values()

    def _save_row(self, wish: Wish, written: list[Written]) -> list[Answer]:
        record = next(iter(self.cell_records([wish.key], list(wish.values))), None)
        if record is None:
            text = gettext("It was deleted meanwhile, or you may not see it.")
            return [Answer(wish.key, name, "gone", text) for name in wish.values]
        if reason := self._why_shut(record):
            return [Answer(wish.key, name, "fixed", reason) for name in wish.values]
        if any(not self._may_type(record, name) for name in wish.values):
            db.session.rollback()
            refuse(self.model, wish.key)
        stored = self.part_form(list(wish.values), None, record)
        sent = MultiDict((name, value) for name, values in wish.values.items() for value in values)
        form = self.part_form(list(wish.values), sent, record)
        form.validate()
        answers = [self._judged(wish, stored[item.name], item) for item in form]
        going = [item.name for item in answers if item.state == "saved"]
        if not going:
            return answers
        form, problems = self._write_what_goes(record, going, sent)
        if form is not None:
            written.append((form, record))
        stored = self.part_form(going, None, record)
        for answer in answers:
            if answer.name in problems:
                answer.state, answer.text = "refused", problems[answer.name]
            elif answer.name in going:
                answer.values = [value for _, value in sent_by([stored[answer.name]])]
        return answers

    def _write_what_goes(
        self, record: Record, names: Sequence[str], sent: Any
    ) -> tuple[Form | None, dict[str, str]]:
        """What was written, and the cells that a rule refuses; they do not hold up the others."""
        going, refused = list(names), dict[str, str]()
        while going:
            form = self.part_form(going, sent, record)
            problems = self._written(record, form)
            if not problems:
                return form, refused
            wrong = [name for name in going if name in problems] or going
            refused |= {name: problems.get(name) or problems[""] for name in wrong}
            going = [name for name in going if name not in wrong]
        return None, refused

    def _judged(self, wish: Wish, stored: Field, typed: Field) -> Answer:
        """Whether the cell is written; what changed since it was seen is asked for."""
        name = stored.name
        now = [value for _, value in sent_by([stored])]
        if typed.errors:
            return Answer(wish.key, name, "refused", str(typed.errors[0]), now)
        if meaning(typed) == meaning(stored):
            return Answer(wish.key, name, "same", values=now)
        if now != wish.seen[name]:
            return Answer(wish.key, name, "conflict", self._changed_text(name), now, told(stored))
        return Answer(wish.key, name, "saved")

    def _changed_text(self, name: str) -> str:
        label = str(field_label(self.model, name))
        return gettext("%(field)s was changed by somebody else meanwhile.", field=label)

    def _written(self, record: Record, form: Form) -> dict[str, str]:
        """Write these fields with all rules of the record; what is refused, by field or ""."""
        try:
            with db.session.begin_nested():
                with db.session.no_autoflush:
                    form.populate_obj(record)
                    self.on_model_change(form, record, False)
                    record.updated_at = utc_now()
                db.session.flush()
        except RulesBroken as broken:
            return told_problems(form, broken)
        except StaleDataError:
            return {"": self._stale_text()}
        except IntegrityError as clash:
            return {"": clash_text(clash)}
        return {}


@lru_cache
def _frame(language: str) -> Markup:
    """The same in every list of this language, which is that of the page."""
    html = current_app.jinja_env.get_template("_sheet.html").render()
    return Markup(html)  # noqa: S704 - a template of ours, escaped


def _keys(texts: Sequence[str]) -> list[int]:
    keys = [key for key in map(whole_number, texts) if key is not None]
    return keys[:MOST_ROWS]
