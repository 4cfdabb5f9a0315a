"""The demo office's own fields: what the lead added on screen, and what was typed into them."""

from datetime import timedelta

from sqlalchemy import select

from models import (
    HouseholdOwnValue,
    OwnChoice,
    OwnField,
    PersonOwnValue,
    Unit,
    UnitOwnValue,
    db,
)
from models.own_field import OwnClass, OwnKind, OwnTable
from models.rules.dates import age_on
from seed.demo_background import Background
from seed.demo_households import Home
from seed.demo_rows import Rows, Values, table_of

POSTBOX, DETECTOR = "schluessel_nr_postfach", "rauchmelder_geprueft_am"
LICENCE, TICKET = "fuehrerschein_vorhanden", "fahrkarte"
TICKETS = ("Deutschlandticket", "Sozialticket", "keine")
FIELDS: dict[str, Values] = {
    POSTBOX: {
        "table_name": OwnTable.HOUSEHOLD,
        "kind": OwnKind.TEXT,
        "label_de": "Schlüssel-Nr. Postfach",
        "label_en": "Letter box key no.",
        "help_de": "Steht auf dem Anhänger, zum Beispiel S-0042.",
        "protection": OwnClass.IDENTITY,
        "is_listed": True,
    },
    LICENCE: {
        "table_name": OwnTable.PERSON,
        "kind": OwnKind.YES_NO,
        "label_de": "Führerschein vorhanden",
        "label_en": "Has a driving licence",
        "protection": OwnClass.MASTER,
    },
    TICKET: {
        "table_name": OwnTable.PERSON,
        "kind": OwnKind.CHOICE,
        "label_de": "Fahrkarte",
        "label_en": "Bus and train ticket",
        "protection": OwnClass.MASTER,
    },
    DETECTOR: {
        "table_name": OwnTable.UNIT,
        "kind": OwnKind.DAY,
        "label_de": "Rauchmelder geprüft am",
        "label_en": "Smoke detector tested on",
        "help_de": "Einmal im Jahr durch den Hausmeister.",
        "protection": OwnClass.ROOM,
        "is_listed": True,
    },
}


class OwnAnswers:
    """Adds the fields where they are missing, and an answer here and there."""

    def __init__(self, background: Background, rows: Rows) -> None:
        self.random, self.rows = background.random(), rows  # a dice of its own: same people as ever
        self.today = background.today
        with db.engine.connect() as connection:
            fields, choices = table_of(OwnField).c, table_of(OwnChoice).c
            self.fields = {
                code: key for code, key in connection.execute(select(fields.code, fields.id))
            }
            wanted = select(choices.id).where(choices.field_id == self.fields.get(TICKET))
            self.tickets = list(connection.scalars(wanted))
        for code in [code for code in FIELDS if code not in self.fields]:
            self.fields[code] = rows.add(OwnField, code=code, **FIELDS[code])
        if not self.tickets:
            key = self.fields[TICKET]
            self.tickets = [rows.add(OwnChoice, field_id=key, label_de=told) for told in TICKETS]

    def add_to_units(self) -> None:
        with db.engine.connect() as connection:
            units, answers = table_of(Unit).c, table_of(UnitOwnValue).c
            wanted = select(units.id).where(units.id.not_in(select(answers.unit_id)))
            unanswered = list(connection.scalars(wanted.order_by(units.id)))
        for unit in unanswered:
            if self.random.random() < 0.7:
                day = self.today - timedelta(days=self.random.randrange(10, 430))
                key = self.fields[DETECTOR]
                self.rows.add(UnitOwnValue, unit_id=unit, field_id=key, day_value=day)

    def add_to_people(self, home: Home, household: int) -> None:
        if number := postbox_of(home):
            key = self.fields[POSTBOX]
            self.rows.add(
                HouseholdOwnValue, household_id=household, field_id=key, text_value=number
            )
        for member in home.members:
            if age_on(member.birth, self.today) >= 18 and self.random.random() < 0.5:
                values: list[tuple[str, Values]] = [
                    (LICENCE, {"yes_value": self.random.random() < 0.3}),
                    (TICKET, {"choice_id": self.random.choice(self.tickets)}),
                ]
                for code, value in values:
                    field, person = self.fields[code], member.person_id
                    self.rows.add(PersonOwnValue, person_id=person, field_id=field, **value)


def postbox_of(home: Home) -> str | None:
    """The key's number, for some of those who are housed; the household is found by it."""
    return f"S-{home.number:04d}" if home.is_housed and home.number % 3 == 0 else None
