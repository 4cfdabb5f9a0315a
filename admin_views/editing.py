"""Creating and changing a record: nothing typed is lost, nothing is half saved."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, ClassVar

from flask import Response, flash, make_response, redirect, request
from flask_admin import expose
from flask_admin.helpers import get_redirect_target
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.exc import StaleDataError
from wtforms import Field, Form, HiddenField

from admin_views.child_rows import ChildRows
from admin_views.draft import FormState
from admin_views.form_values import form_data
from admin_views.formats import show
from admin_views.guide import blocks_beside
from admin_views.pickers import RecordField, RecordsField
from admin_views.table_labels import singular
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import Record, RulesBroken, db, utc_now
from models.draft import SavedAlready
from models.permissions import Action, Role
from models.staff import Staff


@dataclass(frozen=True)
class FormSection:
    """Fields under one legend; where it names the only field, that field needs no other label."""

    legend: Any
    fields: list[Field]
    is_alone: bool = False


class VersionField(HiddenField):
    """The version that was on screen; compared on saving, never written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type = "HiddenField"

    def populate_obj(self, obj: object, name: str) -> None:
        """The database counts the versions."""


class EditPages:
    """Mixin of RecordView: the form."""

    form_template: ClassVar[str] = "form.html"

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Response:
        if request.method == "POST" and (answer := self.answered_already(None)):
            return answer
        state = self.form_state(None)
        if state.problem and (answer := self.answered_already(None)):  # saved a moment ago
            return answer
        form = self.create_form(obj=self.presets())
        if "_back_to_form" in request.form:  # begun as a row of the list
            return self._form_page(form, None, state)
        if request.method == "POST" and not state.problem and form.validate():
            record = self.create_model(form)
            if record is not None:
                return self._saved(record)
            if answer := self.answered_already(None):
                return answer
        return self._form_page(form, None, state)

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self) -> Response:
        record = self.get_one(request.args.get("id"), self._form_options())
        if record is None:
            return self.gone_page(request.args.get("id"))
        if request.method == "GET":
            record_read(AuditAction.READ, self.model.__tablename__, record.id)
        elif answer := self.answered_already(record) or self.compared(record):
            return answer
        state = self.form_state(record)
        is_only_read = request.method == "GET" and not state.restored_at  # no draft to rescue
        if is_only_read and (answer := self.fixed_page(record)):
            return answer
        form = self.edit_form(obj=record)
        if "_back_to_form" in request.form:
            return self._form_page(form, record, state)
        if request.method == "POST" and form.validate():
            if self.update_model(form, record):
                return self._saved(record)
            if self.get_one(request.args.get("id")) is None:
                return self.gone_page(request.args.get("id"))
        return self._form_page(form, record, state)

    def _form_options(self) -> list[Any]:
        """What the form shows in few statements: references joined, children one each."""
        options = []
        for name in self.form_columns:
            relation = self.model.__mapper__.relationships.get(name)
            if relation is not None and (not relation.uselist or name in self.joined_children):
                options.append(joinedload(getattr(self.model, name)))
            elif relation is not None:
                rows = selectinload(getattr(self.model, name))
                options.append(rows.options(*self._row_options(relation.mapper.class_)))
        return options

    def _row_options(self, child: type[Record]) -> list[Any]:
        """What the rows of this child table show of other records comes with them."""
        relations = child.__mapper__.relationships
        return [
            joinedload(getattr(child, name))
            for row in self.inline_models
            for name in row.form_columns
            if row.model is child and name in relations
        ]

    def create_form(self, obj: Any = None) -> Form:
        return self._prepared(self._create_form_class(form_data(), obj=obj), Action.CREATE)

    def edit_form(self, obj: Any = None) -> Form:
        return self._prepared(self._edit_form_class(form_data(), obj=obj), Action.UPDATE)

    def _prepared(self, form: Form, action: Action) -> Form:
        """Take out what the acting person may not write; tell pickers where to ask."""
        for name in list(form._fields):
            if name not in ("version", "csrf_token") and not self.may_write(name, action):
                del form._fields[name]
                if name in form.__dict__:
                    delattr(form, name)
        self._connect_pickers(form)
        return form

    def may_write(self, name: str, action: Action) -> bool:
        return acting().may(action, self.model.class_of(name))

    def _connect_pickers(self, form: Form) -> None:
        for field in form:
            if isinstance(field, RecordField | RecordsField):
                field.lookup_url = self.lookup_url(field.loader.name)
            if isinstance(field, ChildRows):
                for entry in [*field.entries]:
                    self._connect_pickers(entry.form)
                field.connect = self._connect_pickers

    def lookup_url(self, name: str) -> str:
        return self.get_url(".ajax_lookup", name=name)

    def presets(self) -> SimpleNamespace:
        """What a new form begins with; the address may name related records by key."""
        values: dict[str, Any] = {}
        for name, loader in self._form_ajax_refs.items():
            if name in request.args and (found := loader.get_one(request.args[name])) is not None:
                values[name] = found
        return SimpleNamespace(**{**self.preset_values(), **values})

    def preset_values(self) -> dict[str, Any]:
        """Today where the view says so, and the social worker who is typing."""
        someone = acting()
        values: dict[str, Any] = dict.fromkeys(self.today_fields, someone.today)
        if "worker" in self.form_columns and Role.SOCIAL_WORKER in someone.roles:
            values["worker"] = db.session.get(Staff, someone.staff_id)
        return values

    def create_model(self, form: Form) -> Record | None:
        record = self.model()
        return record if self._store(form, record, is_created=True) else None

    def update_model(self, form: Form, record: Record) -> bool:
        """Whether it was typed over an older version was asked before."""
        record.updated_at = utc_now()
        return self._store(form, record, is_created=False)

    def _store(self, form: Form, record: Record, is_created: bool) -> bool:
        """Write all or nothing; broken rules go beside their fields."""
        try:
            with db.session.no_autoflush:
                form.populate_obj(record)
                self.on_model_change(form, record, is_created)
                if is_created:
                    db.session.add(record)
            self.finish_draft(record, is_created)
            db.session.commit()
        except RulesBroken as broken:
            place_problems(form, broken)
        except StaleDataError:
            form.form_errors = [self._stale_text()]
        except SavedAlready as twice:
            form.form_errors = [str(twice)]
        except IntegrityError as clash:
            form.form_errors = [clash_text(clash)]
        else:
            self.after_model_change(form, record, is_created)
            return True
        db.session.rollback()
        return False

    @staticmethod
    def _stale_text() -> str:
        return gettext(
            "Somebody else saved this record at the same moment. Nothing of yours was saved yet; "
            "save again to compare both versions."
        )

    def _saved(self, record: Record) -> Response:
        flash(gettext("Saved: %(what)s", what=record.title), "success")
        if "_continue_editing" in request.form:
            return redirect(self.get_url(".edit_view", id=record.id))
        if "_add_another" in request.form and self.may(Action.CREATE):
            return redirect(self.get_url(".create_view", **self._kept_presets()))
        return redirect(get_redirect_target() or self.get_url(".details_view", id=record.id))

    def _kept_presets(self) -> dict[str, str]:
        return {name: request.args[name] for name in self._form_ajax_refs if name in request.args}

    def _form_page(self, form: Form, record: Record | None, state: FormState) -> Response:
        if record is not None and request.method == "GET" and not state.restored_at:
            form.version.data = str(record.version)
        if state.problem:
            form.form_errors = [state.problem]
        back = (
            self.get_url(".details_view", id=record.id) if record else self.get_url(".index_view")
        )
        page = self.render(
            self.form_template,
            title=self.form_title(record),
            form=form,
            sections=self._sections(form),
            is_new=record is None,
            crumbs=self.crumbs(record),
            return_url=get_redirect_target() or back,
            notice=self.why_fixed(record) or self.form_notice(record),
            state=self.page_of_state(state, form, record),
            draft_url=self._draft_url(record),
            is_unsaved="_back_to_form" in request.form,
            is_outdated=record is not None and str(form.version.data) != str(record.version),
            **self.more_form(form, record),
        )
        has_problems = bool(form.errors or form.form_errors)
        return make_response(page, 422 if has_problems and request.method == "POST" else 200)

    def extra_fields(self) -> dict[str, Any]:
        """What the form asks beyond the columns of its table."""
        return {}

    def more_form(self, form: Form, record: Record | None) -> dict[str, Any]:
        """What a template shows beside the fields; a view adds to it."""
        return blocks_beside(self.model.data_class)

    def _draft_url(self, record: Record | None) -> str:
        if record is not None:
            return self.get_url(".edit_draft", id=record.id)
        return self.get_url(".create_draft", **self._kept_presets())

    def form_title(self, record: Record | None) -> str:
        if record is not None:
            return gettext("Edit: %(what)s", what=record.title)
        return gettext("Add: %(what)s", what=str(singular(self.model)))

    def form_notice(self, record: Record | None) -> str | None:
        return None

    def _sections(self, form: Form) -> list[FormSection]:
        sections = [
            FormSection(
                legend,
                [form._fields[name] for name in names if name in form._fields],
                len(names) == 1,
            )
            for legend, names in self.form_sections
        ]
        return [section for section in sections if section.fields]


def clash_text(clash: IntegrityError) -> str:
    """What the database refused, without its own words, which name values."""
    is_reference = "FOREIGN KEY" in str(clash.orig).upper()
    if is_reference:
        return gettext(
            "Something you took out is still in use, or something you chose was deleted meanwhile."
        )
    return gettext("There is such an entry already, or it contradicts another one.")


def place_problems(form: Form, broken: RulesBroken) -> None:
    """Put each broken rule beside its field, or at the head of the form where it has none."""
    general = []
    for problem in broken.problems:
        values = {name: show(value) for name, value in problem.values.items()}
        text = gettext(problem.text, **values)  # noqa: INT001 - marked for translation in the models
        field = form._fields.get(problem.field)
        if field is None:
            general.append(text)
        else:
            field.errors = [*field.errors, text]
    form.form_errors = [*form.form_errors, *general]
