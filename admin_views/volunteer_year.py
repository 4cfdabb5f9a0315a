"""A year of voluntary help: numbers, and for the thank-you on 5 December hours by name (4.10)."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Response, abort, request
from flask_admin import BaseView, expose
from flask_babel import format_date

from admin_views.export_files import TYPES, write_xlsx
from admin_views.pdf import pdf_response
from admin_views.rights import Gate, needs
from admin_views.volunteer_certificate import certificates_pdf, hours
from admin_views.words import gettext
from admin_views.words import lazy_gettext as _
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.permissions import Action, DataClass
from models.reports.volunteer_year import (
    VolunteerFigures,
    YearOfOne,
    volunteer_figures,
    year_of_volunteers,
    years,
)
from models.rules.text import whole_number
from models.volunteer import Volunteer

TABLE = Volunteer.__tablename__


class VolunteerYearView(Gate, BaseView):
    """Numbers for the lead and statistics; names and papers for the coordination alone."""

    def __init__(self, group: Any) -> None:
        super().__init__(
            name=_("Volunteering by year"),
            category=group,
            endpoint="volunteer_year",
            url="/admin/volunteer_year",
        )

    def is_accessible(self) -> bool:
        return acting().may(Action.READ, DataClass.VOLUNTEER_FIGURE)

    @expose("/")
    @needs(Action.READ, DataClass.VOLUNTEER_FIGURE)
    def index(self) -> str:
        year, has_names = _year(), acting().may(Action.READ, DataClass.VOLUNTEER_PAPER)
        found = volunteer_figures(year, acting().today, tells_small=has_names)
        people = year_of_volunteers(year, acting()) if has_names else []
        if has_names:
            record_read(AuditAction.READ, TABLE, detail=f"hours {year}")
        return self.render(
            "volunteer_year.html",
            title=gettext("Volunteering in %(year)s", year=year),
            crumbs=[(self.category, None)],
            key_figures=key_figures(found),
            tables=tables_of(found),
            year=year,
            years=[(one, self.get_url(".index", year=one)) for one in years(acting().today)],
            has_names=has_names,
            people=[self._line(one, year) for one in people],
            total=hours(sum((one.hours for one in people), start=found.hours * 0)),
            sheet_url=self.get_url(".sheet", year=year),
            all_url=self.get_url(".certificates", year=year)
            if any(one.is_thanked for one in people)
            else "",
        )

    def _line(self, one: YearOfOne, year: int) -> dict[str, Any]:
        url = self.get_url(".certificate", year=year, volunteer=one.volunteer_id)
        return {
            "name": one.name,
            "url": self.get_url("volunteer.details_view", id=one.volunteer_id),
            "helps": ", ".join(help_.service for help_ in one.helps),
            "count": one.count,
            "hours": hours(one.hours),
            "is_paid": one.is_paid,
            "paper_url": url if one.is_thanked else "",
        }

    @expose("/hours.xlsx")
    @needs(Action.EXPORT, DataClass.VOLUNTEER_PAPER)
    def sheet(self) -> Response:
        """Who helped for how many hours, to be thanked; noted as taken out."""
        year = _year()
        record_read(AuditAction.EXPORTED, TABLE, detail=f"xlsx, hours {year}")
        file, title = BytesIO(), gettext("Volunteering in %(year)s", year=year)
        with TemporaryDirectory() as folder:
            write_xlsx(_sheet_rows(year_of_volunteers(year, acting())), file, title, Path(folder))
        response = Response(file.getvalue(), content_type=TYPES["xlsx"])
        name = f"volunteer-hours-{year}.xlsx"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @expose("/certificate.pdf")
    @needs(Action.PRINT, DataClass.VOLUNTEER_PAPER)
    def certificate(self) -> Response:
        """Of one volunteer."""
        key = whole_number(request.args.get("volunteer")) or 0
        return self._printed(key)

    @expose("/certificates.pdf")
    @needs(Action.PRINT, DataClass.VOLUNTEER_PAPER)
    def certificates(self) -> Response:
        """Of all who helped in the year, a page each."""
        return self._printed(None)

    def _printed(self, volunteer_id: int | None) -> Response:
        year = _year()
        found = year_of_volunteers(year, acting(), volunteer_id)
        people = [one for one in found if one.is_thanked]
        if not people:
            abort(404, gettext("There is no voluntary help in this year."))
        key = "ALLE" if volunteer_id is None else f"{volunteer_id:04d}"
        pdf = certificates_pdf(year, people, key)
        record_read(AuditAction.PRINTED, TABLE, volunteer_id, detail=f"certificate {year}")
        return pdf_response(pdf, f"EN-{year}-{key}.pdf")


def _year() -> int:
    """The year asked for; without one this year."""
    year = whole_number(request.args.get("year", str(acting().today.year)), digits=4)
    if year is None or not 1900 <= year <= 2100:
        abort(400, gettext("This year cannot be right."))
    return year


def _sheet_rows(people: list[YearOfOne]) -> list[list[str]]:
    head = (gettext("Name"), gettext("Kind of help"), gettext("Assignments"), gettext("Hours"))
    rows = [list(head)]
    for one in people:
        fee = f" ({gettext('for a fee')})" if one.is_paid else ""
        for help_ in one.helps:
            line = [one.name + fee, help_.service, str(help_.count), hours(help_.hours)]
            rows.append(line)
    return rows


def key_figures(found: VolunteerFigures) -> list[tuple[str, str]]:
    return [
        (gettext("Volunteers"), str(found.people)),
        (gettext("Helped this year"), str(found.helped)),
        (gettext("Assignments done"), str(found.count)),
        (gettext("Hours"), hours(found.hours)),
        (gettext("Requests declined"), str(found.declined)),
    ]


def tables_of(found: VolunteerFigures) -> list[tuple[str, tuple[str, ...], list[list[str]]]]:
    """Title, heads and rows; few people are told as such and no number."""
    many, some = gettext("Assignments"), gettext("under 3")
    spoken = [
        [label, some if people is None else str(people), str(count)]
        for label, people, count in found.by_language
    ]
    kinds = [[label, str(count), hours(total)] for label, count, total in found.by_service]
    months = [
        [format_date(first, "LLLL"), str(count), hours(total)]
        for first, count, total in found.by_month
    ]
    return [
        (gettext("By kind of help"), (gettext("Kind of help"), many, gettext("Hours")), kinds),
        (gettext("By language"), (gettext("Language"), gettext("Spoken by"), many), spoken),
        (gettext("By month"), (gettext("Month"), many, gettext("Hours")), months),
    ]
