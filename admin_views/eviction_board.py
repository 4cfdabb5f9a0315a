"""The board: all open eviction cases as lanes by state."""

from datetime import timedelta
from typing import Any

from flask import request
from flask_admin import expose
from flask_babel import gettext, ngettext

from admin_views import formats
from admin_views.due import distance
from admin_views.enum_labels import TONES, enum_label
from admin_views.eviction_labels import RULES
from admin_views.rights import needs
from models.acting import acting
from models.permissions import Action, DataClass
from models.reports.eviction_board import BoardCase, board
from models.rules.urgency import RED, traffic_light


class EvictionBoard:
    """Mixin of the view of eviction cases: the board beside the list."""

    @expose("/board/")
    @needs(Action.READ, DataClass.EVICTION)
    def board(self) -> str:
        only_own, only_red = request.args.get("own") == "1", request.args.get("red") == "1"
        until = acting().today + timedelta(days=RED) if only_red else None
        lanes = [
            {
                "title": enum_label(lane.state),
                "tone": TONES[lane.state],
                "count": f"{len(lane.cases)}+" if lane.count is None else lane.count,
                "more_url": self.get_url(".index_view", state=lane.state.name)
                if lane.is_cut
                else None,
                "cases": [self._board_card(case) for case in lane.cases],
            }
            for lane in board(acting(), only_own, until)
        ]
        return self.render(
            "eviction_board.html",
            title=gettext("Board of evictions"),
            crumbs=self.crumbs(None),
            lanes=lanes,
            choices=self._board_choices(only_own, only_red),
        )

    def _board_card(self, case: BoardCase) -> dict[str, Any]:
        today = acting().today
        facts = [ngettext("%(num)s person", "%(num)s persons", case.people)]
        if case.arrears:
            facts.append(formats.amount(case.arrears, "€"))
        if case.worker:
            facts.append(case.worker)
        return {
            "url": self.get_url(".details_view", id=case.id),
            "title": case.title,
            "rule": str(RULES.get(case.rule or "", "")),
            "day": formats.day(case.due_on) if case.due_on else "",
            "left": distance(case.due_on, today) if case.due_on else "",
            "tone": traffic_light(case.due_on, today) if case.due_on else "",
            "facts": " · ".join(facts),
        }

    def _board_choices(self, only_own: bool, only_red: bool) -> list[tuple[str, str, bool]]:
        """What the board may be narrowed to: label, address, whether it is on."""

        def url(own: bool, red: bool) -> str:
            wanted = {"own": "1"} if own else {}
            return self.get_url(".board", **wanted, **({"red": "1"} if red else {}))

        soon = gettext("Only what is due within a week")
        choices = [(soon, url(only_own, not only_red), only_red)]
        if acting().may(Action.READ, DataClass.NOTE):  # who has cases of their own
            mine = gettext("Only my cases")
            choices.insert(0, (mine, url(not only_own, only_red), only_own))
        return choices

    def list_acts(self) -> list[tuple[str, str]]:
        """The way from the list to board and figures, for those who may see deadlines."""
        if not acting().may(Action.READ, DataClass.EVICTION):
            return []
        return [
            (gettext("Board"), self.get_url(".board")),
            (gettext("Figures"), self.get_url(".figures")),
        ]
