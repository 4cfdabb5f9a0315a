"""The statement on accessibility that § 10b BGG NRW asks of every public office, open to all."""

from datetime import date

from flask import Blueprint, render_template
from flask_babel import gettext
from sqlalchemy import select

from admin_views.formats import day
from models.base import db
from models.municipality import Municipality

CHECKED_ON = date(2026, 11, 21)
OMBUDS_EMAIL = "ombudsstelle-barrierefreie-it@mags.nrw.de"
OMBUDS_PAGE = "https://www.mags.nrw/ombudsstelle-barrierefreie-informationstechnik"

statement = Blueprint("statement", __name__)


@statement.get("/accessibility")
def page() -> str:
    """What is accessible, what is not, how it was tested, and whom to tell of a barrier."""
    return render_template(
        "statement.html",
        title=gettext("Accessibility"),
        office=db.session.scalar(select(Municipality).limit(1)),
        checked_on=day(CHECKED_ON),
        ombuds_email=OMBUDS_EMAIL,
        ombuds_page=OMBUDS_PAGE,
    )
