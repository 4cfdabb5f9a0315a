"""Career orientation: its three phases with evidence, and moving on to the next (concept 3.2)."""

from flask import Response, flash, redirect, request
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from admin_views.base import RecordView
from admin_views.details import Act, Alert
from admin_views.enum_labels import enum_label
from admin_views.formats import day
from admin_views.forms import ChildForm
from admin_views.frame import shelf
from admin_views.grid import source_of
from admin_views.rights import needs
from models.acting import acting
from models.base import Record, RulesBroken, db
from models.career_phase import CareerEvidence, CareerPhase
from models.permissions import Action, DataClass


class CareerPhaseView(RecordView):
    no_import = "its notes are secret, and its evidence is rows of its own"
    is_seldom = True
    column_list = ("title", "stage", "wish", "valid_from", "valid_to", "worker")
    column_sources = {"title": lambda: source_of(CareerPhase, "person", {})}
    column_default_sort = (("valid_from", True),)
    filter_columns = ("worker", "stage", "valid_from", "valid_to")
    search_relations = ("person",)
    today_fields = ("valid_from",)
    empty_text = _(
        "Nobody is in career orientation yet. Begin with the first phase: gather information."
    )
    form_sections = (
        (
            _("Phase"),
            ("person", "worker", "stage", "wish", "valid_from", "valid_to", "note"),
        ),
        (_("Evidence"), ("evidence",)),
    )
    inline_models = (ChildForm(CareerEvidence, "noted_on", "what"),)

    def child_text(self, name: str, child: Record) -> str:
        is_evidence = isinstance(child, CareerEvidence)
        return (
            f"{day(child.noted_on)} · {child.what}"
            if is_evidence
            else super().child_text(name, child)
        )

    def alerts(self, record: Record) -> list[Alert]:
        return stall_alerts(record) if isinstance(record, CareerPhase) else []

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        if not isinstance(record, CareerPhase) or record.valid_to or not self.may(Action.UPDATE):
            return []
        coming = record.next_stage
        label = gettext("Next phase") if coming else gettext("Phase reached its end")
        return [Act(label, self.get_url(".move_on", id=record.id), is_post=True)]

    @expose("/next/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.NOTE)
    def move_on(self) -> Response:
        """End the phase today and begin the next one."""
        phase = self.get_one(request.args.get("id"))
        if phase is None:
            return self.gone_page(request.args.get("id"))
        try:
            following = phase.move_on(acting().today)
            if following is not None:
                db.session.flush()
                db.session.add(following)
            db.session.commit()
        except RulesBroken as broken:
            db.session.rollback()
            for problem in broken.problems:
                flash(gettext(problem.text), "error")  # noqa: INT001 - marked in the models
            return redirect(self.get_url(".details_view", id=phase.id))
        shown = following or phase
        flash(gettext("The phase is now: %(stage)s", stage=enum_label(shown.stage)), "success")
        return redirect(self.get_url(".details_view", id=shown.id))


def stall_alerts(phase: CareerPhase) -> list[Alert]:
    """A hint, not a reproach: what could help next is for both to say."""
    after = shelf.read().career_stalls_after
    if not after or not phase.stalls(acting().today, after):
        return []
    days = (acting().today - phase.moved_on).days
    text = gettext(
        "This phase has not moved for %(days)s days. Talk about what would help next.", days=days
    )
    return [Alert("amber", text)]
