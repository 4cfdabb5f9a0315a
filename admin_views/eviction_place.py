"""Places, caretakers and the placement itself on the page of an eviction case."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, flash, redirect, request
from flask_admin import expose
from flask_babel import gettext, ngettext

from admin_views import formats
from admin_views.enum_labels import enum_label
from admin_views.eviction_panel import head_count
from admin_views.fields import read_day
from admin_views.rights import needs
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import RulesBroken, db
from models.eviction_case import EvictionCase
from models.eviction_chain import CARETAKERS, PLACES_NEEDED, shelter_reason, usual_end
from models.permissions import Action, DataClass
from models.reports.eviction_places import EvictionDay, caretakers, free_units
from models.unit import Unit

MOST_PLACES = 30


@dataclass(frozen=True)
class PlacePanel:
    """What has to be prepared for the day, and what is."""

    when: str
    people: str
    needs: list[str]
    reserved: list[tuple[int, str, str]]  # key, unit, places
    caretakers: list[str]
    todo: list[str]
    can_place: bool
    order_ends: str


def place_panel(case: EvictionCase) -> PlacePanel | None:
    """None where no place is needed, or not any more."""
    if case.state not in PLACES_NEEDED or not acting().may(Action.READ, DataClass.RESERVATION):
        return None
    day = case.day_of_eviction
    return PlacePanel(
        when=formats.moment(case.eviction_at) if case.eviction_at else formats.show(day),
        people=head_count(case),
        needs=_needs(case),
        reserved=[(one.id, one.title, _places(one.places)) for one in case.open_reservations],
        caretakers=[one.title for one in case.caretakers],
        todo=_todo(case),
        can_place=day is not None and day <= acting().today,
        order_ends=formats.day(usual_end(day)) if day else "",
    )


def _places(count: int) -> str:
    return ngettext("%(num)s place", "%(num)s places", count)


def _needs(case: EvictionCase) -> list[str]:
    needs = {
        gettext("place without barriers"): case.needs_barrier_free,
        gettext("pets: consider them when placing"): case.has_pets,
        case.place_needs or "": case.place_needs,
    }
    return [text for text, is_needed in needs.items() if is_needed]


def _todo(case: EvictionCase) -> list[str]:
    """What is still missing before the day."""
    texts = []
    if (missing := case.places_needed - case.places_reserved) > 0:
        text = ngettext(
            "%(num)s place is still missing.", "%(num)s places are still missing.", missing
        )
        texts.append(text)
    if (open_ := CARETAKERS - len(case.caretakers)) > 0:
        texts.append(
            ngettext(
                "%(num)s caretaker is still to be assigned.",
                "%(num)s caretakers are still to be assigned.",
                open_,
            )
        )
    unnamed = case.places_needed - len(case.people)
    if unnamed > 0:
        texts.append(
            ngettext(
                "%(num)s person is not recorded by name yet.",
                "%(num)s persons are not recorded by name yet.",
                unnamed,
            )
        )
    return texts


def day_needs(one: EvictionDay) -> str:
    """How many people, what to consider, and how far it is prepared; in one line."""
    parts = [
        ngettext("%(num)s person", "%(num)s persons", one.people),
        gettext("pets") if one.has_pets else "",
        gettext("place without barriers") if one.needs_barrier_free else "",
        gettext("%(reserved)s of %(all)s places", reserved=one.reserved, all=one.people),
        ngettext("%(num)s caretaker", "%(num)s caretakers", one.caretakers),
    ]
    return " · ".join(part for part in parts if part)


class PlacePages:
    """Mixin of the view of eviction cases: whoever keeps the shelters reserves and places."""

    def place_details(self, case: EvictionCase) -> dict[str, Any]:
        return {
            "places": place_panel(case),
            "may_reserve": acting().may(Action.CREATE, DataClass.RESERVATION),
            "may_place": acting().may(Action.CREATE, DataClass.STAY),
            "places_url": self.get_url(".places", id=case.id),
            "place_url": self.get_url(".place", id=case.id),
        }

    def _asked_case(self) -> EvictionCase:
        case = self.get_one(request.args.get("id"))
        if case is None:
            abort(404)
        return case

    @expose("/places/")
    @needs(Action.CREATE, DataClass.RESERVATION)
    def places(self) -> str:
        """Which units have free places on the day, and who accompanies it."""
        case = self._asked_case()
        record_read(AuditAction.READ, self.model.__tablename__, case.id)
        day = max(case.day_of_eviction or acting().today, acting().today)
        missing = max(case.places_needed - case.places_reserved, 1)
        assigned = {one.staff_id for one in case.caretakers}
        return self.render(
            "eviction_places.html",
            title=gettext("Places and caretakers"),
            crumbs=self.crumbs(case),
            places=place_panel(case),
            units=[
                (unit, enum_label(unit.designation))
                for unit in free_units(day, missing, case.needs_barrier_free)
            ],
            missing=missing,
            staff=[(one, one.id in assigned) for one in caretakers()],
            reserve_url=self.get_url(".reserve", id=case.id),
            release_url=self.get_url(".release", id=case.id),
            assign_url=self.get_url(".assign", id=case.id),
            return_url=self.get_url(".details_view", id=case.id),
        )

    @expose("/reserve/", methods=("POST",))
    @needs(Action.CREATE, DataClass.RESERVATION)
    def reserve(self) -> Response:
        case = self._asked_case()
        unit = db.session.get(Unit, _number(request.form.get("unit")))
        if unit is None:
            abort(404)
        places = min(_number(request.form.get("places")), MOST_PLACES)
        if self._done(lambda: case.reserve(unit, places, acting().today)):
            what = gettext(
                "Reserved: %(places)s in %(unit)s", places=_places(places), unit=unit.title
            )
            flash(what, "success")
        return redirect(self.get_url(".places", id=case.id))

    @expose("/release/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.RESERVATION)
    def release(self) -> Response:
        case = self._asked_case()
        key = _number(request.form.get("reservation"))
        found = [one for one in case.open_reservations if one.id == key]
        if not found:
            abort(404)
        found[0].released_on = acting().today
        db.session.commit()
        flash(gettext("Released: %(what)s", what=found[0].title), "success")
        return redirect(self.get_url(".places", id=case.id))

    @expose("/assign/", methods=("POST",))
    @needs(Action.CREATE, DataClass.RESERVATION)
    def assign(self) -> Response:
        case, wanted = self._asked_case(), set(request.form.getlist("staff"))
        chosen = [one for one in caretakers() if str(one.id) in wanted]
        if self._done(lambda: case.assign(chosen, acting().today)):
            flash(gettext("Caretakers on the day: %(names)s", names=_names(chosen)), "success")
        return redirect(self.get_url(".places", id=case.id))

    @expose("/place/", methods=("POST",))
    @needs(Action.CREATE, DataClass.STAY)
    def place(self) -> Response:
        """Everybody moves into the reserved places, with one click on the day."""
        case = self._asked_case()
        try:
            until = read_day(request.form.get("until", ""))
        except ValueError as unreadable:
            flash(str(unreadable), "error")
            return redirect(self.get_url(".details_view", id=case.id))

        def move() -> None:
            reason = db.session.scalar(shelter_reason())
            db.session.add_all(case.place(until, reason, acting().today))

        if self._done(move):
            text = ngettext(
                "%(num)s person now lives in the shelter.",
                "%(num)s persons now live in the shelter.",
                len(case.people),
            )
            flash(text, "success")
        return redirect(self.get_url(".details_view", id=case.id))

    @staticmethod
    def _done(act: Any) -> bool:
        """Do it and save; what stands against it is said in a sentence."""
        try:
            with db.session.no_autoflush:
                act()
            db.session.commit()
        except RulesBroken as broken:
            db.session.rollback()
            for problem in broken.problems:
                values = {name: formats.show(value) for name, value in problem.values.items()}
                text = gettext(problem.text, **values)  # noqa: INT001 - marked in the models
                flash(text, "error")
            return False
        return True


def _number(text: str | None) -> int:
    """A small number out of a form; 0 where there is none."""
    told = text or ""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def _names(chosen: list[Any]) -> str:
    return ", ".join(one.display_name for one in chosen) or gettext("nobody")
