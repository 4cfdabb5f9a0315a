"""Figures of referrals by year: as a page, and as a sheet to take out."""

from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Response, abort, request
from flask_admin import BaseView, expose
from flask_babel import format_decimal, gettext
from flask_babel import lazy_gettext as _

from admin_views.enum_labels import enum_label
from admin_views.export_files import TYPES, write_xlsx
from admin_views.rights import Gate, needs
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import db
from models.permissions import Action, DataClass
from models.reports.referral_figures import Line, ReferralFigures, referral_figures, told, years
from models.rules.text import whole_number

Table = tuple[str, list[str], list[list[str]]]


class ReferralFiguresView(Gate, BaseView):
    """Numbers alone: no name stands here, and few are told as few."""

    is_seldom = True

    def __init__(self, category: Any) -> None:
        super().__init__(
            name=_("Figures of referrals"),
            category=category,
            endpoint="referral_figures",
            url="/admin/referral_figures",
        )

    def is_accessible(self) -> bool:
        return acting().may(Action.READ, DataClass.REFERRAL_FIGURES)

    @expose("/")
    @needs(Action.READ, DataClass.REFERRAL_FIGURES)
    def index(self) -> str:
        year = _year()
        found = figures_in(year)
        return self.render(
            "referral_figures.html",
            title=gettext("Referrals %(year)s", year=year),
            crumbs=[(self.category, None)],
            year=year,
            key_figures=key_figures(found),
            tables=tables_of(found),
            years=[(one, self.get_url(".index", year=one)) for one in all_years()],
            sheet_url=self.get_url(".figures_sheet", year=year),
        )

    @expose("/figures.xlsx")
    @needs(Action.EXPORT, DataClass.REFERRAL_FIGURES)
    def figures_sheet(self) -> Response:
        year = _year()
        found, title = figures_in(year), gettext("Referrals %(year)s", year=year)
        record_read(AuditAction.EXPORTED, "referral", detail=f"xlsx, {year}")
        lines = [[label, value, "", "", ""] for label, value in key_figures(found)]
        for name, columns, rows in tables_of(found):
            lines += [[""] * 5, [name, *columns, *[""] * (4 - len(columns))]]
            lines += [[*row, *[""] * (5 - len(row))] for row in rows]
        file = BytesIO()
        with TemporaryDirectory() as folder:
            write_xlsx(lines, file, title, Path(folder))
        response = Response(file.getvalue(), content_type=TYPES["xlsx"])
        name = f'attachment; filename="referral-figures-{year}.xlsx"'
        response.headers["Content-Disposition"] = name
        return response


def all_years() -> list[int]:
    return years(db.session(), acting().today)


def figures_in(year: int) -> ReferralFigures:
    return referral_figures(db.session(), date(year, 1, 1), date(year, 12, 31))


def _year() -> int:
    """The year asked for; without one this year."""
    year = whole_number(request.args.get("year", str(acting().today.year)), digits=4)
    if year is None or not 1900 <= year <= 2100:
        abort(400, gettext("This year cannot be right."))
    return year


def count_text(count: int) -> str:
    """Small numbers stay hidden from those who read no notes (rules DP-08)."""
    return told(count, acting().may(Action.READ, DataClass.NOTE))


def key_figures(found: ReferralFigures) -> list[tuple[str, str]]:
    return [
        (gettext("Referrals"), count_text(found.referrals)),
        (gettext("Still open"), count_text(found.open)),
        (gettext("Appointment attended"), count_text(found.attended)),
        (gettext("Appointment missed, open"), count_text(found.missed)),
        (gettext("Came to nothing"), count_text(found.came_to_nothing)),
        (gettext("Days to the appointment (median)"), _days(found.days, found.referrals)),
    ]


def _days(days: float | None, count: int) -> str:
    """Of so few that their number is hidden nothing is told."""
    return "–" if days is None or not count_text(count).isdigit() else format_decimal(days)


def tables_of(found: ReferralFigures) -> list[Table]:
    number = [gettext("Count")]
    course = [
        gettext("Referrals"), gettext("attended"), gettext("came to nothing"), gettext("Days"),
    ]  # fmt: skip
    tables: list[Table] = [
        (gettext("By organisation"), course, [_row(line) for line in found.by_partner]),
        (gettext("By topic"), course, [_row(line) for line in found.by_topic]),
        (gettext("By result"), number, _choices(found.by_result)),
        (gettext("Why it came to nothing"), number, _choices(found.by_reason)),
    ]
    contacts = [
        [one.criterion, count_text(one.talks), count_text(one.calls)] for one in found.contacts
    ]
    columns = [gettext("Talks"), gettext("Calls for clients")]
    return [*tables, (gettext("Contacts by criterion"), columns, contacts)]


def _row(line: Line) -> list[str]:
    counts = (line.referrals, line.attended, line.came_to_nothing)
    name = line.name or gettext("without a topic")
    return [name, *map(count_text, counts), _days(line.days, line.referrals)]


def _choices(counts: Any) -> list[list[str]]:
    return [[enum_label(one), count_text(count)] for one, count in counts]
