"""The door of a closed file: the named state their reason, then it is open to them for an hour."""

from typing import Any

from flask import Response, abort, make_response, redirect, request, url_for
from flask_admin import expose
from flask_admin.helpers import get_redirect_target

from admin_views.details import ReasonForm
from admin_views.reasons import REASON_HOLDS, SAVING_HOLDS, reason_holds, state
from admin_views.rights import needs
from models.base import Record
from models.permissions import Action, DataClass


def knock(record: Record) -> None:
    """A record of a closed file leads to the door first, whichever page of it is asked for.

    Saving what was typed since is not stopped by an hour that ran out meanwhile.
    """
    person = behind_door(record)
    if person is not None:
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        abort(redirect(url_for("person.door", id=person.id, url=back)))


def behind_door(record: Record) -> Record | None:
    """The person whose closed file this record is of, while no reason was stated for it."""
    lasting = REASON_HOLDS if request.method == "GET" else SAVING_HOLDS
    for person in record.concerns():
        if person.is_restricted and not reason_holds(person, lasting):
            return person
    return None


class ClosedFilePages:
    """Mixin of the persons' view."""

    @expose("/door/", methods=("GET", "POST"))
    @needs(Action.READ, DataClass.IDENTITY)
    def door(self) -> Response:
        """The named find the reason asked for here; to all others there is no such person."""
        person = self.within_reach(request.args.get("id"))
        if person is None:
            return self.gone_page(request.args.get("id"))
        onwards = get_redirect_target() or self.get_url(".details_view", id=person.id)
        is_told = request.method == "POST" and state(person, request.form.get("reason", ""))
        if is_told or not person.is_restricted:
            return redirect(onwards)
        here: dict[str, Any] = {"id": person.id, "url": request.args.get("url")}
        page = self.render(
            "closed_file.html",
            title=person.title,
            crumbs=self.crumbs(None),
            reason=ReasonForm(self.get_url(".door", **here), []),
        )
        return make_response(page, 422 if request.method == "POST" else 200)
