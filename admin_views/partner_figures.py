"""Referrals to one organisation as figures; whom they concern stands nowhere on its page."""

from dataclasses import dataclass
from typing import Any

from admin_views import formats
from admin_views.words import gettext
from models.acting import acting
from models.base import db
from models.partner import Partner
from models.permissions import Action, DataClass
from models.reports.referral_figures import ReferralFigures, of_partner, told


@dataclass(frozen=True)
class FigureRow:
    label: Any
    this_year: str
    ever: str


def figure_rows(partner: Partner) -> list[FigureRow]:
    """This year beside all years; empty for who may not read figures, or where there are none."""
    if not acting().may(Action.READ, DataClass.REFERRAL_FIGURES):
        return []
    session, today = db.session(), acting().today
    ever = of_partner(session, partner.id)
    if not ever.referrals:
        return []
    year = of_partner(session, partner.id, today.replace(month=1, day=1), today)
    labels = (
        (gettext("Referrals from here"), "referrals"),
        (gettext("still open"), "open"),
        (gettext("appointment attended"), "attended"),
        (gettext("appointment missed"), "missed"),
        (gettext("came to nothing"), "came_to_nothing"),
    )
    rows = [FigureRow(label, _said(year, name), _said(ever, name)) for label, name in labels]
    return [*rows, FigureRow(gettext("Days until the appointment"), _days(year), _days(ever))]


def _said(figures: ReferralFigures, name: str) -> str:
    return told(getattr(figures, name), acting().may(Action.READ, DataClass.NOTE))


def _days(figures: ReferralFigures) -> str:
    """Half of them waited no longer; of very few this could tell of a person."""
    sees_notes = acting().may(Action.READ, DataClass.NOTE)
    if figures.days is None or told(figures.referrals, sees_notes).startswith("<"):
        return "–"
    return formats.number(round(figures.days))
