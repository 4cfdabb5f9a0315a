"""From where a referral begins: person, talk, goal, organisation or offer, each with its facts."""

from types import SimpleNamespace
from typing import Any, ClassVar

from flask import url_for
from wtforms import Form

from admin_views import formats
from admin_views.details import Act
from admin_views.referral_labels import ITEM_FIELDS
from admin_views.words import gettext
from models.acting import acting
from models.base import Record
from models.permissions import Action, DataClass
from models.referral import Referral
from models.reports.active_consents import active_consents


class ReferHere:
    """Mixin of a RecordView: the press that begins a referral from one of its records."""

    refer_by: ClassVar[str]

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        if acting().may(Action.CREATE, DataClass.NOTE):
            url = url_for("referral.create_view", **{self.refer_by: record.id})
            acts.append(Act(gettext("Refer"), url))
        return acts


class ReferralForm:
    """Mixin of the view of referrals: what is known already, and which consents there are."""

    form_template = "referral_form.html"

    def presets(self) -> SimpleNamespace:
        values: SimpleNamespace = super().presets()
        given = vars(values)
        talk, goal, offer = (given.get(name) for name in ("session", "goal", "offer"))
        if talk is not None:
            given.setdefault("person", talk.person)
            if talk.topics:
                given.setdefault("topic", talk.topics[0])
        if goal is not None:
            given.setdefault("person", goal.agreement.person)
            given.setdefault("purpose", goal.what)
        if offer is not None:
            given.setdefault("partner", offer.partner)
            given.setdefault("topic", offer.topic)
        return values

    def more_form(self, form: Form, record: Record | None) -> dict[str, Any]:
        """The consents that hold today, and where to record another one."""
        more: dict[str, Any] = super().more_form(form, record)
        person, partner = (self._chosen(form, record, name) for name in ("person", "partner"))
        asked = {
            "person": person.id if person else None,
            "partner": partner.id if partner else None,
        }
        url = url_for(
            "consent.create_view", **{key: value for key, value in asked.items() if value}
        )
        found = active_consents(person.id, acting()) if person is not None else []
        return {**more, "consents": [_told(one) for one in found], "consent_url": url}

    @staticmethod
    def _chosen(form: Form, record: Record | None, name: str) -> Any:
        field = form._fields.get(name)
        chosen = field.data if field is not None else None
        return chosen or (getattr(record, name) if isinstance(record, Referral) else None)


def _told(one: Any) -> tuple[str, str]:
    """To whom, and what until when."""
    items = ", ".join(str(ITEM_FIELDS[name]) for name in one.items)
    until = gettext("until %(day)s", day=formats.day(one.valid_until))
    return one.partner.name, f"{items} · {until}"
