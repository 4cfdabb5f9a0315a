"""Adds the town's letterhead and the office hours (concept, title page and 2.3.1)."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Municipality, OfficeHour
from models.catalogue import OfficeLocation
from models.office_hour import Weekday
from seed.catalogues import ids_by_code
from seed.directory import rows_of_type
from seed.files import DATA, read_rows

WEEKDAYS = dict(zip(("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"), Weekday, strict=True))
HOURS = re.compile(r"(Mo|Di|Mi|Do|Fr|Sa|So) (\d\d:\d\d)–(\d\d:\d\d)")
BY_APPOINTMENT = "nach Vereinbarung"
CONCEPT_BEGINS = date(2022, 1, 1)  # concept 2.1
REPORTED_FOR = date(2022, 12, 31)  # half-yearly report that names the hours in the sites
OFFICES = {
    "P005": ("kaiserstrasse_10", CONCEPT_BEGINS),
    "P006": ("duesselberger_strasse_15", REPORTED_FOR),
    "P007": ("deller_strasse_90", REPORTED_FOR),
}


def add_municipality(session: Session, added: Counter[str]) -> None:
    """The town, unless one is there; the emblem is neutral, not the coat of arms."""
    if session.scalar(select(Municipality.id)) is not None:
        return
    (row,) = read_rows("municipality.csv")
    emblem = (DATA / "emblem.svg").read_bytes()
    session.add(Municipality(id=1, logo=emblem, logo_mime="image/svg+xml", **row))
    added["municipality"] += 1


def add_office_hours(session: Session, added: Counter[str]) -> None:
    """The hours of each own office of which no hour is there yet."""
    known = set(session.scalars(select(OfficeHour.source_id)))
    locations = ids_by_code(session, OfficeLocation)
    for row in rows_of_type("own_office"):
        if row["id"] in known:
            continue
        code, begins_on = OFFICES[row["id"]]
        note = "Auch nach Vereinbarung" if BY_APPOINTMENT in row["opening_hours"] else None
        for weekday, opens_at, closes_at in weekly_hours(row["opening_hours"]):
            hour = OfficeHour(
                office_location_id=locations[code],
                weekday=weekday,
                opens_at=opens_at,
                closes_at=closes_at,
                valid_from=begins_on,
                note=note,
                source_id=row["id"],
            )
            session.add(hour)
            added["office_hour"] += 1


def weekly_hours(text: str) -> Iterator[tuple[Weekday, time, time]]:
    """Weekday, opening and closing time of each "Mo 08:00–12:00" in a German text."""
    for day, opens_at, closes_at in HOURS.findall(text):
        yield WEEKDAYS[day], time.fromisoformat(opens_at), time.fromisoformat(closes_at)
