"""Eviction cases: the facts of the court's notice."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row
from wtforms import Form

from admin_views.base import RecordView
from admin_views.contact_attempt import AttemptPages
from admin_views.eviction_board import EvictionBoard
from admin_views.eviction_deadline import DeadlinePages
from admin_views.eviction_figures import FiguresPage
from admin_views.eviction_help import HelpPages
from admin_views.eviction_labels import RULES
from admin_views.eviction_page import EvictionPage
from admin_views.eviction_papers import EvictionPapers
from admin_views.eviction_place import PlacePages
from admin_views.forms import ChildForm
from admin_views.grid import GridCell
from admin_views.instalment import InstalmentPages
from models.acting import acting
from models.contact_attempt import ContactAttempt
from models.eviction_case import EvictionCase, EvictionPerson
from models.eviction_partner import EvictionPartner
from models.eviction_step import ENTRY_STATES, EvictionState
from models.instalment import Instalment
from models.permissions import Action
from models.rent_entry import RentEntry
from models.rules.urgency import traffic_light
from models.undertaking import Undertaking

PEOPLE = ("adult_count", "minor_count")
HEARING_AHEAD = ENTRY_STATES - {EvictionState.EVICTED}


class EvictionCaseView(
    EvictionPapers,
    EvictionPage,
    DeadlinePages,
    AttemptPages,
    InstalmentPages,
    PlacePages,
    HelpPages,
    EvictionBoard,
    FiguresPage,
    RecordView,
):
    no_import = "its states are steps with deadlines"
    says_more = frozenset({"next_due_on"})
    column_list = (
        "person",
        "address",
        "state",
        "next_due_on",
        "received_on",
        "hearing_at",
        "arrears",
        "adult_count",
        "minor_count",
    )
    sheet_fields = ("address", "adult_count", "minor_count")
    more_columns = (
        "worker",
        "filed_on",
        "served_on",
        "eviction_at",
        "court",
        "source",
        "cause",
        "landlord",
        "monthly_rent",
        "compensation",
        "has_pets",
    )
    bulk_fields = ("worker", "source", "cause", "received_on")
    relative_days = {"next_due_on": 28, "hearing_at": 14, "eviction_at": 28}
    row_needs = ("state", "next_rule")
    empty_text = _("No case of losing a home. Record the court's or landlord's notice here.")
    column_sources = {"address": EvictionCase.open_address_sql}
    second_lines = {"person": "household", "state": "court_reference"}
    column_default_sort = (("next_due_on", False),)
    numeric_columns = frozenset({"adult_count", "minor_count"})
    filter_columns = (
        "worker",
        "state",
        "source",
        "cause",
        "next_due_on",
        "received_on",
        "served_on",
        "hearing_at",
        "eviction_at",
    )
    search_relations = ("person", "household")
    today_fields = ("received_on",)
    form_sections = (
        (
            _("Who is concerned"),
            (
                "person",
                "household",
                "residents",
                "address",
                "adult_count",
                "minor_count",
                "has_pets",
                "place_needs",
                "worker",
            ),
        ),
        (_("News"), ("state", "source", "received_on", "cause")),
        (
            _("Termination"),
            ("notice_kind", "notice_dated_on", "notice_received_on", "tenancy_since"),
        ),
        (_("Court"), ("court", "court_reference", "filed_on", "served_on", "hearing_at")),
        (
            _("Landlord and money"),
            (
                "landlord",
                "landlord_address",
                "landlord_representative",
                "monthly_rent",
                "arrears",
                "compensation",
            ),
        ),
        (_("Rent account"), ("rent_entries",)),
        (_("Bodies involved"), ("partners",)),
        (_("Attempts to make contact"), ("contact_attempts",)),
        (_("Undertakings to pay"), ("undertakings",)),
        (
            _("Judgment or settlement"),
            ("decision_kind", "decided_on", "decision_served_on", "vacate_by_on", "final_on"),
        ),
        (
            _("Eviction date"),
            (
                "eviction_at",
                "bailiff",
                "bailiff_reference",
                "bailiff_notice_served_on",
                "evicted_on",
                "goods_place",
                "people_present",
            ),
        ),
        (
            _("Emergency shelter"),
            ("shelter_unit", "sheltered_from", "sheltered_until", "shelter_ordered_on"),
        ),
        (
            _("Way out"),
            (
                "averted_how",
                "averted_on",
                "averted_amount",
                "ordinary_notice_end",
                "agreed_on",
                "agreement",
                "withdrawn_by",
                "withdrawn_on",
            ),
        ),
        (_("Instalments"), ("instalments",)),
        (
            _("Aftercare and end"),
            (
                "aftercare_from",
                "aftercare_until",
                "aftercare_every",
                "closed_on",
                "outcome",
                "closing_reason",
            ),
        ),
        (_("Notes"), ("note",)),
    )
    joined_children = frozenset({"undertakings"})
    inline_models = (
        ChildForm(EvictionPerson, "person", "is_tenant", "served_on"),
        ChildForm(RentEntry, "due_on", "due", "paid"),
        ChildForm(EvictionPartner, "partner", "part"),
        ChildForm(Instalment, "due_on", "amount", "payer", "paid_on"),
        ChildForm(ContactAttempt, "tried_on", "kind", "result", "remark"),
        ChildForm(
            Undertaking,
            "body",
            "amount",
            "addressee",
            "is_unconditional",
            "sent_on",
            "received_on",
        ),
    )

    def list_names(self) -> list[str]:
        """How many people a case concerns stands in the list of those who prepare places."""
        names = super().list_names()
        sees_much = acting().may(Action.READ, EvictionCase.data_class)
        if not sees_much:
            return [*names[:2], "eviction_at", *names[2:]]
        return [name for name in names if name not in PEOPLE]

    def is_settled(self, name: str, row: Row[Any]) -> bool:
        """A hearing or eviction that is over is just a date."""
        if name == "next_due_on":
            return False
        return row.state not in HEARING_AHEAD or getattr(row, name).date() < acting().today

    def cell(self, name: str, row: Row[Any]) -> GridCell:
        """The next deadline says which one it is, in the colours of its page and of the board."""
        cell = super().cell(name, row)
        if name == "next_due_on" and row.next_rule:
            tone = traffic_light(row.next_due_on, acting().today)
            return cell._replace(small=f"{RULES[row.next_rule]} · {cell.small}", tone=tone)
        return cell

    def create_form(self, obj: Any = None) -> Form:
        """A case begins in one of the states in which news of it may arrive."""
        form = super().create_form(obj)
        if "state" in form:
            form.state.members = [state for state in EvictionState if state in ENTRY_STATES]
        return form

    def may_write(self, name: str, action: Action) -> bool:
        """Once begun, a case moves on by steps only."""
        is_open = name != "state" or action is Action.CREATE
        return is_open and super().may_write(name, action)
