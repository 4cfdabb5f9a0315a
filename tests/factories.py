"""Makes records that tests need; each call adds one, what is not said is plausible."""

from datetime import date, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from models import (
    Absence,
    Accommodation,
    Appointment,
    BenefitPeriod,
    Consent,
    Contact,
    CounsellingSession,
    Document,
    EvictionCase,
    EvictionPerson,
    Goal,
    GoalAgreement,
    Household,
    HouseholdMember,
    Offer,
    OwnChoice,
    OwnField,
    Partner,
    PartnerFile,
    Person,
    PersonTargetGroup,
    Referral,
    ResidenceStatus,
    Responsibility,
    SessionAddendum,
    Staff,
    Stay,
    Task,
    TextBlock,
    Unit,
)
from models.accommodation import Building
from models.acting import acting
from models.base import Record, utc_now
from models.catalogue import (
    AccommodationKind,
    BenefitLaw,
    Catalogue,
    PartnerCategory,
    ResidenceTitle,
    TargetGroup,
)
from models.document import DocumentKind
from models.own_field import OwnClass, OwnKind, OwnTable
from models.partner_file import keep
from models.reports.papers import Protocol, Signature, canonical, content_hash
from models.session_state import SessionState
from models.stored_file import FilePurpose, store
from tests.network_records import NetworkRecords

Kind = TypeVar("Kind", bound=Record)
Entry = TypeVar("Entry", bound=Catalogue)
TODAY = date(2026, 11, 23)


class Office(NetworkRecords):
    """Fills a session; every call ends its transaction, for SQLite has one writer."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, record: Kind) -> Kind:
        self.session.add(record)
        self.session.commit()
        return record

    def entry(self, catalogue: type[Entry], code: str | None = None) -> Entry:
        """A catalogue's entry by code, or its first."""
        wanted = select(catalogue).order_by(catalogue.sort_order, catalogue.id)
        if code is not None:
            wanted = wanted.where(catalogue.code == code)
        return self.only(wanted.limit(1))

    def only(self, wanted: type[Kind] | Select[tuple[Kind]]) -> Kind:
        """The one record of a table or of a statement, as the database has it now."""
        self.session.expire_all()
        statement = select(wanted) if isinstance(wanted, type) else wanted
        found = self.session.scalars(statement).unique().one()
        self.session.commit()
        return found

    def every(self, wanted: type[Kind] | Select[tuple[Kind]]) -> list[Kind]:
        """All records of a table or of a statement, in the order they were made unless it says."""
        self.session.expire_all()
        statement = select(wanted) if isinstance(wanted, type) else wanted
        if not statement._order_by_clauses:
            statement = statement.order_by(statement.column_descriptions[0]["entity"].id)
        found = list(self.session.scalars(statement).unique())
        self.session.commit()
        return found

    def fresh(self, record: Kind) -> Kind | None:
        """The same record as the database has it now; None when it is gone."""
        return next(
            iter(self.every(select(type(record)).where(type(record).id == record.id))), None
        )

    def title_in_sql(self, record: Record) -> str:
        """What lists call the record."""
        model = type(record)
        title = self.session.scalar(select(model.title_sql()).where(model.id == record.id))
        self.session.commit()
        return str(title)

    def write_past_rules(self, record: Record, **values: Any) -> None:
        """Write straight into the table, so that only the database can refuse."""
        table = cast(Table, type(record).__table__)
        try:
            connection = self.session.connection()
            connection.execute(table.update().where(table.c.id == record.id).values(**values))
            self.session.commit()
        finally:
            self.session.rollback()

    def staff(self, username: str = "sozialarbeit") -> Staff:
        return self.only(select(Staff).where(Staff.username == username))

    def person(self, **values: Any) -> Person:
        return self.add(Person(**{"family_name": "Beispiel", "given_name": "Ada", **values}))

    def close_file(self, person: Person, *usernames: str) -> Person:
        """From now on only the named may open the file."""
        person.readers = [self.staff(name) for name in usernames]
        person.is_restricted = True
        self.session.commit()
        return person

    def household(self, *people: Person, **values: Any) -> Household:
        members = [HouseholdMember(person=person, valid_from=date(2025, 1, 1)) for person in people]
        return self.add(Household(**{"label": "Familie Beispiel", "members": members, **values}))

    def own_field(self, **values: Any) -> OwnField:
        """A field of the office's own: a text of every person, if nothing else is said."""
        entries = [OwnChoice(label_de=label) for label in values.pop("entries", ())]
        given = {
            "table_name": OwnTable.PERSON,
            "kind": OwnKind.CHOICE if entries else OwnKind.TEXT,
            "label_de": "Postfach",
            "protection": OwnClass.MASTER,
            "choices": entries,
        }
        field = OwnField(**{**given, **values})
        field.give_code(self.session)
        return self.add(field)

    def responsibility(
        self, person: Person, worker: str = "sozialarbeit", **values: Any
    ) -> Responsibility:
        given = {"person": person, "worker": self.staff(worker), "valid_from": date(2025, 1, 1)}
        return self.add(Responsibility(**{**given, **values}))

    def residence_status(self, person: Person, **values: Any) -> ResidenceStatus:
        given = {"residence_title": self.entry(ResidenceTitle), "valid_from": date(2025, 1, 1)}
        return self.add(ResidenceStatus(**{"person": person, **given, **values}))

    def benefit_period(self, person: Person, **values: Any) -> BenefitPeriod:
        given = {"benefit_law": self.entry(BenefitLaw), "valid_from": date(2025, 1, 1)}
        return self.add(BenefitPeriod(**{"person": person, **given, **values}))

    def person_target_group(self, person: Person, **values: Any) -> PersonTargetGroup:
        given = {"target_group": self.entry(TargetGroup), "valid_from": date(2025, 1, 1)}
        return self.add(PersonTargetGroup(**{"person": person, **given, **values}))

    def unit(self, **values: Any) -> Unit:
        number = values.pop("number", "1.01")
        given = {"nominal_capacity": 3, "realistic_capacity": 2}
        return self.add(Unit(**{"building": self.building(), "number": number, **given, **values}))

    def building(self) -> Building:
        if known := self.every(select(Building).where(Building.name == "Testhaus")):
            return known[0]
        kind = self.entry(AccommodationKind)
        site = Accommodation(name="Unterkunft Testweg", kind=kind, street="Testweg 1", town="Haan")
        return self.add(Building(accommodation=site, name="Testhaus"))

    def stay(self, person: Person, **values: Any) -> Stay:
        unit = values.pop("unit", None) or self.unit()
        return self.add(
            Stay(**{"person": person, "unit": unit, "valid_from": date(2026, 1, 1), **values})
        )

    def counselling_session(
        self, person: Person | None = None, **values: Any
    ) -> CounsellingSession:
        given = {"person": person or self.person(), "worker": self.staff(), "held_on": TODAY}
        return self.add(CounsellingSession(**{**given, "reason": "Erstgespräch", **values}))

    def appointment(self, **values: Any) -> Appointment:
        """Tomorrow at ten with a person, if nothing else is said; `person=None` is with nobody."""
        given = {"worker": self.staff(), "starts_at": datetime(2026, 11, 24, 10)}
        if not values.keys() & {"person", "person_id"}:
            given["person"] = self.person()
        return self.add(Appointment(**{**given, **values}))

    def absence(self, worker: str = "sozialarbeit", **values: Any) -> Absence:
        """Of the week from the tests' day on."""
        given = {"worker": self.staff(worker), "begins_on": TODAY, "ends_on": date(2026, 11, 27)}
        return self.add(Absence(**{**given, **values}))

    def issued_session(self, person: Person | None = None, **values: Any) -> CounsellingSession:
        """A talk whose protocol went out."""
        state = {"state": SessionState.ISSUED, "issued_at": utc_now()}
        return self.counselling_session(person, **state, **values)

    def session_addendum(
        self, session: CounsellingSession | None = None, **values: Any
    ) -> SessionAddendum:
        given = {"session": session or self.issued_session(), "author": self.staff()}
        words = {"reason": "Datum verwechselt", "text": "Statt 2. Mai lies 3. Mai."}
        return self.add(SessionAddendum(**{**given, **words, **values}))

    def text_block(self, owner: str | None = "sozialarbeit", **values: Any) -> TextBlock:
        """Of one person; without owner the team's."""
        given = {"name": "Schweigepflicht", "text": "Über die Schweigepflicht aufgeklärt."}
        whose = {"owner": self.staff(owner)} if owner else {"is_shared": True}
        return self.add(TextBlock(**{**given, **whose, **values}))

    def task(self, **values: Any) -> Task:
        return self.add(Task(**{"what": "Antrag ausfüllen", "worker": self.staff(), **values}))

    def document(self, talk: CounsellingSession | None = None, **values: Any) -> Document:
        """An issued protocol with a file, but for its drawing."""
        talk = talk or self.counselling_session()
        file = store(values.pop("pdf", b"%PDF-1.4 protocol"), FilePurpose.PAPER)
        number = values.get("number", talk.document_number)
        name, worker = talk.person.title, talk.worker.display_name
        lines = (Signature("Klient/in", name), Signature("Sozialarbeiter/in", worker))
        paper = Protocol(document_number=number, name=name, held_on=talk.held_on, signatures=lines)
        given = {
            "number": number, "kind": DocumentKind.PROTOCOL, "session": talk, "files": [file],
            "person": talk.person, "worker": talk.worker, "issued_at": acting().now,
            "content": canonical(paper), "content_hash": content_hash(paper),
        }  # fmt: skip
        return self.add(Document(**{**given, **values}))

    def goal_agreement(self, person: Person | None = None, **values: Any) -> GoalAgreement:
        given = {"person": person or self.person(), "worker": self.staff(), "agreed_on": TODAY}
        return self.add(GoalAgreement(**{**given, **values}))

    def goal(self, agreement: GoalAgreement | None = None, **values: Any) -> Goal:
        given = {"agreement": agreement or self.goal_agreement(), "what": "Sprachkurs A2 beginnen"}
        return self.add(Goal(**{**given, **values}))

    def partner(self, **values: Any) -> Partner:
        given = {"name": "Beratungsstelle Beispiel", "category": self.entry(PartnerCategory)}
        return self.add(Partner(**{**given, **values}))

    def partner_file(self, partner: Partner | None = None, **values: Any) -> PartnerFile:
        """A document of an organisation, else of the first one of the directory."""
        partner = partner or self.session.get_one(Partner, 1)
        content = values.pop("content", b"%PDF-1.4 leaflet")
        kept = keep(partner, values.pop("name", "Flyer"), "flyer.pdf", content, self.session)
        self.session.commit()
        return kept

    def contact(self, partner: Partner | None = None, **values: Any) -> Contact:
        return self.add(
            Contact(**{"partner": partner or self.partner(), "job": "Sekretariat", **values})
        )

    def offer(self, partner: Partner | None = None, **values: Any) -> Offer:
        given = {"partner": partner or self.partner(), "name": "Offene Sprechstunde"}
        return self.add(Offer(**{**given, **values}))

    def consent(self, person: Person | None = None, **values: Any) -> Consent:
        """To tell one organisation name and concern, since today."""
        given = {"person": person or self.person(), "worker": self.staff(), "given_on": TODAY}
        said = {"purpose": "Termin vereinbaren", "has_name": True, "has_concern": True}
        partner = values.pop("partner", None) or self.partner()
        return self.add(Consent(**{"partner": partner, **given, **said, **values}))

    def referral(self, person: Person | None = None, **values: Any) -> Referral:
        """Advised today, no data passed on."""
        given = {"person": person or self.person(), "worker": self.staff(), "referred_on": TODAY}
        partner = values.pop("partner", None) or self.partner()
        return self.add(Referral(**{"partner": partner, "purpose": "Beratung", **given, **values}))

    def eviction_case(self, person: Person | None = None, **values: Any) -> EvictionCase:
        given = {"person": person or self.person(), "received_on": TODAY, "address": "Musterweg 3"}
        return self.add(EvictionCase(**{**given, **values}))

    def eviction_person(self, case: EvictionCase, **values: Any) -> EvictionPerson:
        return self.add(EvictionPerson(**{"case": case, "person": self.person(), **values}))
