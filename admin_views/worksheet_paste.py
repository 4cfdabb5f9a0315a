"""Pasting a block from a spreadsheet into the list: looked at first, then written as one step."""

from dataclasses import asdict
from typing import Any

from flask import Response, abort, jsonify
from flask_admin import expose
from flask_babel import gettext, ngettext
from sqlalchemy import select

from admin_views.import_work import AT_ONCE
from admin_views.pasted_rows import PastedRow, PasteForm
from admin_views.rights import refuse
from admin_views.sheet_steps import sent_json
from models.acting import acting
from models.base import Record, db
from models.change_step import StepKind, step
from models.engine import take_time
from models.permissions import Access
from models.rules.clipboard import MOST_LETTERS, MOST_ROWS, clean, rows_of
from models.rules.text import whole_number

SHOWN = 100  # rows drawn anew, changed and new ones each
NAMED = 5  # rows named that somebody else changed meanwhile
SAMPLE = 30  # letters of a column that finds no place


class PastePages:
    """Mixin of RecordView: a block of cells from elsewhere."""

    model: type[Record]

    @expose("/cells/paste/check/", methods=("POST",))
    def check_paste(self) -> Response:
        """What would become of the first rows of a text, or of the rows sent.

        With the text comes all that is said of the block as a whole.
        """
        sent = sent_json()
        columns = self._columns(sent)
        told: dict[str, Any] = {}
        keys = [key for key in sent.get("ids", []) if isinstance(key, int)]
        if isinstance(text := sent.get("text"), str):
            block = rows_of(text) if len(text) <= MOST_LETTERS else []
            if problem := _problem(text, block):
                return jsonify(problem=problem), 422
            told = self._told_of(block, columns, len(keys))
            rows = [row[: len(columns)] for row in block]
            told["rows"] = rows
        else:
            rows = _texts(sent)
        form = PasteForm(self, self._open(columns))
        going = [
            PastedRow(_by_field(cells, columns, form), key)
            for cells, key in zip(rows[:AT_ONCE], [*keys, *[None] * len(rows)], strict=False)
        ]
        self._note_forged({row.id for row in going if row.id is not None})
        tried = form.tried(going)
        return jsonify(checks=[asdict(one) for one in tried], **told)

    @expose("/cells/paste/write/", methods=("POST",))
    def write_paste(self) -> Response:
        """All rows or none, in one step; who saved meanwhile is named and not written over."""
        rows = self._rows_to_write()
        form = PasteForm(self, {name: self.cell_kinds()[name] for name in _fields_of(rows)})
        self._refuse_new(rows)
        self._note_forged({row.id for row in rows if row.id is not None})
        with step(StepKind.PASTE, self.model.__tablename__) as made:
            take_time(db.session.connection())
            records, problems = form.write(rows)
            if problems:
                db.session.rollback()
                return jsonify(problems=problems[:NAMED], more=len(problems[NAMED:])), 409
            keys = [record.id for record in records]
            db.session.commit()
        self.after_import()
        new = [key for key, row in zip(keys, rows, strict=True) if row.id is None]
        old = [row.id for row in rows if row.id is not None]
        drawn = self._drawn(old[:SHOWN]) | self._drawn(new[:SHOWN])
        return jsonify(step=made.id, rows=drawn, new=new)

    def _columns(self, sent: dict[str, Any]) -> list[tuple[str, str]]:
        columns = []
        for column in sent.get("columns", []):
            match column:
                case [str(name), str(label)]:
                    columns.append((name, label))
                case _:
                    abort(400)
        if not columns:
            abort(400)
        self._only_open({name for name, _ in columns if name})
        return columns

    def _only_open(self, names: set[str]) -> None:
        """The page offers nothing else; who sends more did so by hand."""
        if names - self.cell_kinds().keys():
            refuse(self.model)

    def _open(self, columns: list[tuple[str, str]]) -> dict[str, str]:
        kinds = self.cell_kinds()
        return {name: kinds[name] for name, _ in columns if name}

    def _told_of(
        self, block: list[list[str]], columns: list[tuple[str, str]], room: int
    ) -> dict[str, Any]:
        """What is said of the block as a whole, and whether its rows may become new ones."""
        width = max(map(len, block))
        used = columns[:width]
        form = PasteForm(self, self._open(used))
        shut = [label for name, label in used if name not in form.kinds]
        surplus = [_sample(block, number) for number in range(len(columns), width)]
        notes = []
        if shut:
            notes.append(
                gettext(
                    "Left out, because nothing is typed into them: %(columns)s.",
                    columns=", ".join(shut),
                )
            )
        if surplus:
            notes.append(
                ngettext(
                    "%(num)s column no longer fits into the list: %(columns)s.",
                    "%(num)s columns no longer fit into the list: %(columns)s.",
                    len(surplus),
                    columns=", ".join(surplus),
                )
            )
        if any(not cell for row in block for cell in (row + [""] * width)[: len(used)]):
            notes.append(gettext("Empty cells of the block leave the list as it is."))
        return {"notes": notes, "why_not": self._why_no_new(form), "count": len(block)}

    def _why_no_new(self, form: PasteForm) -> str:
        """Why rows of the block cannot become new records; empty where they can."""
        if self.access_to("create_view") is not Access.YES:
            return gettext("You may not add records here.")
        if not self.new_row_fields():
            return gettext("Records of this list are added by their form.")
        if missing := form.missing():
            return gettext(
                "New rows cannot be added: the block has no column for %(fields)s.",
                fields=", ".join(missing),
            )
        return ""

    def _refuse_new(self, rows: list[PastedRow]) -> None:
        has_new = any(row.id is None for row in rows)
        if has_new and not self.new_row_fields():
            refuse(self.model)

    def _note_forged(self, keys: set[int]) -> None:
        """Keys of records out of reach, which no list of this person shows."""
        in_reach = self.model.id.in_(keys) & self.model.visible_to(acting())
        seen = set(db.session.scalars(select(self.model.id).where(in_reach)))
        self._note_out_of_reach(keys - seen)

    def _rows_to_write(self) -> list[PastedRow]:
        """What was sent, row by row; 400 where it is not what our script sends."""
        sent, rows = sent_json().get("rows", []), []
        if not isinstance(sent, list) or not 0 < len(sent) <= MOST_ROWS:
            abort(400)
        for row in sent:
            match row:
                case {"id": int() | None as key, "version": int() | None as version,
                      "cells": dict(cells), "chosen": dict(chosen)}:  # fmt: skip
                    texts = {str(name): clean(str(text)) for name, text in cells.items()}
                    picked = {place: str(one) for place, one in chosen.items() if _is_place(place)}
                    rows.append(PastedRow(texts, key, version, picked))
                case _:
                    abort(400)
        keys = [row.id for row in rows if row.id is not None]
        if len(keys) > len(set(keys)):
            abort(400)
        self._only_open(_fields_of(rows))
        return rows


def _is_place(place: str) -> bool:
    name, _, number = place.rpartition(".")
    return bool(name) and whole_number(number) is not None


def _fields_of(rows: list[PastedRow]) -> set[str]:
    return {name for row in rows for name in row.texts}


def _texts(sent: dict[str, Any]) -> list[list[str]]:
    rows = sent.get("rows")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        abort(400)
    return [[clean(str(cell)) for cell in row] for row in rows]


def _problem(text: str, block: list[list[str]]) -> str:
    if len(text) > MOST_LETTERS or len(block) > MOST_ROWS:
        return gettext(
            "The block is too large: at most %(rows)s rows and a million letters are pasted at "
            "once. Use the import for more.",
            rows=f"{MOST_ROWS:,}".replace(",", "." if acting().language == "de" else ","),
        )
    return "" if block else gettext("There is no text on the clipboard.")


def _by_field(cells: list[str], columns: list[tuple[str, str]], form: PasteForm) -> dict[str, str]:
    return {
        name: cell
        for (name, _), cell in zip(columns, cells, strict=False)
        if cell and name in form.kinds
    }


def _sample(block: list[list[str]], number: int) -> str:
    """A column that finds no place, by the first thing that stands in it."""
    found = next((row[number] for row in block if len(row) > number and row[number]), "–")
    found = found.replace("\n", " ")
    return f"„{found}“" if len(found) <= SAMPLE else f"„{found[: SAMPLE - 1]}…“"
