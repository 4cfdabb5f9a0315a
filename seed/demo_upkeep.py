"""The upkeep of the demo's directory: days of checks, what is public, proposed corrections."""

from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import Table, bindparam, select

from models import Partner, PartnerCorrection, Staff
from models.acting import OFFICE_TIME
from models.base import db
from models.partner_correction import CorrectionState
from seed.demo_rows import Rows, table_of

NEVER = 5  # one entry in so many was never checked
PUBLIC = 3  # two of so many are public
# Who proposes which field of which entry (by its source number), and why.
PROPOSED = (
    ("hausmeister", "P002", "opening_hours", "Di nur noch bis 16 Uhr", "Aushang an der Tür"),
    ("leistung", "P001", "other", None, "Der Eingang ist wegen des Umbaus an der Seite."),
)
REFUSED = ("sozialarbeit", "P003", "phone", "02129 911-442", "Sagte ein Kollege am Telefon.")
WHY = "Nachgefragt: Die Nummer gehört zu einer anderen Abteilung."


def add_upkeep(random: Random, rows: Rows, today: date) -> None:
    """For a directory that nobody has checked or published yet."""
    table = table_of(Partner)
    with db.engine.begin() as connection:
        known = list(connection.scalars(select(Partner.id).where(Partner.checked_on.is_(None))))
        values = [
            {
                "number": number,
                "day": None if place % NEVER == 0 else today - timedelta(random.randrange(20, 420)),
                "public": place % PUBLIC > 0,
            }
            for place, number in enumerate(known)
        ]
        if values:
            connection.execute(_checked(table), values)
    _add_corrections(rows, today)


def _checked(table: Table) -> object:
    return (
        table.update()
        .where(table.c.id == bindparam("number"))
        .values(checked_on=bindparam("day"), is_public=bindparam("public"))
    )


def _add_corrections(rows: Rows, today: date) -> None:
    with db.engine.connect() as connection:
        staff = dict(connection.execute(select(Staff.username, Staff.id)).all())
        known = connection.execute(select(Partner).where(Partner.source_id.is_not(None)))
        partners = {row.source_id: row for row in known}
    at = datetime.combine(today - timedelta(days=2), time(10), OFFICE_TIME)
    for who, source, field, new, note in (*PROPOSED, REFUSED):
        decided = {
            "state": CorrectionState.REFUSED,
            "decided_by_id": staff.get("koordination"),
            "decided_at": at + timedelta(hours=5),
            "reason": WHY,
        }
        if source in partners and who in staff:
            rows.add(
                PartnerCorrection,
                partner_id=partners[source].id,
                field=field,
                old_value=getattr(partners[source], field, None),
                new_value=new,
                note=note,
                proposed_by_id=staff[who],
                proposed_at=at,
                **(decided if source == REFUSED[1] else {}),
            )
    rows.write()
