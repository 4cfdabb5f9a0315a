"""Persons: names, birth, status, home and responsible worker at a glance."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row

from admin_views.base import RecordView
from admin_views.closed_file import ClosedFilePages
from admin_views.due import distance
from admin_views.enum_labels import enum_label
from admin_views.forms import ChildForm
from admin_views.import_words import PERSON
from admin_views.merging import MergePages
from admin_views.person_columns import (
    cared_for_by,
    expires_on,
    household,
    last_contact_on,
    lives_in,
    residence,
    responsible,
)
from admin_views.person_file import PersonFile
from admin_views.person_head import with_age
from admin_views.twins import TwinAnswers
from admin_views.words import gettext
from models.acting import acting
from models.base import Record
from models.permissions import Action
from models.person import BirthPrecision, Person, PersonAlert, PersonLanguage, PersonName
from models.reports.person_twins import PersonFinder
from models.reports.worklist import PAPER_WARNING
from models.rules.urgency import tone_of


class PersonView(PersonFile, ClosedFilePages, TwinAnswers, MergePages, RecordView):
    import_by = ("family_name", "given_name", "birth_date")
    import_words = PERSON
    import_without = frozenset({"is_restricted", "readers"})
    import_finder = PersonFinder
    import_way_text = _("By name and day of birth; similar ones are shown for you to decide.")
    form_template = "person_form.html"
    says_more = frozenset({"birth_date"})
    column_list = (
        "title",
        "birth_date",
        "residence",
        "lives_in",
        "responsible",
        "last_contact_on",
        "case_status",
        "arrived_haan_on",
    )
    column_sources = {
        "lives_in": lives_in,
        "residence": residence,
        "expires_on": expires_on,
        "responsible": responsible,
        "household": household,
        "last_contact_on": last_contact_on,
        "birth_precision": lambda: Person.birth_precision,
    }
    second_lines = {"title": "origin_country", "residence": "expires_on", "lives_in": "household"}
    more_columns = (
        "household",
        "expires_on",
        "sex",
        "interpreter_needed",
        "birth_place",
        "arrived_germany_on",
        "azr_no",
        "benefit_ref",
        "closing_reason",
    )
    has_new_rows = True
    title_parts = ("family_name", "given_name")
    sheet_fields = (
        "birth_date",
        "case_status",
        "arrived_haan_on",
        "sex",
        "interpreter_needed",
        "birth_place",
        "arrived_germany_on",
        "azr_no",
        "benefit_ref",
        "closing_reason",
    )
    bulk_fields = (
        "case_status",
        "closing_reason",
        "interpreter_needed",
        "origin_country",
        "arrived_germany_on",
        "arrived_haan_on",
    )
    relative_days = {"last_contact_on": None, "expires_on": PAPER_WARNING.days}
    own_rows = {"responsible": cared_for_by}
    empty_text = _(
        "Nobody is recorded here yet. Add a person after the first contact; "
        "name and sex are enough to begin with."
    )
    filter_columns = (
        "responsible",
        "residence",
        "expires_on",
        "last_contact_on",
        "lives_in",
        "case_status",
        "origin_country",
        "sex",
        "interpreter_needed",
        "is_address_protected",
        "birth_date",
        "arrived_haan_on",
    )
    form_sections = (
        (_("Name"), ("family_name", "given_name", "names")),
        (
            _("Birth and origin"),
            (
                "birth_date",
                "birth_precision",
                "birth_place",
                "sex",
                "nationalities",
                "origin_country",
                "arrived_germany_on",
                "arrived_haan_on",
            ),
        ),
        (_("Language"), ("languages", "interpreter_needed")),
        (
            _("Address and contact"),
            (
                "is_address_protected",
                "street",
                "postcode",
                "town",
                "phone",
                "email",
                "contact_preference",
            ),
        ),
        (
            _("Case"),
            (
                "case_status",
                "closing_reason",
                "azr_no",
                "bamf_ref",
                "foreigners_office_ref",
                "benefit_ref",
            ),
        ),
        (_("To be considered"), ("alerts", "needs_barrier_free", "vulnerabilities")),
        (_("Closed file"), ("is_restricted", "readers")),
    )
    inline_models = (
        ChildForm(PersonName, "kind", "family_name", "given_name"),
        ChildForm(PersonLanguage, "language", "level"),
        ChildForm(PersonAlert, "level", "text", "expires_on"),
    )
    joined_children = frozenset({"names", "alerts", "languages", "readers"})

    def list_names(self) -> list[str]:
        """The day of arrival stands in the list of those who see little else."""
        names = super().list_names()
        sees_much = acting().may(Action.READ, Person.data_class)
        return [name for name in names if name != "arrived_haan_on"] if sees_much else names

    def cell_text(self, name: str, value: Any, row: Row[Any]) -> str:
        text = super().cell_text(name, value, row)
        if name == "birth_date" and value is not None:
            return with_age(text, value)
        return text

    def small_text(self, name: str, value: Any) -> str:
        text = super().small_text(name, value)
        if name != "expires_on" or not text:
            return text
        if not self.small_tone(name, value):
            return gettext("until %(day)s", day=text)
        when = distance(value, acting().today)
        return gettext("until %(day)s · %(when)s", day=text, when=when)

    def small_tone(self, name: str, value: Any) -> str:
        return tone_of(value, acting().today, PAPER_WARNING) if name == "expires_on" else ""

    def child_text(self, name: str, child: Record) -> str:
        match child:
            case PersonLanguage():
                return f"{child.title} ({enum_label(child.level)})"
            case PersonName():
                return f"{child.title} ({enum_label(child.kind)})"
            case PersonAlert():
                return f"{child.title} ({enum_label(child.level)})"
        return child.title

    def fact_text(self, record: Record, name: str) -> str:
        text = super().fact_text(record, name)
        if name == "birth_date" and isinstance(record, Person) and record.birth_date:
            born = with_age(text, record.birth_date)
            is_exact = record.birth_precision is BirthPrecision.EXACT
            return born if is_exact else f"{born} ({enum_label(record.birth_precision)})"
        return text
