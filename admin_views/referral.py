"""Referrals: who was shown the way where, how far it is, and what came of it."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row

from admin_views.base import RecordView
from admin_views.grid import source_of
from models.agreed_data import ITEMS
from models.referral import Referral
from models.referral_step import ENDED


class ReferralView(RecordView):
    column_list = ("title", "partner", "purpose", "state", "referred_on", "booked_on", "worker")
    more_columns = (
        "topic",
        "offer",
        "basis",
        "attended_on",
        "result",
        "decline_reason",
        "session",
        "remind_on",
    )
    relative_days = {"booked_on": 7, "remind_on": 7}
    row_needs = ("state",)
    column_sources = {
        "title": lambda: source_of(Referral, "person", {}),
        "remind_on": Referral.remind_on_sql,
    }
    column_default_sort = (("referred_on", True),)
    filter_columns = (
        "state",
        "worker",
        "partner",
        "topic",
        "basis",
        "referred_on",
        "booked_on",
        "remind_on",
        "result",
        "decline_reason",
    )
    search_relations = ("person", "partner")
    today_fields = ("referred_on",)
    bulk_fields = ("worker", "topic")
    empty_text = _("No referral yet. Begin one from the page of the person, talk or goal.")
    form_sections = (
        (
            _("Who and where to"),
            ("person", "worker", "referred_on", "partner", "offer", "topic", "purpose"),
        ),
        (_("May data be passed on?"), ("basis", "consent", "law", *ITEMS)),
        (_("Where it came from"), ("session", "goal")),
    )

    def is_settled(self, name: str, row: Row[Any]) -> bool:
        return row.state in ENDED
