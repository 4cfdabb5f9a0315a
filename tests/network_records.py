"""Makes agreements, meetings, events, volunteers and assignments that tests need."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar

from models import (
    Assignment,
    Committee,
    Event,
    NetworkMeeting,
    Partner,
    PartnerAgreement,
    Staff,
    Volunteer,
    VolunteerAvailability,
    VolunteerLanguage,
)
from models.base import Record
from models.catalogue import Language, VolunteerService
from models.office_hour import Weekday
from models.person import LanguageLevel

Kind = TypeVar("Kind", bound=Record)


class NetworkRecords:
    """Part of the factories; the network coordinator answers for all of them."""

    if TYPE_CHECKING:

        def add(self, record: Kind) -> Kind: ...
        def staff(self, username: str = "sozialarbeit") -> Staff: ...
        def partner(self, **values: Any) -> Partner: ...
        def entry(self, catalogue: Any, code: str | None = None) -> Any: ...

    def partner_agreement(self, partner: Partner | None = None, **values: Any) -> PartnerAgreement:
        given = {"partner": partner or self.partner(), "subject": "Gemeinsame Sprechstunde"}
        since = {"valid_from": date(2026, 1, 1), "worker": self.staff("koordination")}
        return self.add(PartnerAgreement(**{**given, **since, **values}))

    def committee(self, **values: Any) -> Committee:
        given = {"name": "Runder Tisch Integration", "worker": self.staff("koordination")}
        return self.add(Committee(**{**given, **values}))

    def network_meeting(self, **values: Any) -> NetworkMeeting:
        """Yesterday at ten, for an hour and a half, if nothing else is said."""
        given = {"subject": "Austausch", "starts_at": datetime(2026, 11, 22, 10)}
        return self.add(NetworkMeeting(**{**given, "worker": self.staff("koordination"), **values}))

    def event(self, **values: Any) -> Event:
        """The Volunteer Day in two weeks, still an idea, if nothing else is said."""
        given = {"name": "Tag des Ehrenamtes 2026", "begins_on": date(2026, 12, 5)}
        return self.add(Event(**{**given, "worker": self.staff("koordination"), **values}))

    def volunteer(
        self, language: str = "prs", services: tuple[str, ...] = ("interpreting",), **values: Any
    ) -> Volunteer:
        """Interprets on Tuesdays from 9 to 12, sworn in, from Haan, if nothing else is said."""
        spoken = VolunteerLanguage(
            language=self.entry(Language, language), level=LanguageLevel.NATIVE
        )
        tuesday = VolunteerAvailability(
            weekday=Weekday.TUESDAY, starts_at=time(9), ends_at=time(12)
        )
        given = {
            "family_name": "Rahimi",
            "given_name": "Laleh",
            "town": "Haan",
            "phone": "0171 3920011",
            "confidentiality_on": date(2026, 1, 1),
            "consent_on": date(2026, 1, 1),
            "languages": [spoken],
            "times": [tuesday],
            "services": [self.entry(VolunteerService, code) for code in services],
        }
        return self.add(Volunteer(**{**given, **values}))

    def assignment(
        self, volunteer: Volunteer | None = None, service: str = "interpreting", **values: Any
    ) -> Assignment:
        """Asked by the social worker for tomorrow, a Tuesday, at ten, if nothing else is said."""
        given = {
            "volunteer": volunteer or self.volunteer(),
            "service": self.entry(VolunteerService, service),
            "starts_at": datetime(2026, 11, 24, 10),
            "asked_by": self.staff(),
        }
        return self.add(Assignment(**{**given, **values}))
