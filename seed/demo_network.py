"""The demo's cooperation: committees that meet by their rhythm, decisions, agreements."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from models import (
    Committee,
    CommitteeStaff,
    MeetingDecision,
    MeetingPartner,
    MeetingStaff,
    NetworkMeeting,
    Partner,
    PartnerAgreement,
    StaffRole,
    Task,
    db,
)
from models.committee import INTERVALS, Rhythm
from models.permissions import Role
from models.rules.working_days import same_or_next
from models.task import Doer, TaskState
from seed.demo_background import Background
from seed.demo_rows import Rows
from seed.files import read_rows

MINUTES = "Bericht aus den Häusern, Stand der Vorhaben, nächste Schritte."
LONG_AGO = timedelta(days=60)
LATE = 9  # one task in so many is still open though its day has passed


class Network:
    """What the coordinator keeps; the social workers go along in turn."""

    def __init__(self, background: Background, rows: Rows) -> None:
        self.background, self.rows, self.today = background, rows, background.today
        with db.engine.connect() as connection:
            held = select(StaffRole.staff_id).where(StaffRole.role == Role.NETWORK_COORDINATOR)
            keeper = connection.scalar(held.limit(1))
            known = select(Partner.source_id, Partner.id).where(Partner.source_id.is_not(None))
            self.partners = {str(source): key for source, key in connection.execute(known)}
        self.workers = [worker.id for worker in background.workers]
        self.keeper: int = keeper or self.workers[0]
        self._decided = 0

    def staff(self, place: int) -> int:
        """0 is who keeps it all, then the social workers in turn."""
        return self.keeper if place == 0 else self.workers[(place - 1) % len(self.workers)]

    def partners_named(self, cell: str) -> list[int]:
        return [self.partners[one] for one in cell.split(";") if one in self.partners]

    def add(self) -> None:
        for number, row in enumerate(read_rows("demo/committees.csv")):
            self._add_committee(number, row)
        for row in read_rows("demo/agreements.csv"):
            self._add_agreement(row)
        self.rows.write()

    def _add_committee(self, number: int, row: dict[str, str]) -> None:
        rhythm, along = Rhythm[row["rhythm"]], self.workers[number % len(self.workers)]
        key = self.rows.add(
            Committee,
            name=row["name"],
            purpose=row["purpose"],
            rhythm=rhythm,
            partner_id=self.partners.get(row["partner"]),
            worker_id=self.keeper,
            usual_place=row["place"],
        )
        self.rows.add(CommitteeStaff, committee_id=key, staff_id=along)
        day = date.fromisoformat(row["first_on"])
        while day < self.today - timedelta(days=600):
            day += INTERVALS[rhythm]
        is_last = False
        while not is_last:
            is_last = day >= self.today
            if not (is_last and number == 1):  # of one nobody noted the next date
                self._add_meeting(key, row, same_or_next(day), along)
            day += INTERVALS[rhythm]

    def _add_meeting(self, committee: int, row: dict[str, str], on: date, along: int) -> None:
        is_over = on < self.today
        key = self.rows.add(
            NetworkMeeting,
            subject=row["name"],
            committee_id=committee,
            starts_at=datetime.combine(on, time.fromisoformat(row["starts_at"])),
            minutes=int(row["minutes"]),
            place=row["place"],
            worker_id=self.keeper,
            protocol=MINUTES if on < self.today - timedelta(days=10) else None,
        )
        self.rows.add(MeetingStaff, meeting_id=key, staff_id=along)
        for partner in self.partners_named(row["partners"]):
            self.rows.add(MeetingPartner, meeting_id=key, partner_id=partner)
        if is_over:
            self._add_decision(key, on, along)

    def _add_decision(self, meeting: int, on: date, along: int) -> None:
        words = read_rows("demo/meeting_decisions.csv")
        said = words[self._decided % len(words)]
        until = same_or_next(on + timedelta(days=int(said["days"])))
        worker = self.keeper if self._decided % 2 else along
        key = self.rows.add(
            MeetingDecision,
            meeting_id=meeting,
            what=said["text"],
            worker_id=worker,
            decided_for=until,
        )
        self.add_task("meeting_decision_id", key, said["text"], worker, until)
        self._decided += 1

    def add_task(self, pointer: str, line: int, what: str, worker: int, due_on: date) -> None:
        """Done by its day, but for a few that are late."""
        is_done = due_on < self.today and (line % LATE > 0 or due_on < self.today - LONG_AGO)
        self.rows.add(
            Task,
            what=what,
            doer=Doer.OFFICE,
            worker_id=worker,
            due_on=due_on,
            state=TaskState.DONE if is_done else TaskState.OPEN,
            done_on=due_on if is_done else None,
            **{pointer: line},
        )

    def _add_agreement(self, row: dict[str, str]) -> None:
        if row["partner"] not in self.partners:
            return
        days = {
            name: self.today + timedelta(days=int(row[f"{name}_days"]))
            for name in ("from", "to", "review")
            if row[f"{name}_days"]
        }
        self.rows.add(
            PartnerAgreement,
            partner_id=self.partners[row["partner"]],
            subject=row["subject"],
            content=row["content"],
            duties_office=row["duties_office"],
            duties_partner=row["duties_partner"],
            worker_id=self.keeper,
            valid_from=days["from"],
            valid_to=days.get("to"),
            review_on=days.get("review"),
            signed_on=days["from"] if row["signed"] == "ja" else None,
        )
