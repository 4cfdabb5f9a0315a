"""A slip for somebody who is here: to which organisation, in which language, then it is printed."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, make_response, redirect, request, url_for
from flask_admin import expose
from sqlalchemy import select
from wtforms import Form, SelectField

from admin_views.closed_file import knock
from admin_views.fields import Filled
from admin_views.fields import refusal as not_a_choice
from admin_views.paper_choice import anybodys_languages, languages_for
from admin_views.partner_slip import slip_url
from admin_views.pickers import PickerLoader, RecordField
from admin_views.referral_page import booked_text
from admin_views.rights import needs
from admin_views.words import gettext
from admin_views.words import lazy_gettext as _
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import db
from models.partner import Partner
from models.permissions import Action, DataClass
from models.person import Person
from models.referral import Referral
from models.reports.open_referrals import open_referrals
from models.rules.text import whole_number


class SlipForm(Form):
    partner = RecordField(
        PickerLoader("partner", Partner), label=_("Organisation"), validators=[Filled()]
    )
    language = SelectField(_("Language"), coerce=str, **not_a_choice())


@dataclass(frozen=True)
class Known:
    """An organisation that the person was sent to already: one press prints its slip."""

    name: str
    small: str
    url: str


class SlipPage:
    """Mixin of the partners' view."""

    @expose("/slip/")
    @needs(Action.PRINT, DataClass.NETWORK)
    def slip_for(self) -> Response:
        """Names nobody in the paper; the person lends it the language and the appointment."""
        person = _asked_person()
        referrals = open_referrals(person.id, acting()) if person else []
        form = SlipForm(request.args if "language" in request.args else None, partner=self._named())
        form.partner.lookup_url = url_for("contact.ajax_lookup", name="partner")
        choices = languages_for(person) if person else anybodys_languages()
        form.language.choices = choices
        is_sent = "language" in request.args
        if is_sent and form.validate():
            return redirect(_paper_url(form, referrals))
        if person:
            record_read(AuditAction.READ, Person.__tablename__, person.id)
        page = self.render(
            "partner_slip.html",
            title=gettext("Slip for an organisation"),
            crumbs=_crumbs(person),
            form=form,
            person=person,
            known=[_known(one, choices[0][0]) for one in referrals],
            return_url=url_for("person.details_view", id=person.id) if person else "",
        )
        return make_response(page, 422 if is_sent else 200)

    def _named(self) -> Partner | None:
        """The organisation that the address names."""
        key = whole_number(request.args.get("partner"))
        found: Partner | None = self.get_one(key) if key is not None else None
        return found


def _asked_person() -> Person | None:
    """Whose language counts; 404 for one that may not be seen."""
    asked = request.args.get("person")
    if not asked:
        return None
    if not acting().may(Action.READ, DataClass.MASTER):
        abort(404)
    wanted = select(Person).where(Person.id == whole_number(asked), Person.visible_to(acting()))
    person = db.session.scalars(wanted).unique().one_or_none()
    if person is None:
        abort(404)
    knock(person)
    return person


def _crumbs(person: Person | None) -> list[tuple[Any, str | None]]:
    if person:
        return [(person.title, url_for("person.details_view", id=person.id))]
    return [(gettext("Directory"), url_for("directory.index"))]


def _known(one: Referral, language: str) -> Known:
    url = slip_url(one, language)
    return Known(one.partner.name, booked_text(one) or one.purpose or "", url)


def _paper_url(form: SlipForm, referrals: list[Referral]) -> str:
    """With the appointment there, where one is arranged."""
    partner, language = form.partner.data, form.language.data
    there = next((one for one in referrals if one.partner_id == partner.id), None)
    if there is not None:
        return slip_url(there, language)
    return url_for("partner.client_slip", id=partner.id, language=language or None)
