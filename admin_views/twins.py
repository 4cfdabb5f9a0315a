"""While a person is recorded: files that may be the same person's, beside what was typed."""

from typing import Any

from flask import Response, jsonify, request
from flask_admin import expose
from wtforms import Form

from admin_views.formats import day
from admin_views.labels import field_label
from admin_views.rights import needs
from admin_views.words import gettext, ngettext
from models.acting import acting
from models.base import db
from models.permissions import Action, DataClass
from models.person import Person
from models.reports.twins import Twin, Wanted, twins
from models.rules.text import tidy
from models.rules.typed_days import typed_days

LONGEST_NAME = 80  # letters, as in the form
# What tells two people of one name apart; each only for those who may read it.
FACTS = (
    "family_name",
    "given_name",
    "names",
    "birth_date",
    "birth_place",
    "sex",
    "origin_country",
    "nationalities",
    "arrived_haan_on",
    "azr_no",
    "case_status",
)


class TwinAnswers:
    """Mixin of the persons' view."""

    @expose("/twins.json")
    @needs(Action.CREATE, DataClass.MASTER)
    def twins(self) -> Response:
        """Answers to a form that is being filled in; a day that is half typed is none yet."""
        typed = {
            name: tidy(request.args.get(name, ""))[:LONGEST_NAME]
            for name in ("family_name", "given_name", "birth_date")
        }
        days = [days for days in typed_days(typed["birth_date"], acting().today) if days.is_one_day]
        born = days[0].first if days else None
        found = twins(
            Wanted(typed["family_name"], typed["given_name"], born), db.session(), acting()
        )
        return jsonify(
            summary=ngettext(
                "%(num)s file that may be the same person's",
                "%(num)s files that may be the same person's",
                len(found),
            )
            if found
            else "",
            twins=[self._twin_told(twin) for twin in found],
        )

    def why_form_first(self, form: Form) -> str:
        """A row of the list shows no files beside it; the form does."""
        names = [form._fields[name].data or "" for name in ("family_name", "given_name")]
        found = twins(Wanted(*names, form._fields["birth_date"].data), db.session(), acting())
        if not found:
            return ""
        who = ", ".join(twin.person.title for twin in found)
        return gettext("There may be a file already: %(who)s. Compare in the form.", who=who)

    def _twin_told(self, twin: Twin) -> dict[str, Any]:
        person = twin.person
        return {
            "id": person.id,
            "title": person.title,
            "small": f"* {day(person.birth_date)}" if person.birth_date else "",
            "tag": gettext("likely") if twin.is_likely else gettext("possible"),
            "is_likely": twin.is_likely,
            "url": self.get_url(".details_view", id=person.id),
            "facts": [
                [name, str(field_label(Person, name)), self.fact_text(person, name)]
                for name in FACTS
                if self.may_read(person, name, has_reason=False)
            ],
        }
