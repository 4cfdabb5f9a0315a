"""The office in Django's admin: the columns of our lists, and no page slower than it must be."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest

from bench.django_office.columns import person_columns
from bench.django_office.models import MODELS


def shown(name: str) -> Any:
    """A column of the list that was read beside the record."""

    @admin.display(description=name.replace("_", " "))
    def column(record: Any) -> Any:
        return getattr(record, name)

    column.__name__ = name
    return column


class OfficeAdmin(admin.ModelAdmin):
    """Closed files are left out, as the lead sees the office who is named for none of them."""

    list_per_page = 50
    show_full_result_count = False
    closed_when: ClassVar[Q | None] = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        every = super().get_queryset(request)
        return every if self.closed_when is None else every.exclude(self.closed_when)


def has_closed(table: str, key: str) -> Exists:
    """Somebody beside the record's own person has a closed file."""
    return Exists(MODELS[table].objects.filter(person__is_restricted=True, **{key: OuterRef("pk")}))


class PersonList(ChangeList):
    """Reads what stands in other tables for the rows of the page alone, in one statement."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        people = {person.pk: person for person in self.result_list}
        columns = person_columns()
        beside = self.model.objects.filter(pk__in=people).order_by().annotate(**columns)
        for values in beside.values("pk", *columns):
            for name in columns:
                setattr(people[values["pk"]], name, values[name])


class PersonAdmin(OfficeAdmin):
    closed_when = Q(is_restricted=True)
    list_display = (
        "__str__", "origin_country", "birth_date", shown("residence"), shown("expires_on"),
        shown("lives_in"), shown("household_label"), shown("responsible"),
        shown("last_contact_on"), "case_status", "arrived_haan_on",
    )  # fmt: skip
    list_select_related = ("origin_country",)
    list_filter = ("case_status", "sex", "interpreter_needed", "arrived_haan_on")
    search_fields = ("search_text",)
    ordering = ("sort_text", "id")
    autocomplete_fields = ("origin_country", "closing_reason")
    exclude = ("sort_text",)

    def get_changelist(self, request: HttpRequest, **_: Any) -> type[ChangeList]:
        return PersonList


class Rows(admin.TabularInline):
    extra = 0


class AttendeeRows(Rows):
    model = MODELS["session_attendee"]
    fk_name = "session"
    fields = ("kind", "name")


class TaskRows(Rows):
    model = MODELS["task"]
    fk_name = "session"
    fields = ("doer", "doer_name", "what", "due_on", "state")


class TopicRows(Rows):
    model = MODELS["session_topic"]
    fk_name = "session"
    fields = ("topic",)
    autocomplete_fields = ("topic",)


class HandoutRows(Rows):
    model = MODELS["session_handout"]
    fk_name = "session"
    fields = ("partner",)
    autocomplete_fields = ("partner",)


class SessionAdmin(OfficeAdmin):
    """Leaves no closed file out: to count a million talks with that would take it seconds."""

    list_display = (
        "person", "held_on", "starts_at", "minutes", "kind", "place", "worker", "reason",
    )  # fmt: skip
    list_select_related = ("person", "place", "worker")
    list_filter = ("held_on", "kind")
    search_fields = ("person__search_text",)
    ordering = ("-held_on", "-id")
    autocomplete_fields = ("person", "worker", "place", "language")
    inlines = (AttendeeRows, TopicRows, HandoutRows, TaskRows)
    exclude = ("created_at", "updated_at", "version")


class TaskAdmin(OfficeAdmin):
    closed_when = Q(person__is_restricted=True)
    list_display = ("due_on", "what", "person", "doer", "worker", "state")
    list_select_related = ("person", "worker")
    list_filter = ("state", "doer", "due_on")
    search_fields = ("what",)
    ordering = ("due_on", "id")
    autocomplete_fields = ("person", "session", "worker", "partner")


class CaseAdmin(OfficeAdmin):
    closed_when = Q(person__is_restricted=True) | has_closed("eviction_person", "case")
    list_display = (
        "person", "household", "address", "state", "court_reference", "next_due_on", "received_on",
        "hearing_at", "arrears", "adult_count", "minor_count",
    )  # fmt: skip
    list_select_related = ("person", "household")
    list_filter = ("state", "received_on", "served_on")
    search_fields = ("search_text", "person__search_text")
    ordering = (F("next_due_on").asc(nulls_last=True), "id")
    autocomplete_fields = ("person", "household", "worker", "source", "cause")


class PartnerAdmin(OfficeAdmin):
    list_display = ("name", "street", "category", "town", "phone", "email", "checked_on")
    list_select_related = ("category",)
    list_filter = ("town", "is_public", "checked_on")
    search_fields = ("search_text",)
    ordering = ("sort_text", "id")
    autocomplete_fields = ("category",)


class LookupAdmin(admin.ModelAdmin):
    """Tables that the pickers of the others look into."""

    search_fields = ("id",)


OWN = {
    "person": PersonAdmin,
    "counselling_session": SessionAdmin,
    "task": TaskAdmin,
    "eviction_case": CaseAdmin,
    "partner": PartnerAdmin,
}
PICKED = (
    "country", "closing_reason", "topic", "staff", "session_place", "language", "household",
    "eviction_source", "eviction_cause", "partner_category",
)  # fmt: skip
for table, view in {**OWN, **dict.fromkeys(PICKED, LookupAdmin)}.items():
    admin.site.register(MODELS[table], view)
