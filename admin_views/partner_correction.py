"""Corrections of the directory: anybody proposes, those who keep it accept or refuse."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, abort, flash, make_response, redirect, request, url_for
from flask_admin import expose
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.exc import StaleDataError

from admin_views.correction_form import (
    OTHER,
    CannotApply,
    CorrectionForm,
    apply,
    label_of,
    open_fields,
    problems_with,
    value_of,
)
from admin_views.enum_labels import enum_label
from admin_views.formats import moment
from admin_views.grids import grid_of
from admin_views.import_rows import broken_texts
from admin_views.rights import StaffPage, needs
from admin_views.words import gettext
from models.acting import acting
from models.base import RulesBroken, db
from models.change_step import StepKind, step
from models.partner import Partner
from models.partner_correction import CorrectionDecided, CorrectionState, PartnerCorrection
from models.permissions import Action, DataClass
from models.rules.text import whole_number
from models.staff import Staff

MOST_DECIDED = 50
TONES = {
    CorrectionState.PROPOSED: "amber",
    CorrectionState.ACCEPTED: "green",
    CorrectionState.REFUSED: "red",
}
READ = (Action.READ, DataClass.CORRECTION)
CREATE = (Action.CREATE, DataClass.CORRECTION)
UPDATE = (Action.UPDATE, DataClass.CORRECTION)


@dataclass(frozen=True)
class CorrectionLine:
    """One proposal as the page shows it; `now` only where something else stands there by now."""

    id: int
    partner: str
    url: str
    what: str
    old: str
    now: str
    new: str
    note: str
    by: str
    state: str
    tone: str
    decided: str
    reason: str
    is_open: bool
    can_be_applied: bool


class PartnerCorrectionView(StaffPage):
    """Everybody who reads the directory proposes and sees their own; the keepers see all."""

    def __init__(self, group: Any) -> None:
        super().__init__(
            name=_("Corrections"),
            category=group,
            endpoint="partner_correction",
            url="/admin/partner_correction",
        )

    def is_visible(self) -> bool:
        return acting().may(*UPDATE)

    def is_accessible(self) -> bool:
        return acting().may(*READ)

    @expose("/")
    @needs(*READ)
    def index(self) -> Response:
        return self._page()

    def _page(self, problem: str = "", about: int = 0) -> Response:
        found = list(db.session.scalars(self._wanted()))
        page = self.render(
            "corrections.html",
            title=self.name if acting().may(*UPDATE) else gettext("My proposed corrections"),
            crumbs=[_directory()],
            lines=[self._line(one) for one in found],
            may_decide=acting().may(*UPDATE),
            problem=problem,
            about=about,
        )
        return make_response(page, 422 if problem else 200)

    @staticmethod
    def _wanted() -> Any:
        """Open ones first, the oldest before the others; then what was decided last."""
        is_open = PartnerCorrection.state == CorrectionState.PROPOSED
        loads = [
            joinedload(getattr(PartnerCorrection, name))
            for name in ("partner", "proposed_by", "decided_by")
        ]
        return (
            select(PartnerCorrection)
            .where(PartnerCorrection.visible_to(acting()))
            .options(*loads)
            .order_by(is_open.desc(), PartnerCorrection.decided_at.desc(), PartnerCorrection.id)
            .limit(MOST_DECIDED)
        )

    def _line(self, one: PartnerCorrection) -> CorrectionLine:
        is_open = one.state is CorrectionState.PROPOSED
        now = value_of(one.partner, one.field) if is_open else ""
        return CorrectionLine(
            id=one.id,
            partner=one.partner.name,
            url=self.get_url("partner.details_view", id=one.partner_id),
            what=label_of(one.field),
            old=one.old_value or "",
            now=now if is_open and now != (one.old_value or "") else "",
            new=one.new_value or "",
            note=one.note or "",
            by=_who_and_when(one.proposed_by, one.proposed_at),
            state=enum_label(one.state),
            tone=TONES[one.state],
            decided=_who_and_when(one.decided_by, one.decided_at),
            reason=one.reason or "",
            is_open=is_open,
            can_be_applied=bool(one.new_value) and one.field != OTHER,
        )

    @expose("/new/", methods=("GET", "POST"))
    @needs(*CREATE)
    def propose(self) -> Response:
        """Field, right value, remark; checked by the rules of the form as far as they can be."""
        number = whole_number(request.args.get("partner"))
        partner = self._partner(number or 0)
        form = CorrectionForm(request.form if request.method == "POST" else None)
        form.field.choices = [(name, label_of(name)) for name in (*open_fields(partner), OTHER)]
        is_sent = request.method == "POST"
        if is_sent and form.validate() and self._kept(form, partner):
            flash(
                gettext("Thank you. Your proposal is with those who keep the directory."), "success"
            )
            return redirect(self.get_url("partner.details_view", id=partner.id), 303)
        page = self.render(
            "correction_form.html",
            title=gettext("Propose a correction: %(what)s", what=partner.name),
            crumbs=[
                _directory(),
                (partner.name, self.get_url("partner.details_view", id=partner.id)),
            ],
            form=form,
            now={name: value_of(partner, name) for name in open_fields(partner)},
            partner_id=partner.id,
        )
        return make_response(page, 422 if is_sent else 200)

    @staticmethod
    def _kept(form: Any, partner: Partner) -> bool:
        name, value = form.field.data, form.new_value.data or ""
        if name != OTHER and value and (problems := problems_with(partner.id, name, value)):
            form.new_value.errors = [*form.new_value.errors, *problems]
            return False
        db.session.add(
            PartnerCorrection(
                partner_id=partner.id,
                field=name,
                old_value=value_of(partner, name) or None,
                new_value=value or None,
                note=form.note.data,
                proposed_by_id=acting().staff_id,
                proposed_at=acting().now,
            )
        )
        try:
            db.session.commit()
        except RulesBroken as broken:
            db.session.rollback()
            form.note.errors = [*form.note.errors, *broken_texts(broken)]
            return False
        return True

    @expose("/<int:id>/accept", methods=("POST",))
    @needs(*UPDATE)
    def accept(self, id: int) -> Response:
        """Apply it by the rules of the form; what no field holds is put right by hand."""
        one = self._one(id)
        by_hand = one.field == OTHER or not one.new_value
        try:
            with step(StepKind.CORRECTED, Partner.__tablename__):
                if not by_hand:
                    apply(one.partner, one.field, one.new_value or "")
                one.accept(acting())
                db.session.commit()
        except CannotApply as refused:
            return self._failed(str(refused), id)
        except RulesBroken as broken:
            return self._failed(" ".join(broken_texts(broken)), id)
        except CorrectionDecided:
            return self._failed(gettext("Somebody has decided on it already."), id)
        except (StaleDataError, IntegrityError):
            return self._failed(gettext("Somebody else saved it at this moment. Look again."), id)
        flash(gettext("Accepted: %(what)s", what=one.partner.name), "success")
        if by_hand:
            flash(gettext("Please change the entry yourself; the proposal names no value."), "info")
            return redirect(self.get_url("partner.edit_view", id=one.partner_id), 303)
        return redirect(self.get_url(".index"), 303)

    @expose("/<int:id>/refuse", methods=("POST",))
    @needs(*UPDATE)
    def turn_down(self, id: int) -> Response:
        one = self._one(id)
        try:
            one.refuse((request.form.get("reason") or "").strip()[:200], acting())
            db.session.commit()
        except RulesBroken as broken:
            return self._failed(" ".join(broken_texts(broken)), id)
        except CorrectionDecided:
            return self._failed(gettext("Somebody has decided on it already."), id)
        flash(gettext("Refused: %(what)s", what=one.partner.name), "success")
        return redirect(self.get_url(".index"), 303)

    def _failed(self, problem: str, id: int) -> Response:
        db.session.rollback()
        db.session.expire_all()
        return self._page(problem, id)

    @staticmethod
    def _one(id: int) -> PartnerCorrection:
        wanted = select(PartnerCorrection).where(
            PartnerCorrection.id == id, PartnerCorrection.visible_to(acting())
        )
        return db.session.scalars(wanted).one_or_none() or abort(404)

    @staticmethod
    def _partner(id: int) -> Partner:
        wanted = select(Partner).where(Partner.id == id, Partner.visible_to(acting()))
        return db.session.scalars(wanted).unique().one_or_none() or abort(404)


def _who_and_when(staff: Staff | None, at: datetime | None) -> str:
    return " · ".join(filter(None, (staff.display_name if staff else "", at and moment(at))))


def _directory() -> tuple[Any, str]:
    return grid_of("partner").name, url_for("partner.index_view")
