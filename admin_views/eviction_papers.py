"""The papers of an eviction case: what the office writes, hands out and files."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, make_response, request
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from admin_views.contact_attempt import has_letter_today, note_letter
from admin_views.eviction_case_sheet import case_sheet, slip
from admin_views.eviction_letter import LetterForm, contact_letter, letter_presets
from admin_views.eviction_sheets import (
    extension_draft,
    is_amount_sure,
    protection_draft,
    undertaking_form,
)
from admin_views.paper_languages import asked_language
from admin_views.paper_texts import in_german
from admin_views.papers import letterhead, paper_response
from admin_views.rights import needs, refuse
from models.acting import acting
from models.base import Record, db
from models.eviction_case import EvictionCase
from models.eviction_step import EvictionState
from models.permissions import Access, Action, DataClass
from models.reports.sheets import Sheet

# Route, name, and what it is for.
PAPERS = (
    ("letter", _("Letter with invitation"), _("offer of advice and an appointment")),
    ("undertaking", _("Form of the undertaking"), _("for the body that takes over the arrears")),
    ("extension", _("Draft: more time to move out"), "§ 721 III, § 794a ZPO"),
    ("protection", _("Draft: protection against enforcement"), "§ 765a ZPO"),
    ("case_sheet", _("Case sheet"), _("for the file")),
    ("slip", _("Caretakers' slip"), _("place, time, people and needs only")),
)


@dataclass(frozen=True)
class PaperLink:
    label: Any
    small: Any
    url: str


class EvictionPapers:
    """Mixin of the view of eviction cases: the card of papers, and each of them as PDF."""

    def more_details(self, record: Record) -> dict[str, Any]:
        told: dict[str, Any] = super().more_details(record)
        if not isinstance(record, EvictionCase):
            return told
        links = [
            PaperLink(label, _remark(route, small, record), self.get_url(f".{route}", id=record.id))
            for route, label, small in PAPERS
            if self.access_to(route) is Access.YES and (route != "slip" or has_slip(record))
        ]
        return {**told, "papers": links}

    @expose("/<int:id>/letter", methods=("GET", "POST"))
    @needs(Action.PRINT, DataClass.EVICTION)
    def letter(self, id: int) -> Response:
        """Asks for the appointment, then prints the letter that invites to it."""
        case = self._case(id)
        presets = {**letter_presets(case), "is_noted": not has_letter_today(case)}
        form = LetterForm(request.form or None, data=presets)
        if request.method == "POST" and form.validate():
            if form.is_noted.data and acting().may(Action.UPDATE, DataClass.EVICTION):
                note_letter(case)
                db.session.commit()
            also = asked_language(form.language.data)
            with in_german():
                paper = contact_letter(
                    case, letterhead(), form.meeting_at.data, form.place.data or "", also
                )
            return paper_response(case, "contact_letter", paper, also)
        page = self.render(
            "eviction_letter.html",
            title=gettext("Letter with invitation"),
            crumbs=self.crumbs(case),
            form=form,
            return_url=self.get_url(".details_view", id=case.id),
        )
        return make_response(page, 422 if form.errors else 200)

    @expose("/<int:id>/undertaking.pdf")
    @needs(Action.PRINT, DataClass.EVICTION)
    def undertaking(self, id: int) -> Response:
        """For Jobcenter or Sozialamt to sign and send to the landlord."""
        return self._sheet(id, undertaking_form)

    @expose("/<int:id>/extension.pdf")
    @needs(Action.PRINT, DataClass.EVICTION)
    def extension(self, id: int) -> Response:
        """Draft of the application for more time to move out."""
        return self._sheet(id, extension_draft)

    @expose("/<int:id>/protection.pdf")
    @needs(Action.PRINT, DataClass.EVICTION)
    def protection(self, id: int) -> Response:
        """Draft of the application for protection against enforcement."""
        return self._sheet(id, protection_draft)

    @expose("/<int:id>/case_sheet.pdf")
    @needs(Action.PRINT, DataClass.EVICTION)
    def case_sheet(self, id: int) -> Response:
        """The whole case on one or two pages for the file."""
        return self._sheet(id, lambda case: case_sheet(case, self.form_sections))

    @expose("/<int:id>/slip.pdf")
    @needs(Action.READ, DataClass.EVICTION_PLACE)
    def slip(self, id: int) -> Response:
        """For the caretakers; they may print it themselves."""
        case = self.get_one(id)
        if case is None:
            abort(404)
        if not has_slip(case):
            abort(409, gettext("No eviction date is fixed."))
        with in_german():
            paper = slip(case, letterhead().phone)
        return paper_response(case, "sheet", paper)

    def _sheet(self, id: int, build: Callable[[EvictionCase], Sheet]) -> Response:
        case = self._case(id)
        with in_german():
            paper = build(case)
        return paper_response(case, "sheet", paper)

    def _case(self, id: int) -> EvictionCase:
        """The case whose address, which stands on these papers, may be read."""
        case = self.get_one(id)
        if case is None:
            abort(404)
        if not self.may_read(case, "address", self.has_stated_reason(case)):
            refuse(EvictionCase, case.id)
        return case


def _remark(route: str, small: Any, case: EvictionCase) -> Any:
    if route == "undertaking" and not is_amount_sure(case):
        return gettext("The amount is left open: the rent account shows other arrears.")
    return small


def has_slip(case: EvictionCase) -> bool:
    """A date is fixed and still stands."""
    return case.state is EvictionState.EVICTION_SCHEDULED and case.eviction_at is not None
