"""What the list of persons shows beside the person's own columns: one subquery for each."""

from typing import Any

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from bench.django_office.models import MODELS
from bench.town import TODAY


def as_of_today(table: str) -> QuerySet[Any]:
    """The rows of the person that hold today, the latest first."""
    holds = Q(valid_from__lte=TODAY) & (Q(valid_to=None) | Q(valid_to__gte=TODAY))
    rows = MODELS[table].objects.filter(holds, person=OuterRef("pk"))
    return rows.order_by("-valid_from")


def first(table: str, value: Any) -> Subquery:
    return Subquery(as_of_today(table).values(found=value)[:1])


def person_columns() -> dict[str, Subquery]:
    site = "unit__building__accommodation__"
    unit = Concat(
        Coalesce(f"{site}street", f"{site}name"),
        Value(" · "),
        "unit__building__name",
        Value(" · "),
        "unit__number",
    )
    talks = MODELS["counselling_session"].objects.filter(person=OuterRef("pk"))
    last = talks.order_by().values("person").annotate(found=Max("held_on"))
    return {
        "lives_in": first("stay", unit),
        "household_label": Subquery(as_of_today("household_member").values("household__label")[:1]),
        "residence": Subquery(
            as_of_today("residence_status").values("residence_title__label_de")[:1]
        ),
        "expires_on": Subquery(as_of_today("residence_status").values("expires_on")[:1]),
        "responsible": Subquery(as_of_today("responsibility").values("worker__display_name")[:1]),
        "last_contact_on": Subquery(last.values("found")),
    }
