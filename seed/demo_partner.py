"""An invented organisation with all that its page shows: contacts, times, leaflet, way."""

import io
from datetime import date, time, timedelta

from sqlalchemy import select

from models import Contact, Offer, OpeningHour, Partner, db
from models.catalogue import PartnerCategory, TargetGroup, Topic
from models.later import later
from models.office_hour import Weekday
from models.partner_file import keep

canvas = later("reportlab.pdfgen.canvas")

NAME = "Beratungsstelle Lindenhof (Beispiel)"
MORNING, AFTERNOON = (time(9), time(12)), (time(14), time(17, 30))
SPANS = (
    *((day, MORNING) for day in (Weekday.MONDAY, Weekday.TUESDAY, Weekday.THURSDAY)),
    (Weekday.TUESDAY, AFTERNOON),
    (Weekday.SATURDAY, (time(10), time(13))),
)


def add_example_partner(today: date) -> None:
    """Once; numbers are those kept free for film and television."""
    if db.session.scalar(select(Partner.id).where(Partner.name == NAME)):
        return
    partner = Partner(
        name=NAME,
        aliases="Lindenhof",
        category=_first(PartnerCategory, "debt"),
        offer_summary="Schuldner- und Sozialberatung, auch bei Mietschulden; kostenlos.",
        street="Lindenweg 4",
        postcode="42781",
        town="Haan",
        transit="Bus 784, Haltestelle Lindenweg",
        directions="Durch das Hoftor, graue Tür links, zweite Klingel von oben.",
        phone="0171 3920010",
        email="beratung@example.org",
        website="https://www.example.org",
        languages="Deutsch, Arabisch, Polnisch",
        opening_hours="Und nach Vereinbarung.",
        is_barrier_free=True,
        checked_on=today - timedelta(days=18),
        source="erfunden, zum Ausprobieren",
    )
    partner.hours = [
        OpeningHour(weekday=day, opens_at=opens, closes_at=closes) for day, (opens, closes) in SPANS
    ]
    partner.contacts = [
        Contact(job="Anmeldung", phone="0171 3920011", email="anmeldung@example.org"),
        Contact(job="Schuldnerberatung", phone="0171 3920012", note="mittwochs auf Polnisch"),
        Contact(job="Leitung", email="leitung@example.org"),
    ]
    db.session.add(partner)
    _add_offers(partner, today)
    keep(partner, "Flyer", "flyer.pdf", _leaflet(), db.session())
    db.session.commit()


def _add_offers(partner: Partner, today: date) -> None:
    topic, group = _first(Topic, "debt"), _first(TargetGroup)
    db.session.add_all([
        Offer(
            partner=partner, name="Offene Sprechstunde", topic=topic, is_free=True,
            requirements="Wohnsitz in Haan", registration="ohne Anmeldung, dienstags 14–17 Uhr",
        ),
        Offer(
            partner=partner, name="Begleitung bei Mietschulden", topic=topic, target_group=group,
            registration="telefonisch", capacity=12, valid_until=today + timedelta(days=220),
        ),
        Offer(
            partner=partner, name="Sommerkurs Haushaltsplan", topic=topic,
            valid_until=today - timedelta(days=80),
        ),
    ])  # fmt: skip


def _first(catalogue: type, code: str = "") -> object:
    """The entry of this code, else the first one."""
    entries = list(db.session.scalars(select(catalogue).order_by(catalogue.sort_order)))
    return next((one for one in entries if one.code == code), entries[0])


def _leaflet() -> bytes:
    file = io.BytesIO()
    sheet = canvas.Canvas(file)
    sheet.drawString(72, 760, NAME)
    sheet.drawString(72, 740, "Flyer zum Ausprobieren")
    sheet.save()
    return file.getvalue()
