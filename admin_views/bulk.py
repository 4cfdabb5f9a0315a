"""Bulk edit: one field of many records, asked and shown first, done at once, taken back as one."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, abort, flash, make_response, redirect, request
from flask_admin import expose
from flask_babel import gettext, ngettext
from markupsafe import Markup
from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from wtforms import Field, Form
from wtforms.fields import SelectFieldBase

from admin_views.change_step import refusal_text
from admin_views.formats import show
from admin_views.grid import ListState
from admin_views.labels import field_label
from admin_views.pickers import RecordField
from admin_views.table_labels import plural
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import Record, RulesBroken, db
from models.bulk_change import MOST, Change, Trial, change_all, try_out
from models.change_step import StepKind, step
from models.permissions import Access, Action
from models.rules.text import whole_number

NAMED = 10  # titles and reasons that are spelt out
MARKS = re.compile(r"\d{1,9}:\d{1,9}( \d{1,9}:\d{1,9})*")


@dataclass(frozen=True)
class BulkBar:
    """What the list offers for rows that are ticked."""

    url: str
    fields: list[tuple[str, Any]]
    count: int
    most: int


@dataclass(frozen=True)
class Chosen:
    """The rows that shall be changed, as they were on screen."""

    versions: dict[int, int]
    titles: dict[int, str]
    olds: list[tuple[str, int]]

    @property
    def marks(self) -> str:
        return " ".join(f"{key}:{version}" for key, version in self.versions.items())


class TooMany(ValueError):
    """More rows than are changed at once."""


class BulkPages:
    """Mixin of RecordView: three pages, one address; each page sends what the next needs."""

    def open_bulk_fields(self) -> list[str]:
        """Fields that the acting person may read and write in many records at once."""
        if self.access_to("bulk") is not Access.YES:
            return []
        someone = acting()
        return [
            name
            for name in self.bulk_fields
            if self.may_write(name, Action.UPDATE)
            and someone.may(Action.READ, self.model.class_of(name))
        ]

    def bulk_bar(self, state: ListState, count: int) -> BulkBar | None:
        names = self.open_bulk_fields()
        if not names or not count:
            return None
        fields = [(name, field_label(self.model, name)) for name in names]
        return BulkBar(self._bulk_url(state), fields, count, MOST)

    def _bulk_url(self, state: ListState) -> str:
        """The list's own address goes with it, so that its filter can be asked again."""
        return self.get_url(".bulk", **replace(state, page=0).arguments())

    @expose("/bulk/", methods=("POST",))
    def bulk(self) -> Response:
        """Ask for the value, show what it would do, do it."""
        name = request.form.get("field", "")
        if name not in self.open_bulk_fields():
            abort(404)
        state = self.list_state()
        try:
            chosen = self._chosen(name, state)
        except TooMany:
            text = gettext("More than %(most)s rows. Narrow the list by a filter first.", most=MOST)
            flash(text, "error")
            return self._list_again(state)
        if not chosen.versions:
            flash(gettext("Tick the rows that shall be changed."), "error")
            return self._list_again(state)
        form = self._one_field(name)
        stage = "" if "again" in request.form else request.form.get("stage", "")
        if stage not in ("show", "do") or not form.validate():
            return self._bulk_page(name, state, chosen, form, None)
        trial = self._try(chosen, form, name)
        if stage == "do" and ("others" in request.form or not trial.refusals):
            return self._do(name, state, form, trial)
        return self._bulk_page(name, state, chosen, form, trial)

    def _chosen(self, name: str, state: ListState) -> Chosen:
        """The rows ticked, those of the filter, or those of the page before; only within reach."""
        marks = request.form.get("rows", "")
        known = dict.fromkeys(_keys(request.form.getlist("ids")), 0)
        if MARKS.fullmatch(marks):
            known = {int(key): int(version) for key, version in map(_pair, marks.split())}
        if len(known) > MOST:
            raise TooMany
        where = self.model.id.in_(known)
        if not marks and request.form.get("reach") == "all":
            known, where = {}, self.wanted_rows(state)
        found = self._read(name, where)
        self._note_out_of_reach(set(known) - set(found))
        versions = known if marks else {key: row.version for key, row in found.items()}
        olds = Counter(show(row.old_, name) or gettext("(empty)") for row in found.values())
        titles = {key: row.title_ for key, row in found.items()}
        return Chosen(versions, titles, olds.most_common())

    def _read(self, name: str, where: ColumnElement[bool]) -> dict[int, Any]:
        """Key: version, title and present value of each row."""
        model = self.model
        wanted = (
            select(
                model.id,
                model.version,
                model.title_sql().label("title_"),
                self.source(name).label("old_"),
            )
            .where(and_(where, model.visible_to(acting())))
            .order_by(model.id)
            .limit(MOST + 1)
        )
        rows = {row.id: row for row in db.session.execute(wanted)}
        if len(rows) > MOST:
            raise TooMany
        return rows

    def _note_out_of_reach(self, keys: set[int]) -> None:
        """Keys that exist but are not this person's were put there by hand."""
        there = select(self.model.id).where(self.model.id.in_(sorted(keys)[:MOST]))
        for key in db.session.scalars(there).all() if keys else ():
            record_read(AuditAction.REFUSED, self.model.__tablename__, key, request.endpoint)

    def _one_field(self, name: str) -> Form:
        """The form of a record with this field alone: same input, same checks."""
        return self.part_form([name], request.form if request.form.get("stage") else None)

    def _change(self, form: Form, name: str) -> Change:
        def change(record: Record) -> None:
            form._fields[name].populate_obj(record, name)
            self.on_model_change(form, record, False)

        return change

    def _try(self, chosen: Chosen, form: Form, name: str) -> Trial:
        change = self._change(form, name)
        return try_out(self.model, chosen.versions, chosen.titles, change, db.session(), acting())

    def _do(self, name: str, state: ListState, form: Form, trial: Trial) -> Response:
        """All in one transaction and one step; what was refused is named."""
        try:
            with step(StepKind.BULK, self.model.__tablename__):
                keys, change = trial.good, self._change(form, name)
                change_all(self.model, keys, change, db.session(), acting())
                db.session.commit()
        except (RulesBroken, IntegrityError, StaleDataError):
            db.session.rollback()
            text = gettext("Somebody saved at the same moment. Nothing was changed; try again.")
            flash(text, "error")
            return self._list_again(state)
        self._tell(name, trial)
        return self._list_again(state)

    def _tell(self, name: str, trial: Trial) -> None:
        label = str(field_label(self.model, name))
        if trial.good:
            done = ngettext(
                "%(what)s: %(num)s record changed.",
                "%(what)s: %(num)s records changed.",
                len(trial.good),
                what=label,
            )
            undo = Markup('{} <a href="{}">{}</a>')
            steps = self.get_url("change_step.index")
            flash(undo.format(done, steps, gettext("Take back")), "success")
        elif not trial.refusals:
            flash(gettext("All of them had this value already."), "info")
        for text in named(trial):
            flash(gettext("Not changed: %(what)s", what=text), "error")

    def _list_again(self, state: ListState) -> Response:
        return redirect(self.url_of(state))

    def _bulk_page(
        self, name: str, state: ListState, chosen: Chosen, form: Form, trial: Trial | None
    ) -> Response:
        label = field_label(self.model, name)
        titles = list(chosen.titles.values())
        page = self.render(
            "bulk.html",
            title=gettext("Change: %(what)s", what=str(label)),
            crumbs=self.crumbs(None),
            table=plural(self.model),
            form=form,
            field=form._fields[name],
            name=name,
            chosen=chosen,
            titles=titles[:NAMED],
            more=len(titles) - NAMED,
            trial=trial,
            new=new_text(form._fields[name]) if trial else "",
            refused=named(trial) if trial else [],
            bulk_url=self._bulk_url(state),
            back_url=self.url_of(state),
        )
        return make_response(page, 422 if form.errors else 200)


def named(trial: Trial) -> list[str]:
    """Who refuses and why, the first of them by name."""
    texts = [refusal_text(refusal) for refusal in trial.refusals]
    more = len(texts) - NAMED
    rest = [ngettext("and %(num)s more", "and %(num)s more", more)] if more > 0 else []
    return texts[:NAMED] + rest


def new_text(field: Field) -> str:
    """The value as it will stand in the records."""
    if isinstance(field, SelectFieldBase) and not isinstance(field, RecordField):
        chosen = [str(choice[1]) for choice in field.iter_choices() if choice[2]]
        return ", ".join(filter(None, chosen)) or gettext("(empty)")
    return show(field.data, field.short_name) or gettext("(empty)")


def _keys(texts: list[str]) -> list[int]:
    return [key for key in map(whole_number, texts) if key is not None]


def _pair(mark: str) -> tuple[str, str]:
    key, _, version = mark.partition(":")
    return key, version
