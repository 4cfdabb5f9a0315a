"""What may be corrected in the directory, and how a proposed value goes through its form."""

from flask_babel import lazy_gettext as _
from wtforms import Form, SelectField, TextAreaField
from wtforms.validators import Length

from admin_views.fields import tidy_input
from admin_views.grids import grid_of
from admin_views.import_rows import RowForm
from admin_views.labels import field_label
from admin_views.words import gettext
from models.acting import acting
from models.base import db, utc_now
from models.partner import Partner
from models.permissions import Action

OTHER = "other"  # something that no single field holds: a contact, hours of the week, an offer
CORRECTABLE = (
    "name", "category", "aliases", "offer_summary", "street", "postcode", "town", "phone", "email",
    "website", "area", "languages", "is_barrier_free", "transit", "directions", "opening_hours",
)  # fmt: skip
PLACE = frozenset({"street", "postcode", "transit", "directions"})


class CorrectionForm(Form):
    field = SelectField(_("What is wrong"), choices=[])
    new_value = TextAreaField(
        _("How it should read"),
        [Length(max=10_000)],
        filters=[tidy_input],
        description=_("Leave it empty if you only know that it is wrong, and say so below."),
    )
    note = TextAreaField(
        _("Remark"),
        [Length(max=10_000)],
        filters=[tidy_input],
        description=_("Such as: where you know it from."),
    )


class CannotApply(ValueError):
    """The form of the directory refuses the proposed value; says why."""


def open_fields(partner: Partner) -> list[str]:
    """Fields that may be named; a protected place has no address to correct."""
    names = [name for name in CORRECTABLE if acting().may(Action.READ, Partner.class_of(name))]
    if partner.is_place_protected:
        names = [name for name in names if name not in PLACE]
    return names


def label_of(name: str) -> str:
    return gettext("Something else") if name == OTHER else str(field_label(Partner, name))


def value_of(partner: Partner, name: str) -> str:
    return "" if name == OTHER else RowForm(grid_of("partner"), [name]).facts(partner)[name]


def problems_with(partner_id: int, name: str, value: str) -> list[str]:
    """What the form of the directory would say to it; nothing is changed."""
    with db.session.no_autoflush:
        partner = db.session.get_one(Partner, partner_id)
        form = RowForm(grid_of("partner"), [name], is_proposal=True)
        _, problems = form.fill(partner, {name: value}, is_new=False)
    db.session.expire(partner)
    return [problem.text for problem in problems]


def apply(partner: Partner, name: str, value: str) -> None:
    form = RowForm(grid_of("partner"), [name])
    with db.session.no_autoflush:
        _, problems = form.fill(partner, {name: value}, is_new=False)
    if problems:
        raise CannotApply(" ".join(problem.text for problem in problems))
    partner.updated_at = utc_now()
