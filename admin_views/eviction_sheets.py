"""Forms and drafts for the way out: undertaking of a public body, applications to the court.

All of them are built while German is spoken (`in_german`).
"""

from decimal import Decimal
from typing import Any

from admin_views.enum_labels import enum_label
from admin_views.paper_texts import day, euros, filled, long_day, moment, texts
from models.acting import acting
from models.eviction_case import EvictionCase
from models.eviction_deadline import CURE, EvictionDeadline
from models.eviction_facts import DecisionKind
from models.reports.papers import Signature
from models.reports.rent_account import rent_account
from models.reports.sheets import Facts, Part, Ruled, Sheet, Signed, Ticks, Words


def tenants(case: EvictionCase) -> str:
    people = [case.person, *(one.person for one in case.residents if one.is_tenant)]
    return "; ".join(person.title for person in people)


def dispute(case: EvictionCase) -> str:
    return ", ".join(filter(None, (case.court, case.court_reference)))


def head_count(case: EvictionCase) -> str:
    """How many live in the flat, in words."""
    adults = "1 erwachsene Person" if case.adult_count == 1 else f"{case.adult_count} Erwachsene"
    minors = "1 Kind unter 18" if case.minor_count == 1 else f"{case.minor_count} Kinder unter 18"
    return f"{adults}, {minors}" if case.minor_count else adults


def deadline_of(case: EvictionCase, rule: str) -> EvictionDeadline | None:
    return next((row for row in case.current_deadlines if row.rule == rule), None)


def undertaking_form(case: EvictionCase) -> Sheet:
    """To be signed by Jobcenter or Sozialamt; counts once the landlord's side has it (SF-08)."""
    words = texts("undertaking")
    label = words["labels"]
    addresses = (
        (label["landlord"], ", ".join(filter(None, (case.landlord, case.landlord_address)))),
        (label["lawyer"], case.landlord_representative or ""),
        (label["body"], ""),
        (label["body_reference"], ""),
    )
    tenancy = (
        (label["tenants"], tenants(case)),
        (label["flat"], case.address or ""),
        (label["rent"], euros(case.monthly_rent)),
        (label["dispute"], dispute(case)),
    )
    declaration = filled(words["declaration"], rent=euros(case.monthly_rent))
    signatures = (Signature(words["body_signature"]), Signature(words["receipt_signature"]))
    return Sheet(
        document_number=f"{case.document_number}-UE",
        title=words["title"],
        parts=(
            Words(_must_arrive(case, words), is_urgent=True),
            Facts(addresses),
            Facts(tenancy, label["tenancy"]),
            Facts(_amounts(case, label), label["amounts"]),
            Words(declaration, label["declaration"]),
            Signed(signatures),
        ),
    )


def _must_arrive(case: EvictionCase, words: dict[str, Any]) -> str:
    row = deadline_of(case, CURE)
    if row and row.is_lapsed(acting().today):
        return filled(words["late"], until=long_day(case.cure_period_end or row.statutory_end))
    text = filled(words["urgent"], until=long_day(row.due_on if row else None))
    return f"{text} {words['provisional']}" if row and row.is_provisional else text


def is_amount_sure(case: EvictionCase) -> bool:
    """The rent account, where there is one, shows the very arrears of the case."""
    account = rent_account(case)
    return account is None or account.stated == account.owed


def _amounts(case: EvictionCase, label: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Amounts that contradict each other are left open rather than printed wrong."""
    arrears = case.arrears if is_amount_sure(case) else None
    known = (arrears, case.compensation)
    total = sum((part for part in known if part is not None), Decimal(0))
    months = [f"{entry.due_on:%m/%Y}" for entry in case.rent_entries if entry.line.owed]
    return (
        (label["arrears"], euros(arrears)),
        (label["months"], ", ".join(months)),
        (label["compensation"], euros(case.compensation)),
        (label["total"], "" if None in known else euros(total)),
        (label["account"], ""),
    )


def protection_draft(case: EvictionCase) -> Sheet:
    """Application under § 765a ZPO against an eviction date."""
    words = texts("protection")
    plea = (
        _until(case, words["until"], "VOLLSTRECKUNGSSCHUTZ_765A"),
        filled(words["request"]),
    )
    return Sheet(
        document_number=f"{case.document_number}-VS",
        title=words["title"],
        mark=texts("application")["mark"],
        parts=_application(case, words, plea, _against_eviction(case)),
    )


def extension_draft(case: EvictionCase) -> Sheet:
    """Application for more time: § 721 (3) ZPO, after a settlement § 794a (1) ZPO."""
    words = texts("extension")
    kind = "settlement_" if case.decision_kind is DecisionKind.SETTLEMENT else ""
    plea = (
        _until(case, words[f"{kind}until"], "RAEUMUNGSFRIST_VERLAENGERUNG"),
        filled(words[f"{kind}request"], vacate_by=day(case.vacate_by_on)),
    )
    return Sheet(
        document_number=f"{case.document_number}-RF",
        title=words[f"{kind}title"],
        mark=texts("application")["mark"],
        parts=_application(case, words, plea, _for_more_time(case)),
    )


def _until(case: EvictionCase, text: str, rule: str) -> str:
    row, cap = deadline_of(case, rule), deadline_of(case, "RAEUMUNGSFRIST_HOECHSTDAUER")
    most = day(cap.statutory_end if cap else None)
    return filled(text, until=long_day(row.due_on if row else None), most=most)


def _application(
    case: EvictionCase,
    words: dict[str, Any],
    plea: tuple[str, str],
    more_facts: tuple[tuple[str, str], ...],
) -> tuple[Part, ...]:
    """Parties, title, request and grounds; what nobody knows is left to be written in.

    `plea` is until when the court must have it, and what is asked for.
    """
    common = texts("application")
    label = common["labels"]
    choices = [filled(choice, rent=euros(case.monthly_rent)) for choice in words["choices"]]
    return (
        Words(common["about"]),
        Words(plea[0], is_urgent=True),
        Facts((*_parties(case, label), *more_facts)),
        Words(plea[1], label["request"]),
        Ticks(tuple(choices), words["grounds"], label["grounds"]),
        Ruled(label["more"]),
        Ticks(tuple(words["proofs"]), heading=label["proofs"]),
        Signed((Signature(common["applicant_signature"], tenants(case)),)),
    )


def _parties(case: EvictionCase, label: dict[str, str]) -> tuple[tuple[str, str], ...]:
    kind = enum_label(case.decision_kind) if case.decision_kind else ""
    title = " vom ".join(filter(None, (kind, day(case.decided_on))))
    landlord = ", ".join(filter(None, (case.landlord, case.landlord_address)))
    return (
        (label["court"], case.court or ""),
        (label["reference"], case.court_reference or ""),
        (label["applicant"], tenants(case)),
        (label["flat"], case.address or ""),
        (label["landlord"], landlord),
        (label["lawyer"], case.landlord_representative or ""),
        (label["title"], title),
        (label["served"], day(case.decision_served_on)),
        (label["people"], head_count(case)),
    )


def _against_eviction(case: EvictionCase) -> tuple[tuple[str, str], ...]:
    label = texts("application")["labels"]
    bailiff = ", ".join(filter(None, (case.bailiff, case.bailiff_reference)))
    return ((label["eviction"], moment(case.eviction_at)), (label["bailiff"], bailiff))


def _for_more_time(case: EvictionCase) -> tuple[tuple[str, str], ...]:
    label = texts("application")["labels"]
    final = ((label["final"], day(case.final_on)),) if case.final_on else ()
    return (*final, (label["vacate_by"], day(case.vacate_by_on)))
