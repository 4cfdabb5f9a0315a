"""The tabs of a person's file and what hangs on the person in each of them."""

from dataclasses import dataclass
from typing import Any

from admin_views.related import Related
from admin_views.words import lazy_gettext as _
from models.benefit_period import BenefitPeriod
from models.career_phase import CareerPhase
from models.consent import Consent
from models.counselling_session import CounsellingSession
from models.document import Document
from models.eviction_case import EvictionCase
from models.goal_agreement import GoalAgreement
from models.household import HouseholdMember
from models.person_target_group import PersonTargetGroup
from models.referral import Referral
from models.residence_status import ResidenceStatus
from models.responsibility import Responsibility
from models.stay import Stay
from models.task import Task

FACTS = "facts"  # the tab with all fields of the person


@dataclass(frozen=True)
class Tab:
    """`counted` names the count of the head that stands beside the label."""

    label: Any
    tables: tuple[Related, ...]
    counted: str = ""


TABS: dict[str, Tab] = {
    "talks": Tab(
        _("Talks"),
        (
            Related(
                CounsellingSession,
                "person",
                ("held_on", "kind", "worker", "reason"),
                lambda: CounsellingSession.held_on.desc(),
                most=50,
            ),
        ),
        "session_count",
    ),
    "goals": Tab(
        _("Goals"),
        (
            Related(
                GoalAgreement,
                "person",
                ("agreed_on", "worker", "signed_client_on", "review_on"),
                lambda: GoalAgreement.agreed_on.desc(),
                most=50,
            ),
            Related(
                CareerPhase,
                "person",
                ("stage", "wish", "valid_from", "valid_to"),
                lambda: CareerPhase.valid_from.desc(),
            ),
        ),
        "goal_count",
    ),
    "tasks": Tab(
        _("Tasks"),
        (
            Related(
                Task,
                "person",
                ("what", "doer", "worker", "due_on", "state"),
                lambda: Task.due_on.desc(),
                most=50,
            ),
        ),
        "open_task_count",
    ),
    "referrals": Tab(
        _("Referrals"),
        (
            Related(
                Referral,
                "person",
                ("referred_on", "partner", "purpose", "state", "booked_on"),
                lambda: Referral.referred_on.desc(),
                most=50,
            ),
            Related(
                Consent,
                "person",
                ("partner", "purpose", "given_on", "valid_until", "withdrawn_on"),
                lambda: Consent.given_on.desc(),
            ),
        ),
        "open_referral_count",
    ),
    "household": Tab(
        _("Household"),
        (
            Related(
                HouseholdMember,
                "person",
                ("household", "role", "valid_from", "valid_to"),
                lambda: HouseholdMember.valid_from.desc(),
                leads_to="household",
            ),
        ),
    ),
    "status": Tab(
        _("Status and benefits"),
        (
            Related(
                ResidenceStatus,
                "person",
                ("residence_title", "expires_on", "valid_from", "valid_to"),
                lambda: ResidenceStatus.valid_from.desc(),
            ),
            Related(
                BenefitPeriod,
                "person",
                ("benefit_law", "valid_from", "valid_to"),
                lambda: BenefitPeriod.valid_from.desc(),
            ),
            Related(
                PersonTargetGroup,
                "person",
                ("target_group", "valid_from", "valid_to"),
                lambda: PersonTargetGroup.valid_from.desc(),
            ),
            Related(
                Responsibility,
                "person",
                ("worker", "deputy", "valid_from", "valid_to"),
                lambda: Responsibility.valid_from.desc(),
            ),
        ),
    ),
    "housing": Tab(
        _("Housing"),
        (
            Related(
                Stay, "person", ("unit", "valid_from", "valid_to"), lambda: Stay.valid_from.desc()
            ),
        ),
    ),
    "documents": Tab(
        _("Documents"),
        (
            Related(
                Document,
                "person",
                ("number", "kind", "state", "issued_at", "copy_given_on"),
                lambda: Document.issued_at.desc(),
                most=50,
                can_add=False,
            ),
        ),
        "document_count",
    ),
    "evictions": Tab(
        _("Evictions"),
        (
            Related(
                EvictionCase,
                "person",
                ("state", "received_on", "court_reference"),
                lambda: EvictionCase.received_on.desc(),
            ),
        ),
        "eviction_count",
    ),
}
