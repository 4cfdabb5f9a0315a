"""Instalments on the page of an eviction case: what is due, what was paid."""

from dataclasses import dataclass

from flask import Response, abort, redirect, request
from flask_admin import expose

from admin_views import formats
from admin_views.due import distance
from admin_views.rights import needs
from models.acting import acting
from models.base import db
from models.eviction_case import EvictionCase
from models.instalment import Instalment
from models.permissions import Action, DataClass
from models.rules.urgency import traffic_light

SHOWN = 3


@dataclass(frozen=True)
class InstalmentRow:
    id: int
    due: str
    amount: str
    payer: str
    left: str  # how far away, or when it was paid
    tone: str
    is_paid: bool
    is_next: bool  # one of the first that are not paid


def instalments_of(case: EvictionCase) -> list[InstalmentRow]:
    in_order = sorted(case.instalments, key=lambda one: one.due_on)
    unpaid = [one for one in in_order if one.paid_on is None]
    return [_row(one, one in unpaid[:SHOWN]) for one in in_order]


def _row(one: Instalment, is_next: bool) -> InstalmentRow:
    today = acting().today
    is_paid = one.paid_on is not None
    return InstalmentRow(
        id=one.id,
        due=formats.day(one.due_on),
        amount=formats.amount(one.amount, "€"),
        payer=one.payer or "",
        left=formats.day(one.paid_on) if one.paid_on else distance(one.due_on, today),
        tone="green" if is_paid else traffic_light(one.due_on, today),
        is_paid=is_paid,
        is_next=is_next,
    )


class InstalmentPages:
    """Mixin of the view of eviction cases."""

    @expose("/instalment/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.EVICTION)
    def instalment_paid(self) -> Response:
        """Paid today; the task that watches it is done."""
        case = self.get_one(request.args.get("id"))
        if case is None:
            return self.gone_page(request.args.get("id"))
        key = request.form.get("instalment")
        found = next((one for one in case.instalments if str(one.id) == key), None)
        if found is None:
            abort(404)
        found.paid_on = found.paid_on or acting().today
        case.settle(acting().today)
        db.session.commit()
        return redirect(self.get_url(".details_view", id=case.id))
