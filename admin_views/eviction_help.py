"""The help plan of an eviction case: areas to tick, each with the partner who helps."""

from typing import Any

from flask import Response, abort, flash, make_response, redirect, request
from flask_admin import expose
from flask_babel import gettext, ngettext
from sqlalchemy.orm import joinedload

from admin_views.details import Act
from admin_views.enum_labels import enum_label
from admin_views.rights import needs
from models.acting import acting
from models.base import Record, db
from models.eviction_case import EvictionCase
from models.eviction_help import AREAS, WITH_HELP_PLAN, HelpArea, partners_for_help, plan_help
from models.partner import Partner
from models.permissions import Action, DataClass


class HelpPages:
    """Mixin of the view of eviction cases."""

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        is_due = isinstance(record, EvictionCase) and record.state in WITH_HELP_PLAN
        if is_due and acting().may(Action.CREATE, DataClass.NOTE):
            acts.append(Act(gettext("Help plan"), self.get_url(".help_plan", id=record.id)))
        return acts

    @expose("/help_plan/", methods=("GET", "POST"))
    @needs(Action.CREATE, DataClass.NOTE)
    def help_plan(self) -> Response:
        """Tick what is needed; each becomes a task with the partner who helps."""
        case = self.get_one(request.args.get("id"))
        if case is None:
            return self.gone_page(request.args.get("id"))
        if case.state not in WITH_HELP_PLAN:
            abort(409, gettext("A help plan belongs to a shelter or the aftercare."))
        found = list(db.session.scalars(partners_for_help().options(joinedload(Partner.category))))
        chosen = {area: _partner(area, found) for area in HelpArea if area.name in request.form}
        if request.method == "POST" and chosen:
            made = plan_help(case, chosen, acting().today)
            db.session.commit()
            flash(
                ngettext("%(num)s task was made.", "%(num)s tasks were made.", len(made)), "success"
            )
            return redirect(self.get_url(".details_view", id=case.id))
        if request.method == "POST":
            flash(gettext("Tick at least one area."), "error")
        page = self.render(
            "eviction_help.html",
            title=gettext("Help plan"),
            crumbs=self.crumbs(case),
            areas=[(area.name, enum_label(area), _of(area, found)) for area in HelpArea],
            return_url=self.get_url(".details_view", id=case.id),
        )
        return make_response(page, 422 if request.method == "POST" else 200)


def _of(area: HelpArea, found: list[Partner]) -> list[Partner]:
    return [partner for partner in found if partner.category.code == AREAS[area][0]]


def _partner(area: HelpArea, found: list[Partner]) -> Any:
    """The partner chosen for this area, if it is one of those who help in it."""
    wanted = request.form.get(f"{area.name}-partner")
    return next((one for one in _of(area, found) if str(one.id) == wanted), None)
