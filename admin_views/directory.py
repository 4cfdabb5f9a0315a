"""The directory: one page to find the right door in a few seconds (concept 3.2, annex)."""

from dataclasses import dataclass
from datetime import datetime
from itertools import compress
from typing import Any

from flask import Response, jsonify, render_template, request, url_for
from flask_admin import BaseView, expose
from flask_babel import lazy_gettext as _

from admin_views.directory_cards import Cards, checked_words, numbered_url
from admin_views.directory_files import DirectoryFiles
from admin_views.directory_filters import directory_url, filters_of
from admin_views.directory_query import query_of
from admin_views.opening_words import today_words
from admin_views.rights import Gate, needs
from admin_views.words import gettext, ngettext
from models.acting import acting
from models.base import db
from models.partner import Partner
from models.permissions import Access, Action, DataClass
from models.reports.directory import (
    DirectoryQuery,
    House,
    directory_ids,
    houses_named,
    wall_clock,
)
from models.reports.directory_entry import DirectoryEntry, entries_by_id
from models.rules.opening import is_open_at
from models.rules.phones import dial_link
from models.rules.text import whole_number

PAGE = 12  # cards
MOST = 1000  # organisations that are counted; whoever finds more narrows down


@dataclass(frozen=True)
class Found:
    """What the page shows of the answer to a query."""

    query: DirectoryQuery
    unknown: list[str]
    entries: list[DirectoryEntry]
    count: int
    is_capped: bool
    houses: list[House]
    page: int

    @property
    def said(self) -> str:
        said = ngettext("%(num)s organisation", "%(num)s organisations", self.count)
        return gettext("more than %(number)s", number=said) if self.is_capped else said

    @property
    def previous_url(self) -> str:
        return self._url(self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        return self._url(self.page + 1) if self.page * PAGE < self.count else ""

    @property
    def span(self) -> str:
        first = (self.page - 1) * PAGE + 1
        last = first + len(self.entries) - 1
        return gettext("%(first)s–%(last)s of %(count)s", first=first, last=last, count=self.count)

    def _url(self, page: int) -> str:
        return directory_url(self.query, **({"page": str(page)} if page > 1 else {}))


class DirectoryView(DirectoryFiles, Gate, BaseView):
    """Open to whoever reads the network; what may be done with an entry follows the rights."""

    def __init__(self, group: Any) -> None:
        super().__init__(
            name=_("Directory"), category=group, endpoint="directory", url="/admin/directory"
        )

    def is_accessible(self) -> bool:
        return acting().may(Action.READ, DataClass.NETWORK)

    @expose("/")
    @needs(Action.READ, DataClass.NETWORK)
    def index(self) -> str:
        found, clock = _ask(), wall_clock(acting().now)
        may_add = acting().may(Action.CREATE, Partner.data_class)
        return self.render(
            "directory.html",
            title=gettext("Directory"),
            group=self.category,
            create_url=url_for("partner.create_view") if may_add else "",
            files=self._files(),
            **_parts(found, clock),
        )

    @expose("/cards.json")
    @needs(Action.READ, DataClass.NETWORK)
    def cards(self) -> Response:
        """The changing parts of the page, for the script that asks while somebody types."""
        found, clock = _ask(), wall_clock(acting().now)
        parts = _parts(found, clock)
        drawn = {
            "filters": render_template("_directory_filters.html", **parts),
            "found": render_template("_directory_found.html", **parts),
        }
        return jsonify({**drawn, "said": found.said, "url": directory_url(found.query)})

    @expose("/search.json")
    @needs(Action.READ, DataClass.NETWORK)
    def search(self) -> Response:
        """The same search for other programmes: plain words, one page of them."""
        found, clock = _ask(), wall_clock(acting().now)
        address = numbered_url("partner.details_view", "id")
        return jsonify({
            "count": found.count,
            "is_count_capped": found.is_capped,
            "page": found.page,
            "unknown": found.unknown,
            "entries": [_told(entry, clock, address) for entry in found.entries],
            "houses": [{"name": one.name, "address": one.address} for one in found.houses],
        })  # fmt: skip

    def _files(self) -> list[tuple[str, str]]:
        routes = (route.rpartition(".")[2] for label, route in self.files)
        is_open = [self.access_to(route) is Access.YES for route in routes]
        shown = compress(self.files, is_open)
        return [(str(label), url_for(route)) for label, route in shown]


def _ask() -> Found:
    query, unknown = query_of(request.args)
    now, session = acting().now, db.session()
    page = max(1, whole_number(request.args.get("page"), digits=5) or 1)
    keys = directory_ids(query, now, session, most=MOST + 1)
    count, is_capped = min(len(keys), MOST), len(keys) > MOST
    page = min(page, max(1, -(-count // PAGE)))
    shown = keys[:MOST][(page - 1) * PAGE : page * PAGE]
    entries = entries_by_id(shown, wall_clock(now).date(), session)
    houses = houses_named(query.term, acting(), session) if page == 1 else []
    return Found(query, unknown, entries, count, is_capped, houses, page)


def _parts(found: Found, clock: datetime) -> dict[str, Any]:
    cards = Cards(clock).drawn(found.entries)
    return {"found": found, "cards": cards, "filters": filters_of(found.query)}


def _told(entry: DirectoryEntry, clock: datetime, address: str) -> dict[str, Any]:
    return {
        "id": entry.partner_id,
        "name": entry.name,
        "category": entry.category,
        "summary": entry.summary,
        "address": entry.address,
        "phone": entry.phone,
        "phone_link": dial_link(entry.phone),
        "email": entry.email,
        "website": entry.website,
        "languages": entry.languages,
        "hours": today_words(entry.openings, clock) or entry.hours_note,
        "is_open_now": is_open_at(entry.openings, clock),
        "is_barrier_free": entry.is_barrier_free,
        "checked_on": entry.checked_on.isoformat() if entry.checked_on else None,
        "checked": checked_words(entry.checked_on, clock.date())[0],
        "offers": [
            {"name": one.name, "topic": one.topic, "target_group": one.target_group}
            for one in entry.offers
        ],
        "url": f"{address}{entry.partner_id}",
    }
