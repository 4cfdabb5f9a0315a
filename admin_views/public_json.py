"""The public part of the directory as schema.org says it: organisations, contact points, hours."""

from collections.abc import Iterable, Sequence
from typing import Any

from models.reports.public_directory import PublicEntry
from models.rules.opening import MIDNIGHT, Opening

SCHEMA = "https://schema.org"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# What an organisation of a category is in schema.org's own words, where that is narrower.
KINDS = {
    "town_office": "GovernmentOrganization",
    "immigration_authority": "GovernmentOrganization",
    "integration_coordination": "GovernmentOrganization",
    "jobcenter_employment": "GovernmentOrganization",
    "court_enforcement": "GovernmentOrganization",
    "police_emergency": "GovernmentOrganization",
    "school": "EducationalOrganization",
    "language_course": "EducationalOrganization",
    "welfare_association": "NGO",
    "volunteers_foundations": "NGO",
}


def as_json_ld(entries: Iterable[PublicEntry]) -> dict[str, Any]:
    """One graph of organisations; what is empty is left out."""
    return {"@context": SCHEMA, "@graph": [_organisation(entry) for entry in entries]}


def _organisation(entry: PublicEntry) -> dict[str, Any]:
    hours = _hours(entry.hours)
    return _filled(
        {
            "@type": KINDS.get(entry.category_code, "Organization"),
            "@id": f"#organisation-{entry.id}",
            "name": entry.name,
            "description": entry.offer_summary,
            "keywords": entry.category,
            "telephone": entry.phone,
            "email": entry.email,
            "url": entry.website,
            "areaServed": entry.area,
            "location": _place(entry, hours),
            "contactPoint": [*_own_point(entry, hours), *_points(entry)],
            "makesOffer": [_offer(offer) for offer in entry.offers],
        }
    )


def _place(entry: PublicEntry, hours: list[dict[str, Any]]) -> dict[str, Any]:
    address = _filled(
        {
            "@type": "PostalAddress",
            "streetAddress": entry.street,
            "postalCode": entry.postcode,
            "addressLocality": entry.town,
        }
    )
    if len(address) == 1:
        return {}
    ways = " · ".join(filter(None, (entry.transit, entry.directions)))
    accessible = {"amenityFeature": _barrier_free(entry.is_barrier_free)}
    return _filled(
        {
            "@type": "Place",
            "address": {**address, "addressCountry": "DE"},
            "description": ways,
            "openingHoursSpecification": hours,
            **accessible,
        }
    )


def _barrier_free(answer: bool | None) -> dict[str, Any]:
    if answer is None:
        return {}
    return {"@type": "LocationFeatureSpecification", "name": "barrierefrei", "value": answer}


def _own_point(entry: PublicEntry, hours: list[dict[str, Any]]) -> list[dict[str, Any]]:
    languages = [part.strip() for part in entry.languages.replace(";", ",").split(",")]
    point = _filled(
        {
            "telephone": entry.phone,
            "email": entry.email,
            "availableLanguage": [part for part in languages if part],
            "hoursAvailable": hours,
            "description": entry.opening_hours,
        }
    )
    return [{"@type": "ContactPoint", **point}] if point else []


def _points(entry: PublicEntry) -> list[dict[str, Any]]:
    return [
        _filled(
            {
                "@type": "ContactPoint",
                "contactType": contact.job,
                "name": contact.name,
                "telephone": contact.phone,
                "email": contact.email,
            }
        )
        for contact in entry.contacts
    ]


def _hours(openings: Sequence[Opening]) -> list[dict[str, Any]]:
    """Only what holds every week: schema.org has no word for each second Tuesday."""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"{SCHEMA}/{DAYS[one.weekday]}",
            "opens": f"{one.opens_at:%H:%M}",
            "closes": "23:59" if one.closes_at == MIDNIGHT else f"{one.closes_at:%H:%M}",
        }
        for one in openings
        if not one.weeks
    ]


def _offer(offer: Any) -> dict[str, Any]:
    told = [offer.requirements, offer.registration, offer.cost]
    service = {
        "@type": "Service",
        "name": offer.name,
        "serviceType": offer.topic,
        "audience": {"@type": "Audience", "audienceType": offer.target_group}
        if offer.target_group
        else {},
        "description": " · ".join(filter(None, told)),
    }
    return {"@type": "Offer", "itemOffered": _filled(service)}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", [], {}, None)}
