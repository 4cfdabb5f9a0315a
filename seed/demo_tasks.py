"""Who does what until when: tasks that come out of a talk, and those of the office itself."""

from datetime import date, timedelta
from random import Random

from models import Task
from models.task import Doer, TaskState
from seed.demo_background import Background, Worker
from seed.demo_chance import Lot
from seed.demo_rows import Rows, Values
from seed.demo_texts import LINE, Talk, Texts
from seed.files import read_rows

DOERS = {"office": Doer.OFFICE, "client": Doer.CLIENT, "partner": Doer.PARTNER}
FRESH = timedelta(days=45)  # what is older is settled one way or the other
PAST = Lot(
    {TaskState.DONE: 84, TaskState.OPEN: 7, TaskState.IN_PROGRESS: 4, TaskState.POSTPONED: 5}
)
OLD = Lot({TaskState.DONE: 93, TaskState.NOT_POSSIBLE: 7})
AHEAD = Lot({TaskState.OPEN: 62, TaskState.IN_PROGRESS: 22, TaskState.DONE: 16})


class Tasks:
    def __init__(self, random: Random, background: Background, rows: Rows, texts: Texts) -> None:
        self.random, self.background, self.rows, self.texts = random, background, rows, texts
        self._count = Lot({0: 22, 1: 42, 2: 29, 3: 7})

    def add(
        self, session_id: int, person_id: int, worker: Worker, talk: Talk, is_urgent: bool
    ) -> None:
        """Up to three, each from another topic or by somebody else."""
        if is_urgent:
            self._add_urgent(session_id, person_id, worker, talk)
        sides = [
            (topic, side)
            for topic in talk.topics
            for side in DOERS
            if self.texts.has(topic, side) and not (is_urgent and side == "office")
        ]
        wanted = min(self._count.draw(self.random), len(sides))
        for topic, side in self.random.sample(sides, wanted):
            due_on = self.background.days.after(talk.held_on, self.random.randrange(2, 16))
            values = self._side(topic, side, worker)
            values |= {"what": self.texts.line(talk, topic, side), "person_id": person_id}
            self.rows.add(
                Task, session_id=session_id, **values, **self._state(talk.held_on, due_on)
            )

    def _add_urgent(self, session_id: int, person_id: int, worker: Worker, talk: Talk) -> None:
        """Something for the office to do within the coming days."""
        days, today = self.background.days, self.background.today
        due_on = days.after(today, self.random.randrange(1, 4))
        self.rows.add(
            Task,
            session_id=session_id,
            person_id=person_id,
            worker_id=worker.id,
            doer=Doer.OFFICE,
            what=self.texts.line(talk, talk.topics[0], "office"),
            due_on=min(due_on, today + timedelta(days=6)),
        )

    def _side(self, topic: str, side: str, worker: Worker) -> Values:
        doer = DOERS[side]
        if doer is Doer.OFFICE:
            return {"doer": doer, "worker_id": worker.id}
        if doer is Doer.PARTNER:
            partner_id, _ = self.random.choice(self.background.partners[topic])
            return {"doer": doer, "partner_id": partner_id}
        return {"doer": doer}

    def _state(self, held_on: date, due_on: date) -> Values:
        """How far it is today."""
        today = self.background.today
        lot = OLD if today - due_on > FRESH else PAST if due_on < today else AHEAD
        state, done_on = lot.draw(self.random), None
        if state is TaskState.DONE:
            span = (min(due_on, today) - held_on).days
            done_on = held_on + timedelta(days=self.random.randrange(0, max(span, 0) + 1))
        return {"due_on": due_on, "state": state, "done_on": done_on}

    def add_of_office(self) -> None:
        """What is on each worker's desk without a person to it."""
        days, today = self.background.days, self.background.today
        jobs = read_rows("demo/office_tasks.csv")
        self.rows.made_on(days.after(today, -6))
        for place, worker in enumerate(self.background.workers):
            for job in jobs[2 * place % len(jobs) :][:2]:
                self.rows.add(
                    Task,
                    what=job["text"][:LINE],
                    doer=Doer.OFFICE,
                    worker_id=worker.id,
                    due_on=days.after(today, int(job["days"])),
                )
