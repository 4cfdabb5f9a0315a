"""Adds missing partners and accommodation sites from data/partners.csv (concept 1.1, 4.9)."""

from collections import Counter
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Accommodation, Building, Partner
from models.catalogue import AccommodationKind, PartnerCategory
from seed.catalogues import ids_by_code
from seed.directory_parts import Parts
from seed.files import filled, read_rows

PROTECTED_PLACES = frozenset({"P090"})  # women's shelter: never an address
KINDS = {
    "Gemeinschaftsunterkunft": "communal",
    "Frühere Gemeinschaftsunterkunft": "communal",
    "Dezentrale Unterkunft": "decentral_flat",
    "Geplanter Standort": "container",  # its name says "Modulbau"
}
# Not in the list of sites of this day any more; the real last day is not known.
CLOSED_ON = {"P079": date(2024, 6, 30)}
NOT_CONFIRMED = "Kontaktdaten nicht bestätigt."
ADDRESS = ("street", "postcode", "town")
CONTACT = ("phone", "email", "website", "languages")


def rows_of_type(record_type: str) -> list[dict[str, str]]:
    return [row for row in read_rows("partners.csv") if row["record_type"] == record_type]


def add_partners(session: Session, added: Counter[str]) -> None:
    """Partners whose source number is not there yet."""
    known = set(session.scalars(select(Partner.source_id)))
    categories = ids_by_code(session, PartnerCategory)
    missing = [row for row in rows_of_type("partner") if row["id"] not in known]
    parts = Parts(session)
    for row in missing:
        partner = _partner(row, parts)
        partner.category_id = categories[row["category"]]
        session.add(partner)
        added["opening_hour"] += len(partner.hours)
        added["offer"] += len(partner.offers)
    added["partner"] += len(missing)


def add_sites(session: Session, added: Counter[str]) -> None:
    """Accommodation sites whose source number is not there yet, with their buildings."""
    known = set(session.scalars(select(Accommodation.source_id)))
    kinds = ids_by_code(session, AccommodationKind)
    missing = [row for row in rows_of_type("site") if row["id"] not in known]
    aliases = _aliases()
    for row in missing:
        site = _site(row, aliases.get(row["id"]))
        site.kind_id = kinds[KINDS[row["offer_de"]]]
        site.buildings = _buildings(row["id"])
        session.add(site)
        added["building"] += len(site.buildings)
    added["accommodation"] += len(missing)


def _aliases() -> dict[str, str]:
    return {row["source_id"]: row["aliases"] for row in read_rows("aliases.csv")}


def _partner(row: dict[str, str], parts: Parts) -> Partner:
    hours = parts.hours(row["id"])
    return Partner(
        name=row["name"],
        aliases=parts.aliases.get(row["id"]),
        hours=hours,
        opening_hours=parts.more_on_hours(row["id"], row["opening_hours"], bool(hours)),
        offers=parts.offers(row["id"]),
        area=parts.area(row["id"]),
        offer_summary=row["offer_de"] or None,
        is_place_protected=row["id"] in PROTECTED_PLACES,
        note=_note(row),
        source_id=row["id"],
        source=row["source_title"],
        **filled(row, *ADDRESS, *CONTACT, "source_url", "source_date"),
    )


def _note(row: dict[str, str]) -> str | None:
    """The doubts about a row, and whether its source confirms an address or a direct number."""
    parts = [row["note"], "" if row["verified"] == "yes" else NOT_CONFIRMED]
    return " ".join(part for part in parts if part) or None


def _site(row: dict[str, str], aliases: str | None) -> Accommodation:
    return Accommodation(
        name=row["name"],
        aliases=aliases,
        closed_on=CLOSED_ON.get(row["id"]),
        note=row["note"] or None,
        source_id=row["id"],
        source=row["source_title"],
        **filled(row, *ADDRESS, "source_date"),
    )


def _buildings(source_id: str) -> list[Building]:
    rows = read_rows("buildings.csv")
    return [Building(name=row["building"]) for row in rows if row["source_id"] == source_id]
