"""Two versions of one record side by side: what was there, what a colleague saved, what I typed."""

from dataclasses import dataclass
from typing import Any

from flask import Response, flash, g, make_response, redirect, request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form

from admin_views.child_rows import ChildRows
from admin_views.form_values import (
    filled_with,
    is_long,
    meaning,
    names_of,
    row_keys,
    secret_names,
    sent_by,
    told,
    typed_pairs,
)
from admin_views.form_version import Version, opened_version, version_of
from admin_views.formats import moment
from models.acting import acting
from models.audit_entry import AuditAction, record_event
from models.base import Record, db
from models.draft import Pairs
from models.reports.changed_by import Change, changes_since

MINE, THEIRS = "mine", "theirs"
CHOICE = "_choice-"


@dataclass(frozen=True)
class Difference:
    """One field that both versions hold differently; `choice` is empty where one must choose."""

    name: str
    label: Any
    opened: str | None  # None: not known
    theirs: str
    mine: str
    choice: str
    is_long: bool
    changed_by: str
    is_missing: bool = False


class ComparePages:
    """Mixin of RecordView: a save over an older version is refused and both are compared."""

    def compared(self, record: Record) -> Response | None:
        """None: save what the form data hold now; otherwise the page to answer with."""
        sent: Any = request.form
        seen = opened_version(sent.get("_against", ""), record)
        if seen is None and sent.get("version") == str(record.version):
            return None
        opened = opened_version(sent.get("_before", ""), record)
        chosen: dict[str, str] = {}
        if seen is not None:
            asked = self._differences(record, sent, opened, seen.values)
            chosen = {item.name: sent.get(CHOICE + item.name, "") for item in asked}
            if all(choice in (MINE, THEIRS) for choice in chosen.values()):
                sent = self._merged(record, sent, seen, chosen)
                opened, chosen = seen, {}
                g.form_data = sent
                if seen.number == record.version:
                    return None
        found = self._differences(record, sent, opened, None, chosen)
        return self._compare_page(record, sent, opened, found) if found else self._same(record)

    def _same(self, record: Record) -> Response:
        """Sent twice, or typed by two people alike: nothing is left to save."""
        text = gettext("Everything you typed is saved already: %(what)s", what=record.title)
        flash(text, "success")
        return redirect(self.get_url(".details_view", id=record.id))

    def _form_of(self, record: Record, values: Any) -> Form:
        with filled_with(MultiDict(values) if isinstance(values, list) else values):
            return self.edit_form(obj=record)

    def _differences(
        self,
        record: Record,
        sent: MultiDict[str, str],
        opened: Version | None,
        theirs_values: Pairs | None,
        chosen: dict[str, str] | None = None,
    ) -> list[Difference]:
        """Only fields of this form, so only what the acting person may see and write."""
        mine = self._form_of(record, sent)
        theirs = self._form_of(record, theirs_values)
        before = self._form_of(record, opened.values) if opened else None
        left_out = {"version", "csrf_token", *secret_names(self._edit_form_class)}
        names = [
            field.name
            for field in mine
            if field.name not in left_out and meaning(field) != meaning(theirs[field.name])
        ]
        changes = self._changes(record, opened, [theirs[name] for name in names])
        found = []
        for name in names:
            fields = (before[name] if before else None, theirs[name], mine[name])
            found.append(self._difference(fields, changes, chosen))
        return found

    def _difference(
        self,
        fields: tuple[Field | None, Field, Field],
        changes: list[Change],
        chosen: dict[str, str] | None,
    ) -> Difference:
        before, theirs, mine = fields
        opened = told(before) if before is not None else None
        has_mine = before is None or meaning(before) != meaning(mine)
        has_theirs = before is None or meaning(before) != meaning(theirs)
        usual = "" if has_mine and has_theirs else MINE if has_mine else THEIRS
        earlier = (chosen or {}).get(mine.name, "")
        choice = earlier if earlier in (MINE, THEIRS) else usual
        texts = (opened or "", told(theirs), told(mine))
        who = self._who(theirs, changes) if has_theirs else ""
        return Difference(
            mine.name, mine.label.text, opened, texts[1], texts[2], choice,
            is_long(mine, *texts), who, is_missing=bool(chosen) and not choice,
        )  # fmt: skip

    def _changes(self, record: Record, opened: Version | None, fields: list[Field]) -> list[Change]:
        """Changes of the record and of the rows in question since the page was opened."""
        keys = {record.__tablename__: [record.id]}
        for field in fields:
            if isinstance(field, ChildRows):
                pairs = [*(opened.values if opened else ()), *sent_by([field])]
                rows = {int(key) for key in row_keys(field.name, pairs) if key.isdecimal()}
                keys[field.model.__tablename__] = sorted(rows)
        return changes_since(db.session(), keys, opened.opened_at if opened else None)

    def _who(self, field: Field, changes: list[Change]) -> str:
        """Who changed this field last and when, as far as the audit trail tells."""
        table = field.model.__tablename__ if isinstance(field, ChildRows) else None
        for change in changes:
            if change.table_name == table or change.touches(self.model.__tablename__, field.name):
                return _by(change)
        return ""

    def _merged(
        self, record: Record, sent: MultiDict[str, str], seen: Version, chosen: dict[str, str]
    ) -> MultiDict[str, str]:
        """What was typed, with the other version's values where those were chosen or the same."""
        pairs = typed_pairs(self._edit_form_class, sent)
        form = self._form_of(record, None)
        for field in form:
            if field.name in ("version", "csrf_token"):
                continue
            if chosen.get(field.name) == MINE:
                pairs += _removed_rows(field, pairs, seen.values)
                continue
            taken = names_of(field, pairs) | names_of(field, seen.values)
            pairs = [pair for pair in pairs if pair[0] not in taken]
            pairs += [pair for pair in seen.values if pair[0] in taken]
        own = {"version": str(seen.number), "_before": seen.sealed(record)}
        rest = [pair for pair in pairs if pair[0] not in own]
        marks = [(name, sent[name]) for name in ("_token", "_restored") if name in sent]
        return MultiDict([*rest, *own.items(), *marks])

    def _compare_page(
        self,
        record: Record,
        sent: MultiDict[str, str],
        opened: Version | None,
        found: list[Difference],
    ) -> Response:
        """The question which version holds; the reading of the newer one is noted."""
        now = version_of(self._form_of(record, None), record)
        secret = secret_names(self._edit_form_class)
        changes = self._changes(record, opened, [])
        record_event(db.session.connection(), AuditAction.READ, record.__tablename__, record.id)
        db.session.commit()
        page = self.render(
            "compare.html",
            title=gettext("Compare: %(what)s", what=record.title),
            crumbs=self.crumbs(record),
            differences=found,
            open_choices=sum(not item.choice for item in found),
            is_again=any(item.is_missing for item in found),
            typed=typed_pairs(self._edit_form_class, sent),
            token=sent.get("_token", ""),
            restored=sent.get("_restored", ""),
            against=now.sealed(record),
            changed_by=_by(changes[0]) if changes else moment(record.updated_at),
            has_secrets=any(sent.get(name) for name in secret) or bool(request.files),
        )
        return make_response(page, 422)


def _by(change: Change) -> str:
    """A person and a moment; one's own second window is named as such."""
    if change.staff_id == acting().staff_id:
        return gettext("you yourself in another window, %(when)s", when=moment(change.at))
    name = change.name or gettext("a programme")
    return gettext("%(name)s, %(when)s", name=name, when=moment(change.at))


def _removed_rows(field: Field, mine: Pairs, theirs: Pairs) -> Pairs:
    """Rows that a colleague added go where my list was chosen as a whole."""
    if not isinstance(field, ChildRows):
        return []
    own = set(row_keys(field.name, mine))
    foreign = [key for key in row_keys(field.name, theirs) if key not in own]
    first = 1 + max((int(n) for n in field._extract_indices(field.name, dict(mine))), default=-1)
    return [
        pair
        for number, key in enumerate(foreign, first)
        for pair in (
            (f"{field.name}-{number}-id", key),
            (f"del-{field.name}-{number}", "1"),
        )
    ]
