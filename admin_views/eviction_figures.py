"""Figures of eviction cases by year: as a page with a chart, and as a sheet."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Response, abort, request
from flask_admin import expose
from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _

from admin_views.enum_labels import enum_label
from admin_views.export_files import TYPES, write_xlsx
from admin_views.rights import needs
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.permissions import Action, DataClass
from models.reports.eviction_figures import EvictionFigures, Month, Year, eviction_figures, years
from models.rules.text import whole_number

CHART_HEIGHT, BAR, GAP = 140, 16, 62
SERIES = (
    ("received", _("Received")),
    ("kept", _("Home kept")),
    ("lost", _("Evicted")),
)


class FiguresPage:
    """Mixin of the view of eviction cases: the figures beside the list."""

    @expose("/figures/")
    @needs(Action.READ, DataClass.EVICTION)
    def figures(self) -> str:
        found = eviction_figures(acting(), self._year())
        return self.render(
            "eviction_figures.html",
            title=gettext("Eviction cases %(year)s", year=found.year),
            crumbs=self.crumbs(None),
            figures=found,
            tables=tables_of(found),
            key_figures=key_figures(found),
            bars=bars(found),
            series=SERIES,
            chart=(GAP * 12, CHART_HEIGHT),
            years=[(year, self.get_url(".figures", year=year)) for year in years(acting())],
            sheet_url=self.get_url(".figures_sheet", year=found.year),
        )

    @expose("/figures.xlsx")
    @needs(Action.EXPORT, DataClass.EVICTION)
    def figures_sheet(self) -> Response:
        found = eviction_figures(acting(), self._year())
        record_read(AuditAction.EXPORTED, self.model.__tablename__, detail=f"xlsx, {found.year}")
        lines = [[label, value] for label, value in key_figures(found)]
        for title, rows in tables_of(found):
            lines += [["", ""], [title, ""], *([label, *values] for label, values in rows)]
        file, title = BytesIO(), gettext("Eviction cases %(year)s", year=found.year)
        with TemporaryDirectory() as folder:
            write_xlsx(lines, file, title, Path(folder))
        response = Response(file.getvalue(), content_type=TYPES["xlsx"])
        name = f"eviction-figures-{found.year}.xlsx"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @staticmethod
    def _year() -> int:
        """The year asked for; without one this year."""
        year = whole_number(request.args.get("year", str(acting().today.year)), digits=4)
        if year is None or not 1900 <= year <= 2100:
            abort(400, gettext("This year cannot be right."))
        return year


def key_figures(found: EvictionFigures) -> list[tuple[str, str]]:
    share = "–" if found.kept_share is None else f"{found.kept_share:.0%}".replace("%", " %")
    days = "–" if found.days_to_contact is None else f"{found.days_to_contact:g}"
    return [
        (gettext("Cases"), str(found.cases)),
        (gettext("Homes kept of those decided"), share),
        (gettext("Days from the news to the first attempt (median)"), days),
        (gettext("Attempt on the same day"), str(found.same_day)),
        (gettext("Without an attempt"), str(found.without_attempt)),
        (gettext("Adults concerned"), str(found.adults)),
        (gettext("Minors concerned"), str(found.minors)),
    ]


def tables_of(found: EvictionFigures) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Title and rows of each table: a label and its numbers."""
    unknown = gettext("not stated")
    return [
        (gettext("By result"), [(enum_label(fate), [str(n)]) for fate, n in found.by_fate]),
        (gettext("By state"), [(enum_label(state), [str(n)]) for state, n in found.by_state]),
        (gettext("By source"), [(label or unknown, [str(n)]) for label, n in found.by_source]),
        (gettext("By year: received, kept, lost"), [_year_row(one) for one in found.years]),
        (gettext("By month: received, kept, lost"), [_month_row(one) for one in found.months]),
    ]


def _year_row(year: Year) -> tuple[str, list[str]]:
    return str(year.year), [str(year.received), str(year.kept), str(year.lost)]


def _month_row(month: Month) -> tuple[str, list[str]]:
    name = format_date(month.first_day, "LLLL")
    return name, [str(month.received), str(month.kept), str(month.lost)]


def bars(found: EvictionFigures) -> list[dict[str, Any]]:
    """Three bars for each month, as high as the largest month allows."""
    most = max((month.received for month in found.months), default=0) or 1
    drawn = []
    for place, month in enumerate(found.months):
        for number, (name, _label) in enumerate(SERIES):
            value = getattr(month, name)
            height = round(value / most * (CHART_HEIGHT - 44), 1)
            drawn.append(
                {
                    "x": place * GAP + 6 + number * BAR,
                    "y": CHART_HEIGHT - 22 - height,
                    "height": height,
                    "look": name,
                    "value": value,
                }
            )
    return drawn
