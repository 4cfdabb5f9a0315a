"""Forms that somebody began and did not save, as My day lists them."""

from dataclasses import dataclass

from flask import current_app, g
from flask_babel import gettext
from sqlalchemy import select

from admin_views.draft import DraftPages
from admin_views.formats import moment
from admin_views.rights import Gate
from admin_views.table_labels import singular
from models.acting import acting
from models.base import Record, db
from models.draft import Begun, FormPlace, begun_by
from models.permissions import Access


@dataclass(frozen=True)
class BegunForm:
    """A line of the card of begun drafts."""

    typed_at: str
    title: str
    kind: str
    url: str


def begun_forms() -> list[BegunForm]:
    """What the acting person began and may still open, the newest first."""
    if not g.has_drafts:
        return []
    someone = acting()
    begun = begun_by(db.session(), someone.staff_id or 0, someone.now)
    views = {
        view.model.__tablename__: view
        for view in current_app.extensions["admin"][0]._views
        if isinstance(view, DraftPages)
    }
    titles = _titles([item for item in begun if item.place.table_name in views])
    lines = []
    for item in begun:
        view, place = views.get(item.place.table_name), item.place
        if view is None or not _is_open(view, place, titles):
            continue
        title = titles.get((place.table_name, place.record_id)) or gettext(
            "Add: %(what)s", what=singular(view.model)
        )
        url = view.form_url(place, draft=str(item.id))
        lines.append(BegunForm(moment(item.typed_at), title, str(singular(view.model)), url))
    return lines


def _is_open(view: DraftPages, place: FormPlace, titles: dict[tuple[str, int | None], str]) -> bool:
    route = "create_view" if place.record_id is None else "edit_view"
    is_there = place.record_id is None or (place.table_name, place.record_id) in titles
    return is_there and isinstance(view, Gate) and view.access_to(route) is Access.YES


def _titles(begun: list[Begun]) -> dict[tuple[str, int | None], str]:
    """Titles of the records within reach, in one statement for each table."""
    tables = {item.place.table_name for item in begun if item.place.record_id is not None}
    titles: dict[tuple[str, int | None], str] = {}
    for mapper in Record.registry.mappers:
        model = mapper.class_
        if model.__tablename__ not in tables:
            continue
        keys = [
            item.place.record_id for item in begun if item.place.table_name == model.__tablename__
        ]
        rows = db.session.execute(
            select(model.id, model.title_sql()).where(
                model.id.in_([key for key in keys if key]), model.visible_to(acting())
            )
        )
        titles.update({(model.__tablename__, key): title for key, title in rows})
    return titles
