"""Writes households and their people: names, languages, numbers, contact, alerts."""

from datetime import date, timedelta
from random import Random

from models import (
    Household,
    HouseholdMember,
    Person,
    PersonAlert,
    PersonLanguage,
    PersonName,
    PersonNationality,
    PersonReader,
    PersonVulnerability,
)
from models.catalogue import ClosingReason, Country, HouseholdRole, Language, Vulnerability
from models.person import AlertLevel, CaseStatus, LanguageLevel, NameKind, Sex
from models.rules.dates import age_on
from models.rules.text import fold
from models.search import search_values
from seed.demo_background import Background
from seed.demo_households import Home, Member
from seed.demo_own_fields import postbox_of
from seed.demo_rows import Rows, Values
from seed.files import read_rows

CLOSING = {
    CaseStatus.MOVED_AWAY: ("moved_away",),
    CaseStatus.LEFT_COUNTRY: ("left_country",),
    CaseStatus.DISAPPEARED: ("disappeared",),
    CaseStatus.HANDED_OVER: ("handed_over",),
    CaseStatus.CLOSED: ("goals_reached", "help_declined", "no_contact"),
}
# Numbers that the Federal Network Agency keeps free for film and television.
PHONES = ("0171 39200{:02d}", "0176 040690{:02d}")
PREFERENCES = ("Telefon", "SMS", "Brief in einfacher Sprache", "E-Mail", "über die Unterkunft")
WEAK = (LanguageLevel.A0, LanguageLevel.A1)
NOT_REFUGEES = ("german", "eu", "resettler")
REFERENCES = ("azr_no", "bamf_ref", "foreigners_office_ref", "benefit_ref")
OTHER_TOWNS = (("42697", "Solingen"), ("40721", "Hilden"), ("40822", "Mettmann"))


class People:
    """Turns a drawn household into rows; each member learns its number."""

    def __init__(self, random: Random, background: Background, rows: Rows) -> None:
        self.random, self.background, self.rows = random, background, rows
        self.streets = [row["street"] for row in read_rows("demo/streets.csv")]
        self.alerts = read_rows("demo/alerts.csv")
        self.today = background.today

    def add(self, home: Home) -> int:
        """The answer is the household's number."""
        self.rows.made_on(home.begins)
        if not home.is_housed:
            home.address = self._private_address(home)
        for member in home.members:
            self._add_person(home, member)
        return self._add_household(home)

    def _private_address(self, home: Home) -> tuple[str | None, str | None, str | None]:
        if home.status in (CaseStatus.DISAPPEARED, CaseStatus.LEFT_COUNTRY):
            return None, None, None
        street = self._street()
        if home.status is CaseStatus.MOVED_AWAY:
            return street, *self.random.choice(OTHER_TOWNS)
        return street, "42781", "Haan"

    def _street(self) -> str:
        return f"{self.random.choice(self.streets)} {self.random.randrange(1, 60)}"

    def some_address(self) -> str:
        """A flat in the town, in a street that does not exist."""
        return f"{self._street()}, 42781 Haan"

    def _add_person(self, home: Home, member: Member) -> None:
        street, postcode, town = home.address
        names = self._other_names(home, member)
        values: Values = {
            "family_name": member.family.text,
            "given_name": member.given.text if member.given else None,
            "birth_date": member.birth,
            "birth_precision": member.precision,
            "birth_place": self._birth_place(home, member),
            "sex": member.sex,
            "origin_country_id": self.background.id(Country, home.origin["country"]),
            "interpreter_needed": member.german in WEAK and self._age(member) >= 14,
            "needs_barrier_free": self._age(member) >= 60 and self.random.random() < 0.15,
            "street": street,
            "postcode": postcode,
            "town": town,
            "is_address_protected": home.is_protected,
            "is_restricted": home.is_closed,
            "case_status": home.status,
            "closing_reason_id": self._closing_reason(home),
            **self._arrival(home, member),
            **self._contact(member),
            **_references(home, self.rows.next_number(Person)),
        }
        values |= found_by(values, names)
        member.person_id = self.rows.add(Person, **values)
        if home.is_closed and home.worker:
            staff_id = home.worker.id
            self.rows.add(PersonReader, person_id=member.person_id, staff_id=staff_id)
        for name in names:
            self.rows.add(PersonName, person_id=member.person_id, **name)
        self._add_parts(home, member)

    def _age(self, member: Member) -> int:
        return age_on(member.birth, self.today)

    def _closing_reason(self, home: Home) -> int | None:
        reasons = CLOSING.get(home.status)
        return self.background.id(ClosingReason, self.random.choice(reasons)) if reasons else None

    def _birth_place(self, home: Home, member: Member) -> str | None:
        if home.arrived_germany and member.birth > home.arrived_germany:
            return self.random.choice(("Hilden", "Solingen", "Wuppertal"))
        places = home.origin["places"].split(";")
        return self.random.choice(places) if self.random.random() < 0.8 else None

    def _arrival(self, home: Home, member: Member) -> Values:
        """Who was born here did not arrive."""
        germany, haan = home.arrived_germany, home.arrived_haan
        return {
            "arrived_germany_on": germany if germany and member.birth <= germany else None,
            "arrived_haan_on": haan if member.birth <= haan else None,
        }

    def _contact(self, member: Member) -> Values:
        random = self.random
        if self._age(member) < 16:
            return {}
        has_email = member.given is not None and random.random() < 0.2
        address = ".".join(fold(part).replace(" ", "") for part in reversed(member.name.split(",")))
        return {
            "phone": random.choice(PHONES).format(random.randrange(100))
            if random.random() < 0.8
            else None,
            "email": f"{address}@example.org" if has_email and address.isascii() else None,
            "contact_preference": random.choice(PREFERENCES) if random.random() < 0.35 else None,
        }

    def _other_names(self, home: Home, member: Member) -> list[Values]:
        """Other spellings, and for some the name in its own script."""
        random, found = self.random, []
        given = member.given
        spelling = member.family.spelling or (given.spelling if given else "")
        if spelling and random.random() < 0.3:
            found.append(
                {
                    "kind": NameKind.SPELLING,
                    "family_name": member.family.spelling or member.family.text,
                    "given_name": (given.spelling or given.text) if given else None,
                }
            )
        has_script = member.family.script and (given is None or given.script)
        if has_script and random.random() < float(home.origin["script"]):
            found.append(
                {
                    "kind": NameKind.ORIGINAL_SCRIPT,
                    "family_name": member.family.script,
                    "given_name": given.script if given else None,
                }
            )
        if member.role == "partner" and member.sex is Sex.FEMALE and random.random() < 0.05:
            maiden = random.choice((member.family.spelling, home.head.family.text))
            if maiden and maiden != member.family.text:
                found.append({"kind": NameKind.FORMER, "family_name": maiden, "given_name": None})
        return found

    def _add_parts(self, home: Home, member: Member) -> None:
        rows, number, background = self.rows, member.person_id, self.background
        for country in self._nationalities(home):
            key = background.id(Country, country)
            rows.add(PersonNationality, person_id=number, country_id=key)
        for language, level in self._languages(home, member).items():
            key = background.id(Language, language)
            rows.add(PersonLanguage, person_id=number, language_id=key, level=level)
        for need in self._needs(home, member):
            key = background.id(Vulnerability, need)
            rows.add(PersonVulnerability, person_id=number, vulnerability_id=key)
        if member.role == "head":
            self._add_alert(home, number)

    def _nationalities(self, home: Home) -> list[str]:
        country = home.origin["country"]
        if home.profile["profile"] == "resettler":
            return ["DE", country]
        if country == "SY" and home.number % 30 == 0:
            return ["XXA"]
        if country == "GN" and home.number % 8 == 0:
            return ["XXX"]
        return [country]

    def _languages(self, home: Home, member: Member) -> dict[str, LanguageLevel]:
        found = {home.language: LanguageLevel.NATIVE}
        if home.language != "de" and self._age(member) >= 6:
            found["de"] = member.german
        if self._age(member) >= 16 and self.random.random() < 0.25:
            found.setdefault("en", self.random.choice((LanguageLevel.A2, LanguageLevel.B1)))
        if home.language in ("uk", "kmr", "ckb"):
            found["ru" if home.language == "uk" else "ar"] = LanguageLevel.B2
        return found

    def _needs(self, home: Home, member: Member) -> list[str]:
        chance, age = self.random.random, self._age(member)
        is_flight = home.profile["profile"] not in NOT_REFUGEES
        needs = {
            "single_parent": member.role == "head" and home.kind == "single_parent",
            "elderly": age >= 67,
            "violence_victim": home.is_protected and member.role == "head",
            "pregnant": member.sex is Sex.FEMALE and 20 <= age <= 40 and chance() < 0.05,
            "trauma": is_flight and age >= 14 and chance() < 0.04,
            "mental_illness": age >= 18 and chance() < 0.03,
            "severe_illness": chance() < 0.02,
            "illiterate": age >= 20 and member.german in WEAK and chance() < 0.08,
        }
        return [need for need, holds in needs.items() if holds]

    def _add_alert(self, home: Home, number: int) -> None:
        if home.is_protected:
            text = "Adresse geschützt: keine Auskunft an Dritte, auch nicht an Angehörige."
            self.rows.add(PersonAlert, person_id=number, level=AlertLevel.HIGH, text=text)
        elif home.number % 14 == 5:
            alert = self.alerts[home.number // 14 % len(self.alerts)]
            ends = self.today + timedelta(
                days=self.random.randrange(-20, 30 * int(alert["months"]))
            )
            level = AlertLevel[alert["level"]]
            values = {"level": level, "text": alert["text"], "expires_on": ends}
            self.rows.add(PersonAlert, person_id=number, **values)

    def _add_household(self, home: Home) -> int:
        several = len(home.members) > 1
        label = f"Familie {home.head.family.text}" if several else home.head.name
        words = search_values([label[:80], postbox_of(home)])
        household = self.rows.add(Household, label=label[:80], **words)
        for member in home.members:
            role = None if member.role == "head" else member.role
            self.rows.add(
                HouseholdMember,
                household_id=household,
                person_id=member.person_id,
                role_id=self.background.id(HouseholdRole, role) if role else None,
                is_head=member.role == "head",
                valid_from=_joined(home, member.birth),
            )
        return household


def _joined(home: Home, birth: date) -> date:
    return max(home.arrived_germany or home.arrived_haan, birth)


def _references(home: Home, number: int) -> Values:
    """Reference numbers that nobody can take for real ones."""
    if home.profile["profile"] in NOT_REFUGEES:
        return {"benefit_ref": f"DEMO-50-2/{number:06d}"}
    is_asylum = home.profile["profile"] not in ("ukraine", "family")
    return {
        "azr_no": f"AZR-DEMO-{number:07d}",
        "bamf_ref": f"DEMO-{number:07d}-000" if is_asylum else None,
        "foreigners_office_ref": f"DEMO-32/{number:06d}",
        "benefit_ref": f"DEMO-50-2/{number:06d}",
    }


def found_by(values: Values, names: list[Values]) -> Values:
    """By the model's own rule."""
    words = ("family_name", "given_name", *REFERENCES)
    person = Person(
        names=[PersonName(**name) for name in names], **{word: values.get(word) for word in words}
    )
    return {**search_values(person.search_words(), person.open_names())}
