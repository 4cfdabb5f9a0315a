"""Committees and rounds: how often they meet, who attends, when they meet next."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from admin_views.related import Related
from admin_views.taking_part import OwnParts
from models.network_meeting import NetworkMeeting


class CommitteeView(OwnParts, RecordView):
    import_by = ("name",)
    is_seldom = True
    column_list = ("name", "rhythm", "worker", "partner", "usual_place", "is_active")
    sheet_fields = ("name", "rhythm", "worker", "partner", "usual_place", "is_active")
    filter_columns = ("rhythm", "worker", "partner", "is_active")
    bulk_fields = ("worker", "is_active")
    empty_text = _("No committee yet. Add those in which the office takes part.")
    form_sections = (
        (_("Committee"), ("name", "purpose", "rhythm", "partner", "usual_place", "is_active")),
        (_("Who attends"), ("worker", "staff")),
    )
    related = (
        Related(
            NetworkMeeting,
            "committee",
            ("subject", "starts_at", "place", "is_cancelled"),
            lambda: NetworkMeeting.starts_at.desc(),
        ),
    )
