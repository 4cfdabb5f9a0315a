"""Households and who belongs to them, by period."""

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, func, select

from admin_views.base import RecordView
from admin_views.formats import day
from admin_views.forms import ChildForm
from admin_views.related import Related
from models.acting import acting
from models.base import Record, db
from models.eviction_case import EvictionCase
from models.household import Household, HouseholdMember
from models.person import Person


def _size() -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(HouseholdMember)
        .where(HouseholdMember.household_id == Household.id, HouseholdMember.as_of(acting().today))
        .scalar_subquery()
    )


def _head() -> ColumnElement[str]:
    return (
        select(Person.title_sql())
        .join(HouseholdMember, HouseholdMember.person_id == Person.id)
        .where(
            HouseholdMember.household_id == Household.id,
            HouseholdMember.is_head,
            HouseholdMember.as_of(acting().today),
            HouseholdMember.visible_to(acting()),
        )
        .limit(1)
        .scalar_subquery()
    )


class HouseholdView(RecordView):
    no_import = "a household is its members, which are rows of their own"
    column_list = ("title", "head_of_household", "size")
    column_sources = {"size": _size, "head_of_household": _head}
    has_new_rows = True
    sheet_fields = ("label",)
    empty_text = _("No household yet. Add one and choose its members.")
    numeric_columns = frozenset({"size"})
    form_sections = ((_("Household"), ("label", "members")),)
    inline_models = (
        ChildForm(
            HouseholdMember,
            "person",
            "role",
            "is_head",
            "in_benefit_unit",
            "valid_from",
            "valid_to",
        ),
    )
    related = (
        Related(
            EvictionCase,
            "household",
            ("state", "received_on", "address"),
            lambda: EvictionCase.received_on.desc(),
        ),
    )

    def fact_text(self, record: Record, name: str) -> str:
        """Members out of reach are left out: who sees the housed only does not see the others."""
        if name != "members" or not isinstance(record, Household):
            return super().fact_text(record, name)
        reach = select(HouseholdMember.id).where(
            HouseholdMember.household_id == record.id, HouseholdMember.visible_to(acting())
        )
        seen = set(db.session.scalars(reach))
        members = [member for member in record.members if member.id in seen]
        return "\n".join(self.child_text(name, member) for member in members)

    def child_text(self, name: str, child: Record) -> str:
        if not isinstance(child, HouseholdMember):
            return super().child_text(name, child)
        parts = [child.role.title if child.role else "", f"{day(child.valid_from)} –"]
        if child.valid_to:
            parts[-1] += f" {day(child.valid_to)}"
        return f"{child.person.title} ({', '.join(filter(None, parts))})"
