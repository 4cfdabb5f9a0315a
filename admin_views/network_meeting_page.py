"""The page of a meeting with its decisions, the next one by its rhythm, and the year as a whole."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Response, flash, redirect, request
from flask_admin import expose
from flask_babel import gettext
from sqlalchemy.orm import selectinload

from admin_views import formats
from admin_views.details import Act, Section
from admin_views.due import distance
from admin_views.enum_labels import enum_label
from admin_views.event_year import asked_year
from admin_views.labels import field_label
from admin_views.plan_lines import flash_broken, is_for_me, plan_of, tick_off
from admin_views.rights import needs, refuse
from models.acting import acting
from models.base import Record, RulesBroken, db
from models.network_meeting import MeetingDecision, NetworkMeeting
from models.permissions import Action, DataClass
from models.reports.network_dues import OpenWork, wall_clock
from models.reports.network_year import CommitteeYear, network_year, network_years
from models.rules.text import whole_number
from models.rules.urgency import tone_of
from models.task import Task


@dataclass(frozen=True)
class YearLine:
    when: str
    tone: str
    what: str
    small: str
    url: str
    done_url: str = ""


class MeetingPages:
    """Mixin of the view of meetings."""

    details_template = "network_meeting.html"

    def list_acts(self) -> list[tuple[str, str]]:
        return [
            (gettext("The year"), self.get_url(".year")),
            (gettext("Committees"), self.get_url("committee.index_view")),
            (gettext("Agreements with partners"), self.get_url("partner_agreement.index_view")),
        ]

    def _detail_options(self) -> list[Any]:
        rows = selectinload(NetworkMeeting.decisions)
        task = rows.joinedload(MeetingDecision.task).joinedload(Task.worker)
        return [*super()._detail_options(), task]

    def more_details(self, record: Record) -> dict[str, Any]:
        if not isinstance(record, NetworkMeeting) or not record.decisions:
            return {"plan": None}
        may_change = self.may(Action.UPDATE) and not self.is_fixed(record)
        plan = plan_of(
            record.decisions,
            lambda row: self.get_url(".done", id=record.id, line=row.id),
            may_change,
        )
        return {"plan": plan}

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        is_next = isinstance(record, NetworkMeeting) and record.next_start() is not None
        if is_next and self.may(Action.CREATE):
            url = self.get_url(".next_meeting", id=record.id)
            acts.append(Act(gettext("Add the next one"), url, is_post=True))
        return acts

    def _fact_sections(self, record: Record, has_reason: bool) -> list[Section]:
        """Decisions stand above; what nobody filled in is left out."""
        sections = super()._fact_sections(record, has_reason)
        above = str(field_label(NetworkMeeting, "decisions"))
        told = [replace(one, facts=[it for it in one.facts if it.value]) for one in sections]
        return [one for one in told if one.facts and str(one.legend) != above]

    @expose("/next_meeting/", methods=("POST",))
    @needs(Action.CREATE, DataClass.COOPERATION)
    def next_meeting(self) -> Response:
        """By the rhythm of the committee, with the same people; its form is opened at once."""
        meeting = self.get_one(request.args.get("id"))
        starts_at = meeting.next_start() if meeting else None
        if meeting is None or starts_at is None:
            return self.gone_page(request.args.get("id"))
        twin = _at(meeting, starts_at)
        if twin is not None:
            flash(gettext("It stands in the calendar already: %(what)s", what=twin.title), "info")
            return redirect(self.get_url(".details_view", id=twin.id))
        try:
            with db.session.no_autoflush:
                made = meeting.following(starts_at)
                db.session.add(made)
            db.session.commit()
        except RulesBroken as broken:
            db.session.rollback()
            flash_broken(broken)
            return redirect(self.get_url(".details_view", id=meeting.id))
        flash(gettext("Added: %(what)s", what=made.title), "success")
        return redirect(self.get_url(".edit_view", id=made.id))

    @expose("/done/", methods=("POST",))
    @needs(Action.UPDATE, DataClass.COOPERATION)
    def done(self) -> Response:
        """Tick a decision off: by those who attend, and by whose task it is."""
        meeting = self.get_one(request.args.get("id"), [selectinload(NetworkMeeting.decisions)])
        line = whole_number(request.args.get("line"))
        rows = meeting.decisions if meeting else []
        row = next((one for one in rows if one.id == line), None)
        if row is None or row.task is None:
            return self.gone_page(request.args.get("id"))
        if self.is_fixed(meeting) and not is_for_me(row):
            refuse(NetworkMeeting, meeting.id)
        return tick_off(row, self.get_url(".details_view", id=meeting.id))

    @expose("/year/")
    @needs(Action.READ, DataClass.COOPERATION)
    def year(self) -> str:
        """What met when, agreements that are due, decisions that are open."""
        asked = asked_year()
        found = network_year(asked, acting())
        return self.render(
            "network_year.html",
            title=gettext("Cooperation %(year)s", year=asked),
            crumbs=self.crumbs(None),
            year=asked,
            years=[(one, self.get_url(".year", year=one)) for one in network_years(acting())],
            committees=[self._committee(one) for one in found.committees],
            meetings=[self._meeting(one) for one in found.meetings],
            agreements=[
                YearLine(
                    formats.day(on),
                    tone_of(on, acting().today),
                    one.title,
                    gettext("ends") if one.valid_to == on else gettext("to be talked over"),
                    self.get_url("partner_agreement.details_view", id=one.id),
                )
                for one, on in found.agreements
            ],
            decisions=[self._decision(one) for one in found.open_work],
            create_url=self.get_url(".create_view") if self.may(Action.CREATE) else None,
        )

    def _committee(self, one: CommitteeYear) -> dict[str, Any]:
        committee = one.committee
        is_missing = one.next_at is None and committee.meets_regularly
        return {
            "name": committee.name,
            "url": self.get_url("committee.details_view", id=committee.id),
            "rhythm": enum_label(committee.rhythm),
            "worker": committee.worker.display_name,
            "met": str(one.met),
            "last": formats.show(one.last_at.date()) if one.last_at else "–",
            "next": formats.show(one.next_at) if one.next_at else gettext("no date yet"),
            "tone": "amber" if is_missing else "",
        }

    def _meeting(self, one: NetworkMeeting) -> YearLine:
        is_ahead = one.starts_at >= wall_clock(acting())
        partners = ", ".join(partner.name for partner in one.partners)
        state = gettext("did not take place") if one.is_cancelled else ""
        lacks = not (is_ahead or one.is_cancelled or one.protocol)
        told = gettext("no minutes yet") if lacks else ""
        decided = len(one.decisions)
        count = gettext("decisions: %(number)s", number=decided) if decided else ""
        return YearLine(
            formats.weekday_and_day(one.starts_at.date()),
            "amber" if lacks else "",
            one.subject,
            " · ".join(filter(None, (state, told, count, one.place, partners))),
            self.get_url(".details_view", id=one.id),
        )

    def _decision(self, one: OpenWork) -> YearLine:
        return YearLine(
            distance(one.on, acting().today) if one.on else gettext("no day yet"),
            one.tone,
            one.what,
            " · ".join(filter(None, (one.who, one.whole))),
            self.get_url(".details_view", id=one.record_id),
        )


def _at(meeting: NetworkMeeting, starts_at: datetime) -> NetworkMeeting | None:
    """A meeting of the same committee that stands there already, at this time or later."""
    same = db.session.query(NetworkMeeting).filter(
        NetworkMeeting.committee_id == meeting.committee_id,
        NetworkMeeting.starts_at > meeting.starts_at,
        NetworkMeeting.starts_at >= wall_clock(acting()),
        ~NetworkMeeting.is_cancelled,
    )
    return same.order_by(NetworkMeeting.starts_at).first()
