"""Referrals: who was shown the way where, how far it is, and what came of it."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import Row

from admin_views.base import RecordView
from admin_views.details import Section
from admin_views.grid import source_of
from admin_views.labels import field_label
from admin_views.partner_papers import SlipHere
from admin_views.referral_entry import ReferralForm
from admin_views.referral_page import ReferralPage
from admin_views.referral_paper_pages import LetterPages
from admin_views.referral_steps import StepPages
from models.agreed_data import ITEMS
from models.base import Record
from models.referral import Referral
from models.referral_step import ENDED

TOLD_ABOVE = ("basis", "consent", "law", *ITEMS)


class ReferralView(SlipHere, LetterPages, StepPages, ReferralForm, ReferralPage, RecordView):
    no_import = "its states are steps, each with its own page"
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
    bulk_fields = ("worker",)
    empty_text = _("No referral yet. Begin one from the page of the person, talk or goal.")
    form_sections = (
        (
            _("Who and where to"),
            ("person", "worker", "referred_on", "partner", "offer", "topic", "purpose"),
        ),
        (_("May data be passed on?"), ("basis", "consent", "law")),
        (_("Which data go along"), ITEMS),
        (_("Where it came from"), ("session", "goal")),
    )

    def list_acts(self) -> list[tuple[str, str]]:
        return [(gettext("Figures"), self.get_url("referral_figures.index"))]

    def _fact_sections(self, record: Record, has_reason: bool) -> list[Section]:
        """What the head of the page tells is not told again, nor what is not known."""
        sections: list[Section] = super()._fact_sections(record, has_reason)
        named = {str(field_label(Referral, name)) for name in TOLD_ABOVE}
        filled = [
            replace(
                section,
                facts=[
                    fact for fact in section.facts if fact.value and str(fact.label) not in named
                ],
            )
            for section in sections
        ]
        return [section for section in filled if section.facts]

    def is_settled(self, name: str, row: Row[Any]) -> bool:
        return row.state in ENDED
