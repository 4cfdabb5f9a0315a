"""The details page: all that may be seen of one record, what hangs on it, and the stated reason."""

from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Response, abort, current_app, redirect, request
from flask_admin import expose
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy import Text

from admin_views import formats
from admin_views.enum_labels import enum_label
from admin_views.labels import field_label
from admin_views.reasons import reason_holds, state
from admin_views.table_labels import singular
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import Record
from models.permissions import Access, Action, DataClass


@dataclass(frozen=True)
class Fact:
    label: Any
    value: str | Markup
    is_long: bool = False


@dataclass(frozen=True)
class Section:
    legend: Any
    facts: list[Fact]
    is_alone: bool = False


@dataclass(frozen=True)
class Act:
    """A button of a page; `more` are other ways to do the same, `small` a remark beside it."""

    label: Any
    url: str
    is_primary: bool = False
    is_danger: bool = False
    is_post: bool = False  # it changes something at once
    more: tuple["Act", ...] = ()
    small: str = ""


@dataclass(frozen=True)
class Alert:
    tone: str
    text: str


@dataclass(frozen=True)
class ReasonForm:
    url: str
    labels_of_closed_fields: list[Any]


class DetailsPage:
    """Mixin of RecordView: one record to read."""

    details_template: ClassVar[str] = "details.html"

    @expose("/details/")
    def details_view(self) -> Response | str:
        record = self.get_one(request.args.get("id"), self._detail_options())
        if record is None:
            return self.gone_page(request.args.get("id"))
        has_reason = self.has_stated_reason(record)
        record_read(AuditAction.READ, self.model.__tablename__, record.id)
        return self.render(
            self.details_template,
            title=self.heading(record),
            crumbs=self.crumbs(None),
            sections=self._fact_sections(record, has_reason),
            tables=self.related_tables(record),
            acts=self.acts(record, has_reason),
            alerts=self.alerts(record),
            reason=None if has_reason else self._reason_form(record),
            **self.more_details(record),
        )

    def more_details(self, record: Record) -> dict[str, Any]:
        """What a view's own template shows above the facts."""
        return {}

    def heading(self, record: Record) -> str:
        """The title, unless it is itself a field that stays closed without a reason."""
        if self.may_read(record, "title", self.has_stated_reason(record)):
            return record.title
        return f"{singular(self.model)} {record.id}"

    def _detail_options(self) -> list[Any]:
        return self._form_options()

    def _fact_sections(self, record: Record, has_reason: bool) -> list[Section]:
        """The fields on its page; views leave out what stands elsewhere on it."""
        return self.every_section(record, has_reason)

    def every_section(self, record: Record, has_reason: bool) -> list[Section]:
        """All fields that may be read, grouped as in the form."""
        sections = []
        for legend, names in self.form_sections:
            facts = [
                self._fact(record, name)
                for name in names
                if self.may_read(record, name, has_reason)
            ]
            if facts:
                sections.append(Section(legend, facts, len(names) == 1))
        return sections

    def may_read(self, record: Record, name: str, has_reason: bool) -> bool:
        """Field by field: allowed, or allowed with a reason that was stated."""
        answer = acting().access(record.own_class_of(name), Action.READ)
        return answer is Access.YES or (answer is Access.WITH_REASON and has_reason)

    def _fact(self, record: Record, name: str) -> Fact:
        """A field of the record; a reference leads to its page, children stand line by line."""
        column = self.model.__mapper__.columns.get(name)
        is_long = column is not None and type(column.type) is Text
        text: str | Markup = self.fact_text(record, name)
        value = getattr(record, name)
        if isinstance(value, Record) and (url := self.page_of(value)):
            text = Markup('<a href="{}">{}</a>').format(url, text)  # noqa: S704 - escapes both
        return Fact(
            field_label(self.model, name),
            text,
            is_long or (self._is_child(self.model, name) and bool(text)),
        )

    def page_of(self, record: Record) -> str | None:
        """Where the record can be read, if the acting person may go there."""
        stem = record.__tablename__
        if (
            record.data_class is DataClass.CATALOGUE
            or f"{stem}.details_view" not in current_app.view_functions
        ):
            return None
        if not acting().may(Action.READ, record.access_class):
            return None
        return self.get_url(f"{stem}.details_view", id=record.id)

    def fact_text(self, record: Record, name: str) -> str:
        value = getattr(record, name)
        if isinstance(value, list):
            between = "\n" if self._is_child(self.model, name) else ", "
            return between.join(self.child_text(name, item) for item in value)
        return formats.show(value, name)

    def child_text(self, name: str, child: Record) -> str:
        """One child within a list of them; views override it for children that say more."""
        return child.title

    def acts(self, record: Record, has_reason: bool) -> list[Act]:
        """The buttons of the page: edit, delete, and what the view adds."""
        acts = self.own_acts(record, has_reason)
        if record.has_history:
            acts.append(Act(gettext("History"), self.get_url(".history_view", id=record.id)))
        if self.may(Action.UPDATE) and not self.is_fixed(record):
            acts.append(
                Act(gettext("Edit"), self.get_url(".edit_view", id=record.id), is_primary=True)
            )
        if self.may_delete(record) and not self.is_fixed(record):
            acts.insert(
                0,
                Act(gettext("Delete"), self.get_url(".delete_view", id=record.id), is_danger=True),
            )
        return acts

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        return []

    def may_print(self, has_reason: bool) -> bool:
        """Printing is allowed, if need be for the reason that was stated."""
        answer = acting().access(self.model.data_class, Action.PRINT)
        return answer is Access.YES or (answer is Access.WITH_REASON and has_reason)

    def alerts(self, record: Record) -> list[Alert]:
        return []

    def closed_classes(self, record: Record) -> set[DataClass]:
        """Classes of this record's fields that open only for a stated reason."""
        classes = {record.own_class_of(name) for _, names in self.form_sections for name in names}
        return {
            item for item in classes if acting().access(item, Action.READ) is Access.WITH_REASON
        }

    def has_stated_reason(self, record: Record) -> bool:
        """No reason is needed, or one was stated for this record within the last hour."""
        return not self.closed_classes(record) or reason_holds(record)

    def _reason_form(self, record: Record) -> ReasonForm:
        labels = [enum_label(item) for item in sorted(self.closed_classes(record), key=str)]
        return ReasonForm(self.get_url(".state_reason", id=record.id), labels)

    @expose("/reason/", methods=("POST",))
    def state_reason(self) -> Response:
        """Open the closed fields of one record for an hour; the reason is in the audit trail."""
        record = self.get_one(request.args.get("id"))
        if record is None or not self.closed_classes(record):
            abort(404)
        state(record, request.form.get("reason", ""))
        return redirect(self.get_url(".details_view", id=record.id))
