"""Invented entries that fill the directory up to a number; for trying out a large one."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import func, select

from models import Contact, Partner, db
from models.catalogue import PartnerCategory
from models.rules.text import fold
from seed.demo_rows import Rows

KINDS = ("Beratungsstelle", "Sprachschule", "Begegnungsstätte", "Sozialdienst", "Werkstatt")
NAMES = ("Ahorn", "Birke", "Buche", "Eiche", "Erle", "Esche", "Hasel", "Kiefer", "Linde", "Ulme")
TOWNS = (("42781", "Haan"), ("40721", "Hilden"), ("42697", "Solingen"), ("40822", "Mettmann"))
JOBS = ("Leitung", "Beratung", "Anmeldung")


def add_partners(random: Random, rows: Rows, total: int, today: date) -> None:
    """Each with three contacts that are functions, not people."""
    with db.engine.connect() as connection:
        known = connection.scalar(select(func.count()).select_from(Partner)) or 0
        categories = list(connection.scalars(select(PartnerCategory.id)))
    for number in range(known, total):
        partner_id = rows.add(Partner, **_partner(random, number, categories, today))
        for job in JOBS:
            rows.add(Contact, partner_id=partner_id, job=job, phone=_phone(random))
    rows.write()


def _partner(
    random: Random, number: int, categories: list[int], today: date
) -> dict[str, str | int | date]:
    kind, name = random.choice(KINDS), random.choice(NAMES)
    postcode, town = random.choice(TOWNS)
    title, street = f"{kind} {name} {number}", f"{name}weg {number}"
    summary = f"Angebote der {kind} für Neuzugewanderte und ihre Familien."
    return {
        "name": title,
        "category_id": random.choice(categories),
        "offer_summary": summary,
        "street": street,
        "postcode": postcode,
        "town": town,
        "phone": _phone(random),
        "email": f"kontakt{number}@example.org",
        "checked_on": today - timedelta(days=random.randrange(700)),
        "search_text": " ".join(fold(word) for word in (title, summary, street, town, *JOBS)),
    }


def _phone(random: Random) -> str:
    """One of the numbers kept free for film and television."""
    return f"0171 39200{random.randrange(100):02d}"
