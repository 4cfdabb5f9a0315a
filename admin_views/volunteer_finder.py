"""Who can help: by language, time and place, the best fit first; one press asks."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from flask import Response, flash, make_response, redirect, request
from flask_admin import BaseView, expose
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, SelectField, StringField, ValidationError
from wtforms.validators import Length

from admin_views.fields import (
    CatalogueField,
    Filled,
    GermanDateField,
    IntegerField,
    TimeField,
    tidy_input,
)
from admin_views.fields import refusal as not_a_choice
from admin_views.formats import show
from admin_views.frame import shelf
from admin_views.rights import Gate, needs
from admin_views.volunteer_asking import (
    asked_appointment,
    asked_person,
    is_shielded,
    language_of,
    told_initials,
)
from admin_views.volunteer_finder_rows import HelperRow, helper_row
from admin_views.words import gettext
from admin_views.words import lazy_gettext as _
from models.accommodation import Accommodation
from models.acting import acting
from models.appointment import LONGEST, SHORTEST, Appointment
from models.assignment import Assignment, AssignmentState, tell_appointment
from models.base import RulesBroken, db
from models.catalogue import Language, OfficeLocation, VolunteerService
from models.permissions import Action, DataClass
from models.person import Person, Sex
from models.reports.volunteer_finder import (
    Wish,
    find_helpers,
    spoken_languages,
    towns_of,
)
from models.rules.text import fold, whole_number
from models.volunteer import Volunteer

USUAL_TIME, USUAL_MINUTES = time(10, 0), 60
INTERPRETING = "interpreting"
KEPT = ("appointment", "person")  # what the address names besides the form


class WishForm(Form):
    language = SelectField(_("Language"), coerce=str, **not_a_choice())
    service = CatalogueField(_("Kind of help"), [Filled()], VolunteerService)
    day = GermanDateField(_("Day"), [Filled()])
    clock = TimeField(_("Time of day"), [Filled()])
    minutes = IntegerField(_("Minutes"), [Filled()])
    place = StringField(
        _("Place"), [Length(max=200)], filters=[tidy_input], render_kw={"list": "places"}
    )
    sex = SelectField(_("Preferably"), coerce=str, **not_a_choice())
    minors = BooleanField(_("With minors"))

    def validate_minutes(self, field: IntegerField) -> None:
        if field.data is not None and not SHORTEST <= field.data <= LONGEST:
            raise ValidationError(gettext("An assignment lasts between 5 minutes and 12 hours."))


@dataclass(frozen=True)
class Asked:
    """The form as it was filled in, by hand or from an appointment."""

    form: WishForm
    appointment: Appointment | None
    person: Person | None
    is_search: bool


class VolunteerFinderView(Gate, BaseView):
    """Open to whoever may ask volunteers; papers are told by what they forbid alone."""

    def __init__(self, group: Any) -> None:
        super().__init__(
            name=_("Find interpreters"),
            category=group,
            endpoint="volunteer_finder",
            url="/admin/volunteer_finder",
        )

    def is_accessible(self) -> bool:
        return acting().may(Action.CREATE, DataClass.ASSIGNMENT)

    @expose("/")
    @needs(Action.CREATE, DataClass.ASSIGNMENT)
    def index(self) -> str:
        return self._page(self._asked())

    @expose("/ask/", methods=("POST",))
    @needs(Action.CREATE, DataClass.ASSIGNMENT)
    def ask(self) -> Response:
        """Ask this volunteer, or note that they accepted already on the phone."""
        asked = self._asked()
        wish = _wish(asked)
        key = whole_number(request.form.get("volunteer"))
        wanted = select(Volunteer).where(Volunteer.id == key, Volunteer.visible_to(acting()))
        volunteer = db.session.scalars(wanted).unique().one_or_none()
        if wish is None or volunteer is None:
            return make_response(self._page(asked, gettext("Choose somebody of the list.")), 422)
        try:
            assignment = _assignment(asked, wish, volunteer)
        except RulesBroken as broken:
            db.session.rollback()
            return make_response(self._page(self._asked(), _told(broken)), 422)
        told = (
            gettext("Noted: %(name)s comes.", name=volunteer.title)
            if assignment.state is AssignmentState.ACCEPTED
            else gettext("Noted as asked: %(name)s. Note here what was answered.",
                         name=volunteer.title)
        )  # fmt: skip
        flash(told, "success")
        return redirect(self.get_url("assignment.details_view", id=assignment.id))

    def _asked(self) -> Asked:
        appointment = asked_appointment()
        person = asked_person(appointment)
        args = MultiDict(request.args)
        is_search = "day" in args
        form = WishForm(args if is_search else None, data=_proposal(appointment))
        languages = spoken_languages(acting())
        if not is_search:
            form.language.data = language_of(person, languages)
        form.language.choices = [
            ("", gettext("any")),
            *((one.code, one.title) for one in languages),
        ]
        form.sex.choices = [
            ("", gettext("no matter")),
            (Sex.FEMALE.name, gettext("a woman")),
            (Sex.MALE.name, gettext("a man")),
        ]
        form.language.data = form.language.data or ""
        return Asked(form, appointment, person, is_search or person is not None)

    def _page(self, asked: Asked, problem: str = "") -> str:
        wish = _wish(asked) if asked.is_search else None
        helpers = find_helpers(wish, acting()) if wish else []
        arguments = {**request.args.to_dict(), **_typed(asked.form)} if wish else {}
        return self.render(
            "volunteer_finder.html",
            title=gettext("Who can help?"),
            crumbs=[(self.category, None)],
            form=asked.form,
            wish=wish,
            appointment=asked.appointment.title if asked.appointment else "",
            is_shielded=is_shielded(asked.person),
            kept=[(name, request.args[name]) for name in KEPT if name in request.args],
            rows=[self._row(helper, wish) for helper in helpers] if wish else [],
            places=_places(),
            ask_url=self.get_url(".ask", **arguments),
            problem=problem,
        )

    def _row(self, helper: Any, wish: Wish) -> HelperRow:
        url = self.get_url("volunteer.details_view", id=helper.volunteer.id)
        return helper_row(helper, wish, url)


def _proposal(appointment: Appointment | None) -> dict[str, Any]:
    service = db.session.scalar(
        select(VolunteerService.id).where(VolunteerService.code == INTERPRETING)
    )
    usual = {"service": service, "minutes": USUAL_MINUTES, "language": "", "sex": ""}
    if appointment is None:
        return {**usual, "day": acting().today + timedelta(days=1), "clock": USUAL_TIME}
    return {
        **usual,
        "day": appointment.starts_at.date(),
        "clock": appointment.starts_at.time(),
        "minutes": appointment.minutes,
        "place": "" if is_shielded(appointment.person) else appointment.where,
    }


def _wish(asked: Asked) -> Wish | None:
    """None where the form cannot be read; it says why."""
    form = asked.form
    if request.args.get("day") is not None and not form.validate():
        return None
    language = form.language.data
    return Wish(
        service=db.session.get(VolunteerService, form.service.data or 0),
        language=db.session.scalar(select(Language).where(Language.code == language)),
        starts_at=datetime.combine(form.day.data, form.clock.data),
        minutes=form.minutes.data,
        town=_town(form.place.data or ""),
        sex=Sex[form.sex.data] if form.sex.data else None,
        is_with_minors=form.minors.data,
        appointment_id=asked.appointment.id if asked.appointment else None,
    )


def _town(place: str) -> str:
    """The town that the place names, or whose accommodation it is; else the own one."""
    own = shelf.read().short_name
    text = f" {fold(place)} "
    towns = sorted({own, *towns_of(acting())}, key=len, reverse=True)
    return next((town for town in towns if f" {fold(town)} " in text), own)


def _typed(form: WishForm) -> dict[str, str]:
    """What stands in the form, for the address."""
    typed = {name: show(field.data) for name, field in form._fields.items() if field.data}
    if form.minors.data:
        typed["minors"] = "y"
    return typed


def _assignment(asked: Asked, wish: Wish, volunteer: Volunteer) -> Assignment:
    """Made and saved, and the appointment told; raises RulesBroken."""
    someone, appointment = acting(), asked.appointment
    is_sure = request.form.get("answer") == "accepted"
    assignment = Assignment(
        volunteer=volunteer,
        service_id=wish.service.id if wish.service else None,
        service=wish.service,
        language=wish.language,
        starts_at=wish.starts_at,
        minutes=wish.minutes,
        place=asked.form.place.data,
        is_with_minors=wish.is_with_minors,
        asked_by_id=someone.staff_id,
        asked_on=someone.today,
        state=AssignmentState.ACCEPTED if is_sure else AssignmentState.ASKED,
        answered_on=someone.today if is_sure else None,
        appointment=appointment,
        person_initials=told_initials(asked.person),
    )
    db.session.add(assignment)
    db.session.flush()
    if appointment is not None:
        tell_appointment(appointment, db.session())
    db.session.commit()
    return assignment


def _told(broken: RulesBroken) -> str:
    texts = (
        gettext(one.text, **{name: show(value) for name, value in one.values.items()})  # noqa: INT001 - marked in the models
        for one in broken.problems
    )
    return " ".join(texts)


def _places() -> list[str]:
    """Offices, and the sites for those who may read them."""
    offices = db.session.scalars(
        select(OfficeLocation).where(OfficeLocation.open_on(acting().today))
    )
    names = [one.title for one in offices]
    if acting().may(Action.READ, DataClass.ROOM):
        open_sites = Accommodation.closed_on.is_(None) & Accommodation.visible_to(acting())
        names += db.session.scalars(
            select(Accommodation.name).where(open_sites).order_by(Accommodation.name)
        )
    return list(dict.fromkeys(names))
