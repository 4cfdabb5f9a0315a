"""Writes what holds for a time: residence status, benefit law, target group, responsible worker."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from models import BenefitPeriod, PersonTargetGroup, ResidenceStatus, Responsibility
from models.catalogue import BenefitLaw, DocumentKind, ResidenceTitle, TargetGroup, TolerationReason
from models.residence_status import AsylumStage, WorkPermission
from models.rules.dates import age_on
from seed.demo_background import Background
from seed.demo_chance import day_between, lot_of
from seed.demo_households import Home, Member
from seed.demo_rows import Rows, Values

DAY = timedelta(days=1)
MONTH = 30.44  # days
PENSION_AGE = 67
OFFICES = {
    "asylblg": "Stadt Haan, Leistungen nach dem AsylbLG",
    "sgb_2": "Jobcenter ME-aktiv",
    "sgb_12": "Stadt Haan, Sozialamt",
}
INSURERS = ("AOK Rheinland/Hamburg", "Barmer", "DAK-Gesundheit", "Techniker Krankenkasse")


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a household's way through the law; no last day: still going on."""

    profile: dict[str, str]
    first: date
    last: date | None


class Periods:
    """Writes the periods of a whole household: the family goes the same way."""

    def __init__(
        self,
        random: Random,
        background: Background,
        rows: Rows,
        profiles: dict[str, dict[str, str]],
    ) -> None:
        self.random, self.background, self.rows = random, background, rows
        self.profiles, self.today = profiles, background.today

    def add(self, home: Home) -> None:
        phases = list(self._phases(home))
        for phase in phases:
            values = self._status(phase)
            for member in home.members:
                self._for(member, ResidenceStatus, phase.first, phase.last, self._paper(values))
        for code, first, last in merged(
            (p.profile["target_group"], p.first, p.last) for p in phases
        ):
            values = {"target_group_id": self.background.id(TargetGroup, code)}
            for member in home.members:
                self._for(member, PersonTargetGroup, first, last, values)
        for law, first, last in merged(self._laws(phases)):
            self._benefits(home, law, first, last)
        self._responsibility(home)

    def _for(
        self, member: Member, model: type, first: date, last: date | None, values: Values
    ) -> None:
        """One person's row, from the birth at the earliest."""
        first = max(first, member.birth)
        if last is None or first <= last:
            period = {"person_id": member.person_id, "valid_from": first, "valid_to": last}
            self.rows.add(model, **period, **values)

    def _phases(self, home: Home) -> Iterator[Phase]:
        """The present status and those before it, each begun on the day after the last."""
        chain = [home.profile]
        while earlier := chain[0]["earlier"]:
            chain.insert(0, self.profiles[earlier])
        first = home.arrived_germany or home.begins
        end = home.ends or self.today
        for place, profile in enumerate(chain):
            left = len(chain) - place
            if left == 1 or (end - first).days < 60 * left:
                yield Phase(home.profile, first, home.ends)
                return
            share = self.random.uniform(0.35, 0.75) / (left - 1)
            length = max(45, int((end - first).days * share))
            if profile["profile"] == "asylum":
                length = min(length, self.random.randrange(150, 900))
            last = first + timedelta(days=length)
            yield Phase(profile, first, last)
            first = last + DAY

    def _status(self, phase: Phase) -> Values:
        """What the papers of the whole family say; each has a number of its own."""
        profile, background = phase.profile, self.background
        title = background.id(ResidenceTitle, profile["residence_title"])
        issued, expires = self._validity(phase)
        reasons = profile["toleration_reasons"].split(";")
        reason = self.random.choice(reasons)
        return {
            "residence_title_id": title,
            "legal_basis": background.legal_bases.get(title),
            "document_kind_id": background.id(DocumentKind, profile["document_kind"]),
            "issued_on": issued,
            "expires_on": expires,
            "asylum_stage": AsylumStage[profile["asylum_stage"]],
            "toleration_reason_id": background.id(TolerationReason, reason) if reason else None,
            "work_permission": WorkPermission[profile["work"]],
            "residence_obligation": profile["residence_obligation"] or None,
        }

    def _paper(self, values: Values) -> Values:
        number = self.rows.next_number(ResidenceStatus)
        return {**values, "document_no": f"DEMO{number:07d}"}

    def _validity(self, phase: Phase) -> tuple[date | None, date | None]:
        """Day of issue and of expiry; the present paper runs out within its usual time."""
        length = timedelta(days=int(int(phase.profile["months"]) * MONTH))
        if not length:
            return None, None
        if phase.last is not None:
            return phase.first, phase.last
        if self.random.random() < 0.03:
            expired = self.today - timedelta(days=self.random.randrange(1, 7))
            return max(phase.first, expired - length) if phase.first < expired else None, expired
        issued = day_between(self.random, self.today - length + 3 * DAY, self.today - DAY)
        issued = max(issued, min(phase.first, self.today))
        if phase.profile["profile"] == "ukraine":
            return issued, next_fourth_of_march(self.today)
        return issued, issued + length

    def _laws(self, phases: list[Phase]) -> Iterator[tuple[str, date, date | None]]:
        """Benefits change at the turn of the month after the status did."""
        first = phases[0].first
        for phase in phases:
            last = phase.last
            if last is not None and phase is not phases[-1]:
                last = end_of_month(last)
                if phases[-1].last is not None:
                    last = min(last, phases[-1].last)
            if last is None or first <= last:
                yield lot_of(phase.profile["benefits"]).draw(self.random), first, last
            first = last + DAY if last else first

    def _benefits(self, home: Home, law: str, first: date, last: date | None) -> None:
        """The family lives under one law, but SGB II ends with the pension age."""
        insurer = self.random.choice(INSURERS) if law != "asylblg" else None
        for member in home.members:
            is_old = law == "sgb_2" and age_on(member.birth, self.today) >= PENSION_AGE
            own = "sgb_12" if is_old else law
            values = {
                "benefit_law_id": self.background.id(BenefitLaw, own),
                "paying_office": OFFICES.get(own),
                "health_insurer": insurer,
            }
            self._for(member, BenefitPeriod, first, last, values)

    def _responsibility(self, home: Home) -> None:
        """Some cases changed hands; a closed one is nobody's any more."""
        if home.worker is None:
            return
        workers, first = self.background.workers, home.begins
        last = home.ends or self.today
        spans = [(home.worker, first, home.ends)]
        if self.random.random() < 0.15 and (last - first).days > 200 and len(workers) > 1:
            change = day_between(self.random, first + timedelta(days=60), last - timedelta(days=60))
            before = workers[workers.index(home.worker) - 1]
            spans = [(before, first, change - DAY), (home.worker, change, home.ends)]
        for worker, begins, ends in spans:
            deputy = self.background.deputy_of(worker)
            values = {"worker_id": worker.id, "deputy_id": deputy.id if deputy else None}
            for member in home.members:
                self._for(member, Responsibility, begins, ends, values)


def merged(
    spans: Iterator[tuple[str, date, date | None]],
) -> list[tuple[str, date, date | None]]:
    """Neighbouring spans that say the same become one."""
    found: list[tuple[str, date, date | None]] = []
    for value, first, last in spans:
        if found and found[-1][0] == value:
            first = found.pop()[1]
        found.append((value, first, last))
    return found


def end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - DAY


def next_fourth_of_march(today: date) -> date:
    """The day up to which the temporary protection of Ukrainians has been prolonged so far."""
    day = date(today.year, 3, 4)
    return day if day > today else day.replace(year=today.year + 1)
