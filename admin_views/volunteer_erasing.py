"""Deleting the data of a volunteer for good: hours remain as numbers, nothing of the person."""

from flask import Response, flash, make_response, redirect, request
from flask_admin import expose
from sqlalchemy import select

from admin_views.details import Act
from admin_views.rights import needs
from admin_views.words import gettext
from models.acting import acting
from models.assignment import Assignment
from models.audit_entry import AuditAction, record_read
from models.base import Record, RulesBroken, db
from models.permissions import Action, DataClass
from models.volunteer import Volunteer
from models.volunteer_erasing import erase


class ErasePage:
    """Mixin of the view of volunteers: whoever helped is erased, others are simply deleted."""

    def may_delete(self, record: Record) -> bool:
        return bool(super().may_delete(record)) and not _has_assignments(record)

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        may_erase = acting().may(Action.DELETE, DataClass.VOLUNTEER_PAPER)
        if isinstance(record, Volunteer) and may_erase and _is_to_erase(record):
            url = self.get_url(".erase", id=record.id)
            acts.insert(0, Act(gettext("Delete the data"), url, is_danger=True))
        return acts

    @expose("/delete/", methods=("GET", "POST"))
    def delete_view(self) -> Response:
        """Of somebody who helped, the data go and the hours stay: that is asked on its own page."""
        volunteer = self.get_one(request.values.get("id"))
        may_erase = acting().may(Action.DELETE, DataClass.VOLUNTEER_PAPER)
        if isinstance(volunteer, Volunteer) and may_erase and _is_to_erase(volunteer):
            return redirect(self.get_url(".erase", id=volunteer.id))
        answer: Response = super().delete_view()
        return answer

    @expose("/erase/", methods=("GET", "POST"))
    @needs(Action.DELETE, DataClass.VOLUNTEER_PAPER)
    def erase(self) -> Response:
        """Asks once; then name, contact, papers and former values are gone."""
        volunteer = self.get_one(request.args.get("id"))
        if volunteer is None or volunteer.anonymised_on:
            return self.gone_page(request.args.get("id"))
        problem = ""
        if request.method == "POST":
            try:
                erase(volunteer, acting().today, db.session())
                db.session.commit()
            except RulesBroken as broken:
                db.session.rollback()
                problem = gettext(broken.problems[0].text)  # noqa: INT001 - marked in the models
            else:
                flash(gettext("The data were deleted; hours remain as numbers."), "success")
                return redirect(self.get_url(".index_view"))
        else:
            record_read(AuditAction.READ, self.model.__tablename__, volunteer.id)
        page = self.render(
            "volunteer_erase.html",
            title=gettext("Delete the data"),
            crumbs=self.crumbs(volunteer),
            name=volunteer.title,
            problem=problem,
            return_url=self.get_url(".details_view", id=volunteer.id),
        )
        return make_response(page, 422 if problem else 200)


def _is_to_erase(record: Volunteer) -> bool:
    return record.anonymised_on is None and _has_assignments(record)


def _has_assignments(record: Record) -> bool:
    wanted = select(Assignment.id).where(Assignment.volunteer_id == record.id).limit(1)
    return db.session.scalar(wanted) is not None
