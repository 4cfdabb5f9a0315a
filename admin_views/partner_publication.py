"""The public part of the directory: which organisations and fields, and the files themselves."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, flash, redirect, request
from flask_admin import expose
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from admin_views.labels import field_label
from admin_views.publishing import DATA, PAGE, public_files, zipped
from admin_views.rights import StaffPage, needs
from admin_views.words import gettext
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import db
from models.contact import Contact
from models.partner import Partner
from models.partner_publication import PartnerPublication
from models.permissions import Action, DataClass
from models.rules.public_fields import ABOUT_PEOPLE, PLACE, PUBLISHABLE, USUAL, shown_fields

READ, UPDATE = (Action.READ, DataClass.UPKEEP), (Action.UPDATE, DataClass.UPKEEP)
EXPORT = (Action.EXPORT, DataClass.UPKEEP)
KINDS = {
    "html": (PAGE, "text/html; charset=utf-8"),
    "json": (DATA, "application/ld+json"),
    "zip": ("verzeichnis.zip", "application/zip"),
}


@dataclass(frozen=True)
class PublicLine:
    """One organisation of the public part; `kept_back` are usual fields that it does not show."""

    id: int
    name: str
    url: str
    shown: int
    kept_back: str
    more: str


class PartnerPublicationView(StaffPage):
    """For those who keep the directory: coordinator and lead."""

    def __init__(self, group: Any) -> None:
        super().__init__(
            name=_("Public part"),
            category=group,
            endpoint="partner_publication",
            url="/admin/partner_publication",
        )

    def is_visible(self) -> bool:
        return True

    def is_accessible(self) -> bool:
        return acting().may(*READ)

    @expose("/")
    @needs(*READ)
    def index(self) -> str:
        chosen = self._chosen()
        wanted = select(Partner).where(Partner.is_public).order_by(Partner.sort_text, Partner.id)
        return self.render(
            "publication.html",
            title=self.name,
            lines=[self._line(one, chosen.get(one.id)) for one in db.session.scalars(wanted)],
            usual=", ".join(_label(name) for name in PUBLISHABLE if name in USUAL),
            never=", ".join(_label(name) for name in PUBLISHABLE if name in ABOUT_PEOPLE),
        )

    @staticmethod
    def _chosen() -> dict[int, frozenset[str]]:
        return {row.partner_id: row.names for row in db.session.scalars(select(PartnerPublication))}

    def _line(self, partner: Partner, chosen: frozenset[str] | None) -> PublicLine:
        shown = shown_fields(chosen, is_protected=partner.is_place_protected)
        return PublicLine(
            partner.id,
            partner.name,
            self.get_url(".fields_of", id=partner.id),
            len(shown),
            ", ".join(_label(name) for name in PUBLISHABLE if name in USUAL - shown),
            ", ".join(_label(name) for name in PUBLISHABLE if name in shown - USUAL),
        )

    @expose("/<int:id>/", methods=("GET", "POST"))
    @needs(*UPDATE)
    def fields_of(self, id: int) -> Response | str:
        """Which fields of one organisation are public, and whether it is at all."""
        partner = db.session.scalars(
            select(Partner).where(Partner.id == id, Partner.visible_to(acting()))
        ).one_or_none() or abort(404)
        row = db.session.scalar(
            select(PartnerPublication).where(PartnerPublication.partner_id == id)
        )
        if request.method == "POST":
            return self._keep(partner, row)
        shown = shown_fields(row.names if row else None, is_protected=partner.is_place_protected)
        return self.render(
            "publication_fields.html",
            title=gettext("Public fields: %(what)s", what=partner.name),
            crumbs=[(self.name, self.get_url(".index"))],
            partner=partner,
            choices=[
                (name, _label(name), name in shown, name in ABOUT_PEOPLE) for name in _open(partner)
            ],
        )

    def _keep(self, partner: Partner, row: PartnerPublication | None) -> Response:
        wanted = frozenset(request.form.getlist("fields")) & frozenset(_open(partner))
        usual = shown_fields(None, is_protected=partner.is_place_protected)
        partner.is_public = request.form.get("is_public") == "y"
        if wanted == usual:
            if row is not None:
                db.session.delete(row)
        else:
            if row is None:
                row = PartnerPublication(partner_id=partner.id)
                db.session.add(row)
            row.fields = " ".join(name for name in PUBLISHABLE if name in wanted)
        db.session.commit()
        flash(gettext("Saved: %(what)s", what=partner.name), "success")
        return redirect(self.get_url(".index"), 303)

    @expose("/verzeichnis.<kind>")
    @needs(*EXPORT)
    def public_file(self, kind: str) -> Response:
        """The page, the data, or both in one file."""
        if kind not in KINDS:
            abort(404)
        files = public_files()
        name, mime = KINDS[kind]
        content = zipped(files) if kind == "zip" else files[name]
        record_read(AuditAction.EXPORTED, Partner.__tablename__, detail=f"public, {kind}")
        response = Response(content, content_type=mime)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def _open(partner: Partner) -> list[str]:
    hidden = PLACE if partner.is_place_protected else frozenset()
    return [name for name in PUBLISHABLE if name not in hidden]


def _label(name: str) -> str:
    if name.startswith("contact_"):
        part = str(field_label(Contact, name.removeprefix("contact_")))
        return gettext("Contacts: %(what)s", what=part)
    return str(field_label(Partner, name))
