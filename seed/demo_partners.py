"""Invented entries that fill the directory up to a number; for trying out a large one."""

from datetime import date, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Contact, Offer, OpeningHour, Partner, db
from models.catalogue import PartnerCategory, Topic
from models.office_hour import Weekday
from models.search import search_values
from seed.demo_rows import Rows

KINDS = ("Beratungsstelle", "Sprachschule", "Begegnungsstätte", "Sozialdienst", "Werkstatt")
NAMES = ("Ahorn", "Birke", "Buche", "Eiche", "Erle", "Esche", "Hasel", "Kiefer", "Linde", "Ulme")
TOWNS = (("42781", "Haan"), ("40721", "Hilden"), ("42697", "Solingen"), ("40822", "Mettmann"))
JOBS = ("Leitung", "Beratung", "Anmeldung")
LANGUAGES = ("Deutsch", "Deutsch, Englisch", "Deutsch, Türkisch, Arabisch", "Deutsch, Polnisch")
MORNING, AFTERNOON = (time(8), time(12)), (time(14), time(18))


def add_partners(random: Random, rows: Rows, total: int, today: date) -> None:
    """Each with three contacts that are functions, not people, two offers and four spans."""
    with Session(db.engine) as session:  # closed before anything is written
        known = session.scalar(select(func.count()).select_from(Partner)) or 0
        categories = list(session.scalars(select(PartnerCategory)))
        topics = list(session.scalars(select(Topic)))
    for number in range(known, total):
        partner = _partner(random, number, categories, today)
        partner_id = rows.add(Partner, **partner)
        for job in JOBS:
            rows.add(Contact, partner_id=partner_id, job=job, phone=_phone(random))
        for topic in random.sample(topics, 2):
            rows.add(Offer, partner_id=partner_id, **_offer(random, topic, partner["name"], today))
        for day in random.sample(tuple(Weekday), 2):
            for opens_at, closes_at in (MORNING, AFTERNOON):
                span = {"weekday": day, "opens_at": opens_at, "closes_at": closes_at}
                rows.add(OpeningHour, partner_id=partner_id, **span)
    rows.write()


def _partner(
    random: Random, number: int, categories: list[PartnerCategory], today: date
) -> dict[str, Any]:
    kind, name = random.choice(KINDS), random.choice(NAMES)
    postcode, town = random.choice(TOWNS)
    category = random.choice(categories)
    values: dict[str, Any] = {
        "name": f"{kind} {name} {number}",
        "category_id": category.id,
        "offer_summary": f"Angebote der {kind} für Neuzugewanderte und ihre Familien.",
        "street": f"{name}weg {number}",
        "postcode": postcode,
        "town": town,
        "phone": _phone(random),
        "email": f"kontakt{number}@example.org",
        "languages": random.choice(LANGUAGES),
        "is_barrier_free": random.choice((True, False, None)),
        "checked_on": today - timedelta(days=random.randrange(700)),
    }
    words = Partner(**values, category=category).search_words() + list(JOBS)
    return {**values, **search_values(words)}


def _offer(random: Random, topic: Topic, partner: str, today: date) -> dict[str, Any]:
    """One in four has ended or will end."""
    name = f"Sprechstunde {topic.label_de}"
    ends_on = today + timedelta(days=random.randrange(-200, 200))
    return {
        "name": name,
        "topic_id": topic.id,
        "is_free": random.choice((True, None)),
        "valid_until": ends_on if random.random() < 0.25 else None,
        **search_values([name, partner, *topic.search_words()]),
    }


def _phone(random: Random) -> str:
    """One of the numbers kept free for film and television."""
    return f"0171 39200{random.randrange(100):02d}"
