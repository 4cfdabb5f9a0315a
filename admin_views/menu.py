"""The menu: what the acting person may open, by what the office does."""

from collections.abc import Hashable
from dataclasses import dataclass

from flask import current_app, request
from flask_admin import Admin
from markupsafe import Markup

from admin_views.view_shelf import ViewLink, menu_links, opened_view, views_in_reach
from models.acting import acting

FEW_PLACES = 12
MOST_DRAWN = 500  # menus kept as they were drawn: by roles, open page and saved views


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    is_current: bool
    views: list[ViewLink]


@dataclass(frozen=True)
class MenuGroup:
    """What the office does daily, and the lists behind it that are seldom opened by themselves."""

    label: str
    items: list[MenuItem]
    seldom: list[MenuItem]


@dataclass(frozen=True)
class Place:
    """A page that a role may open, in one language."""

    group: str
    label: str
    url: str
    endpoint: str
    is_seldom: bool

    def item(self) -> MenuItem:
        is_current = request.blueprint == self.endpoint
        links = menu_links(self.endpoint, self.url, is_current)
        return MenuItem(self.label, self.url, is_current, links)


class Menus:
    """Places by roles and language, gathered once each; they change only with the program."""

    def __init__(self, admin: Admin) -> None:
        self.admin = admin
        self._places: dict[Hashable, list[Place]] = {}
        self._drawn: dict[Hashable, Markup] = {}

    def drawn(self) -> Markup:
        """The menu as the page shows it, drawn once for all that it depends on."""
        someone = acting()
        reader = (someone.roles, someone.language, request.script_root)
        place = (reader, request.blueprint, opened_view(), views_in_reach())
        found = self._drawn.get(place)
        if found is None:
            if len(self._drawn) > MOST_DRAWN:
                self._drawn.clear()
            template = current_app.jinja_env.get_template("_menu.html")
            html = template.render(groups=self.of_reader())
            found = self._drawn[place] = Markup(html)  # noqa: S704 - a template of ours, escaped
        return found

    def of_reader(self) -> list[MenuGroup]:
        """A group without items is left out."""
        reader = (acting().roles, acting().language, request.script_root)
        if reader not in self._places:
            self._places[reader] = self._open_places()
        groups: dict[str, MenuGroup] = {}
        for place in self._places[reader]:
            group = groups.setdefault(place.group, MenuGroup(place.group, [], []))
            (group.seldom if place.is_seldom else group.items).append(place.item())
        return list(groups.values())

    def _open_places(self) -> list[Place]:
        """A reader with few places has none of them hidden."""
        views = [view for view in self.admin._views if view.is_visible() and view.is_accessible()]
        is_short = len(views) <= FEW_PLACES
        return [
            Place(
                str(view.category or ""),
                str(view.name),
                _address(view),
                view.endpoint,
                not is_short and getattr(view, "is_seldom", False),
            )
            for view in views
        ]


def _address(view: object) -> str:
    return view.get_url(f"{view.endpoint}.{view._default_view}")
