"""The page of an organisation: how to reach it, what it offers, its documents, where it is from."""

from dataclasses import replace
from typing import Any

from flask import Response, abort, current_app, flash, make_response, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext

from admin_views import formats
from admin_views.details import Act, Section
from admin_views.labels import field_label
from admin_views.partner_figures import figure_rows
from admin_views.partner_panel import (
    checked_tag,
    contact_lines,
    file_lines,
    hours_heading,
    offer_lines,
    reach_facts,
    tags_of,
    week_of,
)
from admin_views.partner_papers import PartnerPapers
from admin_views.partner_slip_page import SlipPage
from admin_views.record_panel import Lead
from admin_views.related import Related
from admin_views.rights import needs
from admin_views.stored_file import opened
from admin_views.uploads import uploaded
from models.acting import acting
from models.base import Record, RulesBroken, db
from models.partner import Partner
from models.partner_agreement import PartnerAgreement
from models.partner_file import PartnerFile, keep
from models.permissions import Access, Action, DataClass

# What stands above the plain facts already.
SHOWN_ABOVE = frozenset({
    *("name", "category", "offer_summary", "is_place_protected", "street", "postcode", "town"),
    *("phone", "email", "website", "area", "languages", "is_barrier_free", "transit"),
    *("directions", "hours", "opening_hours", "contacts", "checked_on", "is_public"),
    *("source", "source_url", "source_date"),
})  # fmt: skip
# What the panel beside the list tells before the other fields.
REACHED_BY = frozenset({
    *("name", "category", "is_place_protected", "is_barrier_free", "is_public", "checked_on"),
    *("street", "postcode", "town", "phone", "email", "website", "languages", "area", "transit"),
})  # fmt: skip


class PartnerPage(SlipPage, PartnerPapers):
    """Mixin of the partners' view."""

    details_template = "partner_page.html"
    related = (
        Related(
            PartnerAgreement,
            "partner",
            ("subject", "valid_from", "valid_to", "review_on", "signed_on"),
            lambda: PartnerAgreement.valid_from.desc(),
        ),
    )

    def more_details(self, record: Record) -> dict[str, Any]:
        if not isinstance(record, Partner):
            return {}
        today = acting().today
        offers, ended = offer_lines(record.offers, today)
        openings = [hour.opening for hour in record.hours]
        return {
            "partner": record,
            "tags": tags_of(record),
            "checked": checked_tag(record.checked_on, today),
            "reach": reach_facts(record),
            "contacts": contact_lines(record.contacts),
            "offers": offers,
            "ended_offers": ended,
            "week": week_of(openings, today),
            "hours_remark": hours_heading(openings, today),
            "hours_note": record.opening_hours,
            "files": file_lines(record.files, self.access_to("remove_file") is Access.YES),
            "add_offer_url": self._add_offer_url(record),
            "add_file_url": self._url_if_open("add_file", record),
            "source": self._source(record),
            "updated_at": formats.moment(record.updated_at),
            "check_url": self._check_url(record),
            "correct_url": url_for("partner_correction.propose", partner=record.id),
            "here": self.get_url(".details_view", id=record.id),
            "figures": figure_rows(record),
            "year": today.year,
            "history_url": self.get_url(".history_view", id=record.id),
            "more_acts": self._more_acts(record),
        }

    def panel_lead(self, record: Record, has_reason: bool) -> Lead:
        if not isinstance(record, Partner):
            return Lead()
        tags = [*tags_of(record), checked_tag(record.checked_on, acting().today)]
        return Lead(tags, facts=reach_facts(record), told=REACHED_BY)

    def acts(self, record: Record, has_reason: bool) -> list[Act]:
        """What is done next with it, the usual thing filled; the rest stands under "More"."""
        acts: list[Act] = super().acts(record, has_reason)
        refer = url_for("referral.create_view", partner=record.id)
        usual = [act for act in acts if not self._is_rare(record, act)]
        if all(act.url != refer for act in usual):
            return usual
        plain = [replace(act, is_primary=False) for act in usual if act.url != refer]
        return [*plain, *(replace(act, is_primary=True) for act in usual if act.url == refer)]

    def _more_acts(self, record: Record) -> list[Act]:
        acts: list[Act] = super().acts(record, self.has_stated_reason(record))
        rare = [act for act in acts if self._is_rare(record, act)]
        if card := self._url_if_open("card", record):
            rare.append(Act(gettext("Contact card (vCard)"), card))
        return sorted(rare, key=lambda act: act.is_danger)

    def _is_rare(self, record: Record, act: Act) -> bool:
        return act.is_danger or act.url == self.get_url(".history_view", id=record.id)

    def _check_url(self, record: Record) -> str:
        """One press says that all of it holds as of today."""
        may_check = acting().may(Action.UPDATE, DataClass.NETWORK)
        if not may_check or record.checked_on == acting().today:
            return ""
        is_there = "partner_check.entry_checked" in current_app.view_functions
        return url_for("partner_check.entry_checked", id=record.id) if is_there else ""

    def _url_if_open(self, route: str, record: Record) -> str:
        if self.access_to(route) is not Access.YES:
            return ""
        url: str = self.get_url(f".{route}", id=record.id)
        return url

    def _add_offer_url(self, record: Record) -> str:
        if not acting().may(Action.CREATE, DataClass.NETWORK):
            return ""
        back = self.get_url(".details_view", id=record.id)
        url: str = self.get_url("offer.create_view", partner=record.id, url=back)
        return url

    @staticmethod
    def _source(partner: Partner) -> list[tuple[Any, str, str]]:
        """Label, text and link of where the entry is from."""
        url = partner.source_url or ""
        link = url if url.startswith(("https://", "http://")) else ""
        told = [
            (field_label(Partner, "source"), partner.source or url, link),
            (field_label(Partner, "source_date"), partner.source_date or "", ""),
        ]
        return [one for one in told if one[1]]

    def _fact_sections(self, record: Record, has_reason: bool) -> list[Section]:
        """What has no part of its own: other spellings, remarks and the office's own fields."""
        above = {str(field_label(Partner, name)) for name in SHOWN_ABOVE}
        sections: list[Section] = super()._fact_sections(record, has_reason)
        facts = [fact for section in sections for fact in section.facts if fact.value]
        rest = [fact for fact in facts if str(fact.label) not in above]
        return [Section(gettext("Further details"), rest)] if rest else []

    @expose("/<int:id>/file/", methods=("POST",))
    @needs(Action.CREATE, DataClass.NETWORK)
    def add_file(self, id: int) -> Response:
        """A document for this organisation; what may not be kept is told on the page."""
        partner = self._partner(id)
        label, content = uploaded("file")
        back = self.get_url(".details_view", id=id)
        if not content:
            flash(gettext("Choose a file first."), "error")
            return redirect(f"{back}#files", 303)
        try:
            keep(partner, request.form.get("name", ""), label, content, db.session())
            db.session.commit()
        except RulesBroken as broken:
            db.session.rollback()
            for problem in broken.problems:
                flash(gettext(problem.text, **problem.values), "error")  # noqa: INT001 - marked in the models
        else:
            flash(gettext("The document was added."), "success")
        return redirect(f"{back}#files", 303)

    @expose("/<int:id>/file/<int:file_id>")
    @needs(Action.READ, DataClass.NETWORK)
    def open_file(self, id: int, file_id: int) -> Response:
        """The document as an attachment that no browser runs."""
        kept = self._file(id, file_id)
        response = make_response(opened(kept.file))
        response.mimetype = kept.file.mime
        name = kept.name if kept.name.endswith(f".{kept.file.ending}") else ""
        response.headers.set(
            "Content-Disposition",
            "attachment",
            filename=name or f"{kept.name}.{kept.file.ending}",
        )
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    @expose("/<int:id>/file/<int:file_id>/remove", methods=("POST",))
    @needs(Action.DELETE, DataClass.NETWORK)
    def remove_file(self, id: int, file_id: int) -> Response:
        """Gone for good; the file itself is swept away later."""
        kept = self._file(id, file_id)
        db.session.delete(kept)
        db.session.commit()
        flash(gettext("The document was removed."), "success")
        return redirect(f"{self.get_url('.details_view', id=id)}#files", 303)

    def _file(self, id: int, file_id: int) -> PartnerFile:
        found = next((one for one in self._partner(id).files if one.id == file_id), None)
        return found or abort(404)

    def _partner(self, id: int) -> Partner:
        partner: Partner | None = self.get_one(id)
        return partner or abort(404)
