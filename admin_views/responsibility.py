"""Who is responsible for whom, and who stands in."""

from typing import Any

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from models.acting import acting
from models.base import db
from models.permissions import Role
from models.staff import Staff


class ResponsibilityView(RecordView):
    column_list = ("title", "worker", "deputy", "valid_from", "valid_to")
    column_default_sort = (("valid_from", True),)
    filter_columns = ("worker", "deputy", "valid_from", "valid_to")
    search_relations = ("person",)
    form_sections = (
        (_("Responsibility"), ("person", "worker", "deputy", "valid_from", "valid_to")),
    )

    def preset_values(self) -> dict[str, Any]:
        someone = acting()
        values: dict[str, Any] = {"valid_from": someone.today}
        if Role.SOCIAL_WORKER in someone.roles:
            values["worker"] = db.session.get(Staff, someone.staff_id)
        return values
