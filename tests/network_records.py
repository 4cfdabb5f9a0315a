"""Makes agreements, meetings and events that tests need."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from models import Committee, Event, NetworkMeeting, Partner, PartnerAgreement, Staff
from models.base import Record

Kind = TypeVar("Kind", bound=Record)


class NetworkRecords:
    """Part of the factories; the network coordinator answers for all of them."""

    if TYPE_CHECKING:

        def add(self, record: Kind) -> Kind: ...
        def staff(self, username: str = "sozialarbeit") -> Staff: ...
        def partner(self, **values: Any) -> Partner: ...

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
