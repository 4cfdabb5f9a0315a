"""The history of a record: former and present values in words, and bringing a former one back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, redirect, request
from flask_admin import expose
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from admin_views.change_step import refusal_text
from admin_views.enum_labels import enum_label
from admin_views.formats import moment, show
from admin_views.labels import FIELDS, field_label
from admin_views.rights import refuse
from admin_views.table_labels import TABLE_FIELDS, TABLES
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import Record, RulesBroken, db, utc_now
from models.field_change import ChangeKind, FieldChange
from models.history import owner_of
from models.own_definitions import own_fields
from models.own_field import PREFIX, OwnKind
from models.own_value import own_sql_column
from models.permissions import SECRET, Access, Action
from models.refusal import Refusal, Refused
from models.reports.record_history import RecordHistory, history_of
from models.rules.text import whole_number
from models.stored_values import attributes_of, column_of, from_json, model_of, revived
from models.undo import current, put_back

NOT_TOLD = "–"
Titles = Mapping[tuple[str, int], str]


@dataclass(frozen=True)
class ChangeLine:
    """`old` and `new` are empty for what holds nothing; of a secret only `word` is told."""

    what: Any
    part: str
    word: str
    tone: str
    old: str
    new: str
    at: str
    who: str
    step: str
    restore_url: str


class HistoryPage:
    """Mixin of RecordView: who changed which field when."""

    @expose("/history/")
    def history_view(self) -> Response | str:
        record = self.get_one(request.args.get("id"), self._form_options())
        if record is None or not record.has_history:
            return self.gone_page(request.args.get("id"))
        before = whole_number(request.args.get("before"))
        found = history_of(record, db.session, acting(), self._reader(record), before)
        record_read(AuditAction.READ, self.model.__tablename__, record.id)
        older = found.older_than
        return self.render(
            "history.html",
            title=gettext("History: %(what)s", what=self.heading(record)),
            crumbs=self.crumbs(None),
            back_url=self.get_url(".details_view", id=record.id),
            version=record.version,
            lines=[self._line(record, change, found) for change in found.changes],
            newest_url=self.get_url(".history_view", id=record.id) if before else "",
            older_url=self.get_url(".history_view", id=record.id, before=older) if older else "",
        )

    def _reader(self, record: Record) -> Any:
        """Which fields of the record and of its parts may be read, a stated reason considered."""
        has_reason = self.has_stated_reason(record)

        def may_read(model: type[Record], name: str) -> bool:
            if not has_word(model, name):
                return False
            if model is type(record):
                return self.may_read(record, name, has_reason)
            answer = acting().access(model.class_of(name), Action.READ)
            return answer is Access.YES or (answer is Access.WITH_REASON and has_reason)

        return may_read

    def _line(
        self, record: Record, change: FieldChange, found: RecordHistory, may_act: bool = True
    ) -> ChangeLine:
        model = model_of(change.table_name)
        part = found.parts.get((change.table_name, change.record_id))
        is_own = change.owner_table is None or change.table_name == record.__tablename__
        told = self._told(record if is_own else part, change)
        texts = (change.old, change.new) if told and change.field else (None, None)
        name = change.field or ""
        target = record if is_own else part
        may_restore = may_act and target is not None and self.may_restore(record, target, change)
        url = self.get_url(".restore_value", id=record.id, change=change.id) if may_restore else ""
        return ChangeLine(
            what=field_label(model, name) if name else TABLES[change.table_name][0],
            part="" if is_own else self._part_text(model, part, bool(name)),
            word="" if told and name else enum_label(change.kind),
            tone="" if name else TONES[change.kind],
            old=value_text(model, name, texts[0], found.titles) if name else "",
            new=value_text(model, name, texts[1], found.titles) if name else "",
            at=moment(change.at),
            who=change.staff.display_name if change.staff else "",
            step=enum_label(change.step.kind) if change.step else "",
            restore_url=url,
        )

    @staticmethod
    def _part_text(model: type[Record], part: Record | None, is_named: bool) -> str:
        """Which part it was, as far as it is still there and may be named."""
        may_name = part is not None and acting().may(Action.READ, part.own_class_of("title"))
        title = part.title if part is not None and may_name else ""
        kind = str(TABLES[model.__tablename__][0]) if is_named else ""
        return ": ".join(filter(None, (kind, title)))

    @staticmethod
    def _told(holder: Record | None, change: FieldChange) -> bool:
        """Neither kept as a secret then, nor a secret now."""
        if change.is_secret or change.field is None:
            return False
        model = model_of(change.table_name)
        data_class = (holder or model).class_of(change.field)
        if holder is not None:
            data_class = holder.own_class_of(change.field)
        return data_class not in SECRET

    def may_restore(self, record: Record, target: Record, change: FieldChange) -> bool:
        """The field may be changed here and now, and does not hold the former value already."""
        name = change.field
        if self.is_fixed(record):
            return False
        if change.kind is not ChangeKind.CHANGED or not name or not self._told(target, change):
            return False
        if target is record and not self._is_in_form(name):
            return False
        may_write = acting().may(Action.UPDATE, target.own_class_of(name))
        if not may_write or not self.may(Action.UPDATE):
            return False
        return current(target, name) != change.old

    def _is_in_form(self, name: str) -> bool:
        is_asked = name in self.form_columns or name.startswith(PREFIX)
        return is_asked and self.may_write(name, Action.UPDATE)

    @expose("/history/restore/", methods=("POST",))
    def restore_value(self) -> Response:
        """Put a former value back, by the rules of every save and against the version shown."""
        record = self.get_one(request.args.get("id"), self._form_options())
        change = _change_of(record, request.args.get("change")) if record else None
        if record is None or change is None:
            return self.gone_page(request.args.get("id"))
        target = self._target(record, change)
        back = redirect(self.get_url(".history_view", id=record.id))
        if target is None:
            flash(gettext("What this belonged to was taken out meanwhile."), "error")
            return back
        if request.form.get("version") != str(record.version):
            flash(gettext("Somebody else changed this record meanwhile; look again."), "error")
            return back
        if not self.may_restore(record, target, change):
            refuse(self.model, record.id)
        problems = self._put_back(record, target, change)
        if not problems:
            label = str(field_label(type(target), change.field or ""))
            flash(gettext("Brought back: %(what)s", what=label), "success")
        for problem in problems:
            why = refusal_text(problem)
            flash(gettext("Cannot be brought back. %(why)s", why=why), "error")
        return back

    @staticmethod
    def _target(record: Record, change: FieldChange) -> Record | None:
        if change.table_name == record.__tablename__:
            return record
        part = db.session.get(model_of(change.table_name), change.record_id)
        is_still_part = part is not None and owner_of(part) == (record.__tablename__, record.id)
        return part if is_still_part else None

    @staticmethod
    def _put_back(record: Record, target: Record, change: FieldChange) -> list[Refusal]:
        try:
            put_back(target, change.field or "", from_json(change.old), db.session)
            record.updated_at = utc_now()
            db.session.commit()
        except Refused as refused:
            problems = refused.refusals
        except RulesBroken as broken:
            problems = [Refusal("", one.text, one.field, one.values) for one in broken.problems]
        except (IntegrityError, StaleDataError):
            text = gettext("Meanwhile other records contradict the former state.")
            problems = [Refusal("", text)]
        else:
            return []
        db.session.rollback()
        return problems


TONES = {
    ChangeKind.CREATED: "green",
    ChangeKind.DELETED: "red",
    ChangeKind.RESTORED: "blue",
    ChangeKind.CHANGED: "",
}


def has_word(model: type[Record], name: str) -> bool:
    """What the screen has no word for is no field of the office."""
    return (
        name in FIELDS
        or name in TABLE_FIELDS.get(model.__tablename__, {})
        or name in own_fields(model.__tablename__)
    )


def _change_of(record: Record, key: str | None) -> FieldChange | None:
    """The change of this number, if it is one of this record or of its parts."""
    number = whole_number(key)
    change = db.session.get(FieldChange, number) if number else None
    if change is None:
        return None
    place = (record.__tablename__, record.id)
    about = {(change.table_name, change.record_id), (change.owner_table, change.owner_id)}
    return change if place in about else None


def value_text(model: type[Record], name: str, stored: str | None, titles: Titles) -> str:
    """A value of the history; what it refers to by its title, as far as `titles` knows it."""
    value, relation = from_json(stored), model.__mapper__.relationships.get(name)
    if name.startswith(PREFIX):
        definition = own_fields(model.__tablename__).get(name)
        if definition is None:
            return NOT_TOLD
        if definition.kind is OwnKind.CHOICE:
            return str(definition.option(value) or NOT_TOLD) if value is not None else ""
        return show(revived(own_sql_column(definition), value), name)
    if relation is not None:
        stem = relation.mapper.class_.__tablename__
        numbers = value if isinstance(value, list) else [] if value is None else [value]
        return ", ".join(titles.get((stem, number), NOT_TOLD) for number in numbers)
    column: Any = column_of(model, attributes_of(model)[name])
    return show(revived(column, value), name)
