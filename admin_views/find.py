"""The search in the header: answers while typing, and a page of its own without script."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Response, jsonify, request
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from admin_views.formats import day
from admin_views.rights import StaffPage, needs
from admin_views.table_labels import TABLES
from models.acting import acting
from models.permissions import Action, DataClass
from models.reports.find import Found, find
from models.rules.text import tidy


@dataclass(frozen=True)
class Answer:
    title: str
    small: str
    url: str


@dataclass(frozen=True)
class AnswerGroup:
    """Answers of one kind."""

    label: Any
    answers: list[Answer]


class FindView(StaffPage):
    """Open to all who signed in; what is found follows the rights of each."""

    def __init__(self) -> None:
        super().__init__(name=_("Search"), endpoint="find", url="/admin/find")

    @expose("/")
    @needs(Action.READ, DataClass.COLLEAGUE)
    def index(self) -> str:
        term = _term()
        return self.render(
            "find.html", title=gettext("Search"), term=term, groups=self._groups(term)
        )

    @expose("/answers.json")
    @needs(Action.READ, DataClass.COLLEAGUE)
    def answers(self) -> Response:
        return jsonify([
            {
                "label": str(group.label),
                "answers": [[answer.title, answer.small, answer.url] for answer in group.answers],
            }
            for group in self._groups(_term())
        ])  # fmt: skip

    def _groups(self, term: str) -> list[AnswerGroup]:
        found = groupby(find(term, acting()), key=lambda answer: answer.table)
        return [
            AnswerGroup(TABLES[table][1], [self._answer(one) for one in same])
            for table, same in found
        ]

    def _answer(self, found: Found) -> Answer:
        small = f"* {day(found.birth_date)}" if found.birth_date else found.place
        return Answer(
            found.title, small, self.get_url(f"{found.table}.details_view", id=found.record_id)
        )


def _term() -> str:
    return tidy(request.args.get("q", ""))
