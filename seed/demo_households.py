"""Draws who lives together: origin, family, ages, dates of arrival, state of the case."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from models.person import BirthPrecision, CaseStatus, LanguageLevel, Sex
from models.rules.dates import age_on
from models.stay import PlacementBasis
from seed.demo_background import Background, Worker
from seed.demo_chance import Lot, Turns, day_between, lot_of
from seed.demo_names import Names, Word
from seed.files import read_rows

OFFICE_BEGINS = date(2022, 1, 1)  # concept 2.1
WAR_BEGINS = date(2022, 2, 24)
YEAR = 365.25
GERMAN = ("german", "resettler")
STATUS = Lot(
    {
        CaseStatus.ACTIVE: 76,
        CaseStatus.DORMANT: 9,
        CaseStatus.MOVED_AWAY: 5,
        CaseStatus.HANDED_OVER: 3,
        CaseStatus.LEFT_COUNTRY: 2,
        CaseStatus.DISAPPEARED: 2,
        CaseStatus.CLOSED: 3,
    }
)
OPEN = (CaseStatus.NEW, CaseStatus.ACTIVE, CaseStatus.DORMANT)
CHILDREN = Lot({1: 30, 2: 36, 3: 22, 4: 9, 5: 3})
LEVELS = (
    LanguageLevel.A0,
    LanguageLevel.A1,
    LanguageLevel.A2,
    LanguageLevel.B1,
    LanguageLevel.B2,
    LanguageLevel.C1,
)


@dataclass(slots=True)
class Member:
    family: Word
    given: Word | None
    sex: Sex
    birth: date
    precision: BirthPrecision
    role: str  # head, partner, child
    german: LanguageLevel = LanguageLevel.UNKNOWN
    person_id: int = 0

    @property
    def name(self) -> str:
        return ", ".join(word.text for word in (self.family, self.given) if word)


@dataclass(slots=True)
class Home:
    """One household with what its members have in common."""

    number: int
    origin: dict[str, str]
    profile: dict[str, str]
    kind: str  # single, couple, family, single_parent
    language: str
    arrived_germany: date | None
    arrived_haan: date
    begins: date
    ends: date | None
    status: CaseStatus
    worker: Worker | None
    members: list[Member] = field(default_factory=list)
    is_protected: bool = False
    is_closed: bool = False  # relatives of a member of staff
    address: tuple[str | None, str | None, str | None] = (None, None, None)
    is_housed: bool = False
    stay_reason: str = ""
    unit_id: int | None = None  # where they live now
    basis: PlacementBasis = PlacementBasis.UNKNOWN

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def head(self) -> Member:
        return self.members[0]

    def adults(self, day: date) -> list[Member]:
        return [member for member in self.members if age_on(member.birth, day) >= 18]


class Households:
    """Makes one household after the other."""

    def __init__(self, random: Random, background: Background) -> None:
        self.random, self.background, self.today = random, background, background.today
        self.names = Names()
        self.profiles = {row["profile"]: row for row in read_rows("demo/profiles.csv")}
        self.mixes = {row["mix"]: row for row in read_rows("demo/household_mix.csv")}
        self.origins = {row["country"]: row for row in read_rows("demo/origins.csv")}
        self._origins = Turns({key: float(row["share"]) for key, row in self.origins.items()})
        self._profile = {key: lot_of(row["profiles"]) for key, row in self.origins.items()}
        self._language = {key: lot_of(row["languages"]) for key, row in self.origins.items()}
        kinds = ("single", "couple", "family", "single_parent")
        self._kind = {
            mix: Lot({kind: float(row[kind]) for kind in kinds}) for mix, row in self.mixes.items()
        }
        self._made = 0

    def draw(self, largest: int) -> Home:
        """A household of at most so many people."""
        home = self._frame(self._origins.next())
        _Family(self, home).gather(largest)
        self._origins.count(home.origin["country"], len(home.members))
        home.is_protected = home.number % 45 == 11 and home.is_open
        is_settled = home.status is CaseStatus.ACTIVE and home.worker is not None
        home.is_closed = home.number % 45 == 20 and is_settled
        return home

    def _frame(self, country: str) -> Home:
        random, workers = self.random, self.background.workers
        origin = self.origins[country]
        profile = self.profiles[self._profile[country].draw(random)]
        germany, haan = self._arrival(profile)
        number, self._made = self._made, self._made + 1
        is_new = number % 22 == 13
        status = CaseStatus.NEW if is_new else self._status(number, profile)
        begins = self._beginning(haan, is_new)
        latest = self.background.days.after(self.today, -8)
        if status not in OPEN and latest < begins + timedelta(days=60):
            status = CaseStatus.ACTIVE
        is_over = status not in OPEN
        ends = day_between(random, begins + timedelta(days=45), latest) if is_over else None
        return Home(
            number=number,
            origin=origin,
            profile=profile,
            kind=self._kind[origin["mix"]].draw(random),
            language=self._language[country].draw(random),
            arrived_germany=germany,
            arrived_haan=haan,
            begins=begins,
            ends=ends,
            status=status,
            worker=None if is_new else workers[number % len(workers)],
        )

    def _status(self, number: int, profile: dict[str, str]) -> CaseStatus:
        """The first cases of each worker are open, so that nobody's desk is empty."""
        if number < 2 * len(self.background.workers):
            return CaseStatus.ACTIVE
        status = STATUS.draw(self.random)
        stays_here = profile["profile"] in GERMAN and status is CaseStatus.LEFT_COUNTRY
        return CaseStatus.MOVED_AWAY if stays_here else status

    def _arrival(self, profile: dict[str, str]) -> tuple[date | None, date]:
        """Days of arrival in Germany and in Haan; asylum seekers come by way of a state centre."""
        random, name = self.random, profile["profile"]
        years = random.uniform(float(profile["years_from"]), float(profile["years_to"]))
        if name == "ukraine":  # most came in the first year
            years = max(years, random.uniform(0, float(profile["years_to"])))
        haan = self.today - timedelta(days=max(int(years * YEAR), 4))
        if name == "german":
            return None, haan
        if name == "eu":
            return haan - timedelta(days=random.randrange(30, 2500)), haan
        if name == "ukraine":
            haan = min(max(haan, WAR_BEGINS + timedelta(days=9)), self.today)
            return max(haan - timedelta(days=random.randrange(0, 40)), WAR_BEGINS), haan
        return haan - timedelta(days=random.randrange(14, 150)), haan

    def _beginning(self, haan: date, is_new: bool) -> date:
        """First contact: after the arrival, not before the office existed, not after yesterday."""
        last = self.background.days.after(self.today, -1)
        if is_new:
            return max(self.background.days.after(last, -self.random.randrange(1, 9)), haan)
        first = max(haan, OFFICE_BEGINS) + timedelta(days=self.random.randrange(0, 15))
        return max(min(first, last), min(haan, last))


class _Family:
    """Fills one household with people."""

    def __init__(self, households: Households, home: Home) -> None:
        self.random, self.names, self.home = households.random, households.names, home
        self.today, self.country = households.today, home.origin["country"]
        self.mix = households.mixes[home.origin["mix"]]
        self.talent = self.random.uniform(0.4, 1.7)

    def gather(self, largest: int) -> None:
        home, random = self.home, self.random
        home.kind = home.kind if largest > 1 else "single"
        has_children = home.kind in ("family", "single_parent")
        oldest = 48 if has_children else int(self.mix["age_to"])
        age = int(random.triangular(int(self.mix["age_from"]) + 4 * has_children, oldest, 29))
        if not has_children and random.random() < float(self.mix["senior"]):
            age = random.randrange(60, 80)
        forms = self.names.family(random, self.country)
        self._join("head", self._sex(), age, forms)
        if home.kind in ("couple", "family") and largest > 1:
            other = Sex.MALE if home.head.sex is Sex.FEMALE else Sex.FEMALE
            partner_age = max(19, age + random.randrange(-6, 7))
            self._join("partner", other, partner_age, self._own_or(forms))
        if has_children:
            self._children(CHILDREN.draw(random), largest, forms)

    def _sex(self) -> Sex:
        parent_bonus = 0.45 if self.home.kind == "single_parent" else 0
        is_woman = self.random.random() < float(self.mix["women"]) + parent_bonus
        return Sex.FEMALE if is_woman else Sex.MALE

    def _own_or(self, forms: tuple[Word, Word]) -> tuple[Word, Word]:
        """Where women keep their family's name, the partner mostly has another one."""
        keeps = self.home.origin["family_names"] and self.random.random() < 0.7
        return self.names.family(self.random, self.country) if keeps else forms

    def _children(self, number: int, largest: int, forms: tuple[Word, Word]) -> None:
        """As many as the ages allow; in some lands the father's given name becomes theirs."""
        parents = self.home.members
        oldest = min(20, min(age_on(parent.birth, self.today) for parent in parents) - 19)
        father = next((parent for parent in parents if parent.sex is Sex.MALE), None)
        if self.home.origin["family_names"] == "father" and father and father.given:
            forms = (father.given, father.given)
        for _ in range(min(number, largest - len(parents))):
            age = int(self.random.random() * (max(oldest, 0) + 1))
            sex = Sex.FEMALE if self.random.random() < 0.49 else Sex.MALE
            self._join("child", sex, age, forms)

    def _join(self, role: str, sex: Sex, age: int, forms: tuple[Word, Word]) -> None:
        random, home = self.random, self.home
        birth = self.today - timedelta(days=int((age + random.random() * 0.998) * YEAR) + 3)
        precision = BirthPrecision.EXACT
        is_born_here = home.arrived_germany is not None and birth > home.arrived_germany
        if not is_born_here and random.random() < float(home.origin["year_only"]):
            birth, precision = date(birth.year, 1, 1), BirthPrecision.YEAR
            if random.random() < 0.2:
                precision = BirthPrecision.ESTIMATED
        family = forms[sex is Sex.FEMALE]
        given: Word | None = self._given(sex)
        if self.country == "AF" and random.random() < 0.06 and given:
            family, given = given, None
        member = Member(family, given, sex, birth, precision, role)
        member.german = self._german(age, is_born_here)
        home.members.append(member)

    def _given(self, sex: Sex) -> Word:
        """Two siblings do not have the same name."""
        taken = {member.given for member in self.home.members}
        for _ in range(8):
            word = self.names.given(self.random, self.country, sex)
            if word not in taken:
                break
        return word

    def _german(self, age: int, is_born_here: bool) -> LanguageLevel:
        if self.country == "DE":
            return LanguageLevel.NATIVE
        if age < 6:
            return LanguageLevel.UNKNOWN
        arrived = self.home.arrived_germany or self.home.arrived_haan
        years = (self.today - arrived).days / YEAR
        step = years * (1.6 if age < 18 else 0.55 * self.talent)
        if self.home.profile["profile"] == "resettler":
            step += 2
        return LEVELS[min(int(step + is_born_here), 4 if age < 18 else 5)]
