"""Referrals in every state, with the consents they rest on."""

from datetime import date, time, timedelta
from random import Random
from typing import Any

from models import Consent, Referral, ReferralStep, Task
from models.agreed_data import ITEMS
from models.catalogue import Topic
from models.consent import USUAL_TERM, ConsentForm
from models.referral_step import (
    ContactWay,
    DeclineReason,
    ReferralResult,
    ReferralState,
    TransferBasis,
)
from models.task import Doer
from seed.demo_background import Background, Worker
from seed.demo_chance import Lot
from seed.demo_clients import Client
from seed.demo_rows import Rows
from seed.files import read_rows

SHARE = 0.5  # of those who come to talk
S = ReferralState
# The way a referral has gone; the last one is where it is.
WAYS = Lot(
    {
        (): 10,
        (S.CONTACTED,): 12,
        (S.CONTACTED, S.BOOKED): 18,
        (S.BOOKED, S.MISSED): 8,
        (S.CONTACTED, S.BOOKED, S.ATTENDED): 12,
        (S.CONTACTED, S.BOOKED, S.ATTENDED, S.DONE): 26,
        (S.CONTACTED, S.DECLINED): 14,
    }
)
BASES = Lot({TransferBasis.CONSENT: 60, TransferBasis.NONE: 34, TransferBasis.LAW: 6})
CONTACTS = Lot({ContactWay.PHONE: 70, ContactWay.EMAIL: 20, ContactWay.IN_PERSON: 10})
RESULTS = Lot({one: weight for one, weight in zip(ReferralResult, (45, 25, 20, 10), strict=True)})
REASONS = Lot({one: weight for one, weight in zip(DeclineReason, (45, 35, 15, 5), strict=True)})
LAW = "§ 18f AufenthG i. V. m. § 69 Abs. 1 Nr. 1 SGB X"
USUAL = frozenset({"has_name", "has_phone", "has_languages", "has_concern"})


class Referrals:
    def __init__(self, random: Random, background: Background, rows: Rows) -> None:
        self.random, self.background, self.rows = random, background, rows
        self.today = background.today
        self.jobs = [row for row in read_rows("demo/referrals.csv")
                     if background.partners.get(row["topic"])]  # fmt: skip

    def add(self, clients: list[Client]) -> None:
        """Each worker has one whose appointment is today, and one that was missed."""
        known = [one for one in clients if one.met_on is not None and one.worker is not None]
        asked = {worker.id: [S.BOOKED, S.MISSED] for worker in self.background.workers}
        for client in known:
            wanted = asked.get(client.worker.id) if client.worker else None
            if wanted:
                self._refer(client, (S.CONTACTED, *dict.fromkeys((S.BOOKED, wanted.pop(0)))))
            elif self.random.random() < SHARE:
                self._refer(client, WAYS.draw(self.random))
        self.rows.write()

    def _refer(self, client: Client, way: tuple[ReferralState, ...]) -> None:
        if client.worker is None or client.met_on is None:
            return
        job = self.random.choice(self.jobs)
        partner_id, _ = self.random.choice(self.background.partners[job["topic"]])
        is_new = bool(way) and way[-1] in (S.BOOKED, S.MISSED)
        back = self.random.randrange(7, 20) if is_new else self.random.randrange(25, 240)
        began = self.background.days.after(self.today - timedelta(days=back), 0)
        days = self._days(began, way)
        self.rows.made_on(began)
        values = self._transfer(client, client.worker, partner_id, job["purpose"], began)
        number = self.rows.add(
            Referral, person_id=client.person_id, worker_id=client.worker.id, referred_on=began,
            partner_id=partner_id, topic_id=self.background.id(Topic, job["topic"]),
            purpose=job["purpose"], **values, **self._outcome(way, days, job["note"]),
        )  # fmt: skip
        self._steps(number, client.worker, began, way, days, values)
        if way and way[-1] is S.CONTACTED:
            self._remind(number, client.worker, client.person_id, partner_id)

    def _days(self, began: date, way: tuple[ReferralState, ...]) -> list[date]:
        """One day for each step; an appointment that waits is today, a missed one a week old."""
        days, on = [], began
        for _ in way:
            on = min(self.background.days.after(on, self.random.randrange(1, 6)), self.today)
            days.append(on)
        if way and way[-1] is S.MISSED:
            days[-1] = max(self.background.days.after(self.today, -4), began)
            days[:-1] = [min(day, days[-1]) for day in days[:-1]]
        return days

    def _transfer(
        self, client: Client, worker: Worker, partner_id: int, purpose: str, began: date
    ) -> dict[str, Any]:
        basis = BASES.draw(self.random)
        items = {name: name in USUAL and basis is not TransferBasis.NONE for name in ITEMS}
        consent = None
        if basis is TransferBasis.CONSENT:
            consent = self.rows.add(
                Consent, person_id=client.person_id, partner_id=partner_id, worker_id=worker.id,
                purpose=purpose, given_on=began, valid_until=began + USUAL_TERM,
                form=ConsentForm.WRITTEN, **items,
            )  # fmt: skip
        law = LAW if basis is TransferBasis.LAW else None
        return {"basis": basis, "consent_id": consent, "law": law, **items}

    def _outcome(
        self, way: tuple[ReferralState, ...], days: list[date], note: str
    ) -> dict[str, Any]:
        state = way[-1] if way else S.ADVISED
        values: dict[str, Any] = {"state": state}
        if S.BOOKED in way:
            later = days[way.index(S.BOOKED) + 1 :]
            values["booked_on"] = later[0] if later else self.today
            values["booked_time"] = time(self.random.randrange(9, 16), self.random.choice((0, 30)))
        if S.ATTENDED in way:
            values["attended_on"] = days[way.index(S.ATTENDED)]
        if state is S.DONE:
            values |= {"result": RESULTS.draw(self.random), "result_note": note}
        if state is S.DECLINED:
            values["decline_reason"] = REASONS.draw(self.random)
        return values

    def _steps(
        self,
        number: int,
        worker: Worker,
        began: date,
        way: tuple[ReferralState, ...],
        days: list[date],
        values: dict[str, Any],
    ) -> None:
        before: ReferralState | None = None
        passed = ",".join(name for name in ITEMS if values[name])
        for state, on in zip((S.ADVISED, *way), (began, *days), strict=True):
            more: dict[str, Any] = {}
            if state is S.CONTACTED:
                more["way"] = CONTACTS.draw(self.random)
                more |= {"basis": values["basis"], "passed": passed} if passed else {}
            if state is S.BOOKED:
                later = days[way.index(S.BOOKED) + 1 :]
                more["booked_on"] = later[0] if later else self.today
            self.rows.made_on(on)
            self.rows.add(
                ReferralStep, referral_id=number, came_from=before, state=state, taken_on=on,
                staff_id=worker.id, **more,
            )  # fmt: skip
            before = state

    def _remind(self, number: int, worker: Worker, person_id: int, partner_id: int) -> None:
        due_on = self.background.days.after(self.today, self.random.randrange(1, 9))
        self.rows.add(
            Task, referral_id=number, person_id=person_id, worker_id=worker.id, doer=Doer.OFFICE,
            partner_id=partner_id, what="Vermittlung nachfassen", due_on=due_on,
        )  # fmt: skip
