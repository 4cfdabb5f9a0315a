"""The page of an agreement: its signed paper, and the review in one press."""

from typing import Any

from flask import Response, flash, make_response, redirect, request
from flask_admin import expose
from flask_babel import gettext

from admin_views import formats
from admin_views.details import Act, Alert
from admin_views.plan_lines import flash_broken
from admin_views.rights import needs, refuse
from admin_views.stored_file import opened
from admin_views.uploads import uploaded
from models.acting import acting
from models.base import Record, RulesBroken, db
from models.partner_agreement import PartnerAgreement
from models.permissions import Action, DataClass


class AgreementPages:
    """Mixin of the view of agreements with partners."""

    details_template = "partner_agreement.html"

    def alerts(self, record: Record) -> list[Alert]:
        told: list[Alert] = super().alerts(record)
        on = record.asks_on(acting().today) if isinstance(record, PartnerAgreement) else None
        if on is None or not isinstance(record, PartnerAgreement):
            return told
        day = formats.day(on)
        ends = gettext("This agreement ends on %(day)s.", day=day)
        text = ends if on == record.valid_to else gettext("To be talked over by %(day)s.", day=day)
        return [*told, Alert("red" if on < acting().today else "amber", text)]

    def more_details(self, record: Record) -> dict[str, Any]:
        if not isinstance(record, PartnerAgreement):
            return {}
        file, may_change = record.file, self._may_change(record)
        return {
            "paper": file
            and {
                "url": self.get_url(".fetch_file", id=record.id),
                "label": file.label or gettext("Signed paper"),
                "small": formats.moment(file.stored_at),
            },
            "file_url": self.get_url(".file_it", id=record.id) if may_change else None,
        }

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        if isinstance(record, PartnerAgreement) and self._may_change(record):
            url = self.get_url(".reviewed", id=record.id)
            acts.append(Act(gettext("Talked over today"), url, is_post=True))
        return acts

    def _may_change(self, record: PartnerAgreement) -> bool:
        return bool(self.may(Action.UPDATE)) and not self.is_fixed(record)

    @expose("/reviewed/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.COOPERATION)
    def reviewed(self) -> Response:
        """Today, and the next review in a year."""
        agreement = self.get_one(request.args.get("id"))
        if agreement is None:
            return self.gone_page(request.args.get("id"))
        try:
            agreement.note_review(acting().today)
            db.session.commit()
        except RulesBroken as broken:
            db.session.rollback()
            flash_broken(broken)
        else:
            following = agreement.review_on
            told = gettext("Noted: talked over today.")
            if following is not None:
                told = gettext("Noted. Next time on %(day)s.", day=formats.day(following))
            flash(told, "success")
        return redirect(self.get_url(".details_view", id=agreement.id))

    @expose("/file_it/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.COOPERATION)
    def file_it(self) -> Response:
        """Keep the signed paper."""
        agreement = self.get_one(request.args.get("id"))
        if agreement is None:
            return self.gone_page(request.args.get("id"))
        if self.is_fixed(agreement):
            refuse(PartnerAgreement, agreement.id)
        label, content = uploaded("file")
        try:
            agreement.keep_paper(content, label)
            db.session.commit()
        except RulesBroken as broken:
            db.session.rollback()
            flash_broken(broken)
        else:
            flash(gettext("The signed paper is kept."), "success")
        return redirect(self.get_url(".details_view", id=agreement.id), 303)

    @expose("/<int:id>/file")
    @needs(Action.READ, DataClass.COOPERATION)
    def fetch_file(self, id: int) -> Response:
        """The signed paper as an attachment that no browser runs."""
        agreement = self.get_one(id)
        if agreement is None or agreement.file is None:
            return self.gone_page(id)
        response = make_response(opened(agreement.file))
        response.mimetype = agreement.file.mime
        name = f"vereinbarung-{agreement.id}.{agreement.file.ending}"
        response.headers.set("Content-Disposition", "attachment", filename=name)
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
