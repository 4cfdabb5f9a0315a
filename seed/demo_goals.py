"""Goal agreements with goals, steps and the contributions of the three sides."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from models import Goal, GoalAgreement, GoalStep
from models.catalogue import LifeArea
from models.goal import GoalState
from models.task import Doer, TaskState
from seed.demo_background import Background, Worker
from seed.demo_chance import Lot
from seed.demo_clients import Client
from seed.demo_rows import Rows
from seed.files import read_rows

USUAL, RECENT = 0.04, 0.16  # share of talks that end in an agreement; lately more
LATELY = timedelta(days=28)
RECENTLY = timedelta(days=10)  # reviews of these days are still to be made
NOON = time(12)
FAMILY = ("kita", "school")
OVER = Lot(
    {
        GoalState.ACHIEVED: 50,
        GoalState.PARTLY: 30,
        GoalState.NOT_ACHIEVED: 14,
        GoalState.WITHDRAWN: 6,
    }
)
ATTAINMENT = {GoalState.ACHIEVED: (4,), GoalState.PARTLY: (2, 3), GoalState.NOT_ACHIEVED: (0, 1)}
DONE = Lot(
    {TaskState.DONE: 78, TaskState.NOT_POSSIBLE: 8, TaskState.OPEN: 8, TaskState.POSTPONED: 6}
)
BEGUN = Lot({TaskState.OPEN: 80, TaskState.IN_PROGRESS: 20})
AHEAD = Lot({TaskState.OPEN: 60, TaskState.IN_PROGRESS: 25, TaskState.DONE: 15})


class Agreements:
    def __init__(self, random: Random, background: Background, rows: Rows) -> None:
        self.random, self.background, self.rows = random, background, rows
        self.today = background.today
        self._goals: dict[str, list[dict[str, str]]] = defaultdict(list)
        self._steps: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in read_rows("demo/goals.csv"):
            for group in row["groups"].split(";"):
                self._goals[group].append(row)
        for row in read_rows("demo/goal_steps.csv"):
            self._steps[row["goal"]].append(row)

    def perhaps_add(self, session_id: int, client: Client, worker: Worker, day: date) -> None:
        """Some talks end in an agreement."""
        share = RECENT if self.today - day <= LATELY else USUAL
        if self.random.random() < share:
            self.add(session_id, client, worker, day)

    def add(self, session_id: int, client: Client, worker: Worker, day: date) -> None:
        goals = [
            goal
            for goal in self._goals[client.group]
            if client.has_children or goal["goal"] not in FAMILY
        ]
        chosen = self.random.sample(goals, min(self.random.choice((1, 1, 2, 3)), len(goals)))
        client_on, worker_on, copy_on = self._signatures(day)
        review_on = self.background.days.after(day, self.random.randrange(40, 90))
        is_reviewed = review_on < self.today - RECENTLY
        agreement = self.rows.add(
            GoalAgreement,
            person_id=client.person_id,
            worker_id=worker.id,
            session_id=session_id,
            agreed_on=day,
            starting_point=" ".join(goal["starting_point"] for goal in chosen),
            review_on=review_on,
            reviewed_on=review_on if is_reviewed else None,
            has_client_consent=True,
            has_office_consent=True,
            issued_at=datetime.combine(client_on, NOON, UTC) if client_on else None,
            signed_client_on=client_on,
            signed_worker_on=worker_on,
            copy_given_on=copy_on,
        )
        for goal in chosen:
            self._add_goal(agreement, goal, day)

    def _signatures(self, day: date) -> tuple[date | None, date | None, date | None]:
        """Mostly signed at once; of the new ones many still wait for a signature."""
        missing = 0.5 if self.today - day <= LATELY else 0.05
        if self.random.random() >= missing:
            return day, day, day
        return (None, day, None) if self.random.random() < 0.7 else (None, None, None)

    def _add_goal(self, agreement: int, goal: dict[str, str], day: date) -> None:
        target = self.background.days.after(day, self.random.randrange(40, 170))
        is_over = target < self.today
        state = OVER.draw(self.random) if is_over else self.random.choice(list(GoalState)[:2])
        attainment = self.random.choice(ATTAINMENT.get(state, (None,)))
        number = self.rows.add(
            Goal,
            agreement_id=agreement,
            life_area_id=self.background.id(LifeArea, goal["life_area"]),
            what=goal["what"],
            starting_point=goal["starting_point"],
            target_date=target,
            contribution_client=goal["client"],
            contribution_office=goal["office"],
            contribution_partner=goal["partner"],
            state=state,
            attainment=attainment,
        )
        steps = self._steps[goal["goal"]]
        length = (target - day).days
        for place, step in enumerate(steps, 1):
            due_on = day + timedelta(days=length * place // (len(steps) + 1))
            lot = DONE if due_on < self.today else AHEAD if self.today - day > LATELY else BEGUN
            self.rows.add(
                GoalStep,
                goal_id=number,
                doer=Doer[step["doer"]],
                what=step["what"],
                due_on=due_on,
                state=lot.draw(self.random),
            )
