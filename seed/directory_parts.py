"""What belongs to a partner of the reference data: hours of the week, offers, further facts."""

from datetime import time

from sqlalchemy.orm import Session

from models import Offer, OpeningHour
from models.catalogue import TargetGroup, Topic
from models.office_hour import Weekday
from seed.catalogues import ids_by_code
from seed.files import filled, read_rows

WEEKDAYS = dict(zip(("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"), Weekday, strict=True))
YES_NO = {"yes": True, "no": False, "": None}


class Parts:
    """Reads the files once; answers for each partner by its source number."""

    def __init__(self, session: Session) -> None:
        self.topics = ids_by_code(session, Topic)
        self.groups = ids_by_code(session, TargetGroup)
        self.aliases = {row["source_id"]: row["aliases"] for row in read_rows("aliases.csv")}
        self._details = {row["source_id"]: row for row in read_rows("directory_details.csv")}
        self._hours, self._offers = read_rows("opening_hours.csv"), read_rows("offers.csv")

    def hours(self, source_id: str) -> list[OpeningHour]:
        rows = (row for row in self._hours if row["source_id"] == source_id)
        return [
            OpeningHour(
                weekday=WEEKDAYS[day],
                opens_at=time.fromisoformat(row["opens_at"]),
                closes_at=time.fromisoformat(row["closes_at"]),
                is_on_holidays=bool(YES_NO[row["is_on_holidays"]]),
                **filled(row, "weeks", "note"),
            )
            for row in rows
            for day in row["days"].split()
        ]

    def offers(self, source_id: str) -> list[Offer]:
        rows = (row for row in self._offers if row["source_id"] == source_id)
        return [
            Offer(
                name=row["name"],
                topic_id=self.topics[row["topic"]],
                target_group_id=self.groups.get(row["target_group"]),
                is_free=YES_NO[row["is_free"]],
                **filled(row, "requirements", "registration", "cost"),
            )
            for row in rows
        ]

    def area(self, source_id: str) -> str | None:
        return self._detail(source_id, "area")

    def more_on_hours(self, source_id: str, told: str, has_spans: bool) -> str | None:
        """What the spans do not say; without any, what the source says in words."""
        return self._detail(source_id, "opening_hours") or (None if has_spans else told or None)

    def _detail(self, source_id: str, column: str) -> str | None:
        row = self._details.get(source_id)
        return row[column] or None if row else None
