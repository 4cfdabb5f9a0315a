"""One page that leads to all lists the office keeps itself."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_admin import BaseView, expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from admin_views.choices import entries_of
from admin_views.rights import Gate, needs
from admin_views.table_labels import plural
from models.acting import acting
from models.catalogue import ALL
from models.permissions import Action, DataClass


@dataclass(frozen=True)
class ListLink:
    label: Any
    url: str
    count: int


class ListsView(Gate, BaseView):
    """The menu's single entry for the catalogues."""

    def __init__(self, group: Any) -> None:
        super().__init__(name=_("Lists"), category=group, endpoint="lists", url="/admin/lists")

    def is_accessible(self) -> bool:
        return acting().may(Action.READ, DataClass.CATALOGUE)

    @expose("/")
    @needs(Action.READ, DataClass.CATALOGUE)
    def index(self) -> str:
        links = [
            ListLink(
                plural(model), url_for(f"{model.__tablename__}.index_view"), len(entries_of(model))
            )
            for model in ALL
        ]
        links.sort(key=lambda link: str(link.label))
        return self.render(
            "lists.html",
            title=gettext("Lists"),
            crumbs=[(self.category, None)],
            links=links,
        )
