"""The file of a person: head, sequence of all that happened, tabs, and what was agreed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, abort, redirect, request
from flask_admin import expose
from sqlalchemy.orm import joinedload

from admin_views.details import Act, Alert
from admin_views.person_agreed import AgreedPages
from admin_views.person_entry import line_of
from admin_views.person_head import head_alerts, head_facts
from admin_views.person_tabs import FACTS, TABS
from admin_views.person_timeline import timeline_panel
from admin_views.record_panel import Lead
from admin_views.related import RelatedTable
from admin_views.rights import needs
from admin_views.words import gettext
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import Record
from models.counselling_session import CounsellingSession
from models.goal_agreement import GoalAgreement
from models.permissions import Access, Action, DataClass
from models.person import Person
from models.referral import Referral
from models.reports.person_file import PersonHead, head_of, relatives_of
from models.reports.person_timeline import Wanted, kinds_open_to, timeline_of
from models.task import Task

LAST_ENTRIES = 8  # beside the list
HEAD_NEEDS = ("languages", "alerts", "origin_country")
# What the office does next with a person, the usual thing last: which form, and the word for it.
NEXT_ACTS: tuple[tuple[type[Record], dict[str, int], Callable[[], str]], ...] = (
    (Task, {}, lambda: gettext("Task")),
    (Referral, {}, lambda: gettext("Refer")),
    (GoalAgreement, {}, lambda: gettext("Agree on a goal")),
    (CounsellingSession, {"short": 1}, lambda: gettext("Short contact")),
    (CounsellingSession, {}, lambda: gettext("Record a talk")),
)


@dataclass(frozen=True)
class TabLink:
    label: Any
    url: str
    count: int | None
    is_current: bool


class PersonFile(AgreedPages):
    """Mixin of the persons' view: the file takes the place of the plain page of details."""

    related = tuple(table for tab in TABS.values() for table in tab.tables)

    @expose("/details/")
    def details_view(self) -> Response | str:
        """The sequence; the facts for whoever may read nothing of it."""
        person = self._asked_for([joinedload(getattr(Person, name)) for name in HEAD_NEEDS])
        if person is None:
            return self.gone_page(request.args.get("id"))
        has_reason = self.has_stated_reason(person)
        notes = _reads_notes(has_reason)
        panel = timeline_panel(person.id, notes)
        if panel is None:
            return redirect(self.get_url(".file_view", tab=FACTS, id=person.id))
        head = head_of(person.id, acting())
        page = {
            "panel": panel,
            "agreed": self.agreed_panel(person) if notes else None,
            "appointment": self.appointment_panel(person, head),
        }
        return self._file_page("person_file.html", person, head, has_reason, "", **page)

    @expose("/file/<tab>/")
    @needs(Action.READ, DataClass.IDENTITY)
    def file_view(self, tab: str) -> Response | str:
        """One tab: tables of what hangs on the person, or all fields."""
        is_facts = tab == FACTS
        needed = [joinedload(getattr(Person, name)) for name in HEAD_NEEDS]
        person = self._asked_for(self._detail_options() if is_facts else needed)
        if person is None:
            return self.gone_page(request.args.get("id"))
        tables = self._tables_of(person, tab)
        if not is_facts and not tables:
            abort(404)
        has_reason = self.has_stated_reason(person)
        head = head_of(person.id, acting())
        sections = self._fact_sections(person, has_reason) if is_facts else []
        page = {"tables": tables, "sections": sections}
        return self._file_page("person_tab.html", person, head, has_reason, tab, **page)

    def _asked_for(self, options: list[Any]) -> Person | None:
        found: Person | None = self.get_one(request.args.get("id"), options)
        return found

    def _tables_of(self, person: Person, tab: str) -> list[RelatedTable]:
        tables = TABS[tab].tables if tab in TABS else ()
        return [self._related_table(person, one) for one in tables if self._is_open(one)]

    def _file_page(
        self,
        template: str,
        person: Person,
        head: PersonHead,
        has_reason: bool,
        tab: str,
        **more: Any,
    ) -> str:
        """What surrounds each tab; the reading is noted before the page goes out."""
        relatives = relatives_of(head.household_id, person.id, acting())
        record_read(AuditAction.READ, self.model.__tablename__, person.id)
        acts = self.acts(person, has_reason)
        buttons = self._next_acts(person)
        if tab == FACTS or not buttons:
            plain = [replace(act, is_primary=False) for act in buttons]
            buttons = [*plain, *(act for act in acts if act.is_primary)]
        return self.render(
            template,
            title=person.title,
            crumbs=self.crumbs(None),
            record_id=person.id,
            facts=head_facts(person, head, relatives),
            warnings=head_alerts(person, head),
            tabs=self._tab_links(person, head, tab),
            tab_title=TABS[tab].label if tab in TABS else gettext("Master data"),
            acts=buttons,
            more_acts=self._more_acts(person, [act for act in acts if act not in buttons]),
            reason=None if has_reason else self._reason_form(person),
            **more,
        )

    def _tab_links(self, person: Person, head: PersonHead, current: str) -> list[TabLink]:
        def link(name: str) -> str:
            url: str = self.get_url(".file_view", tab=name, id=person.id)
            return url

        links = []
        if kinds_open_to(acting(), may_read_notes=False):
            url = self.get_url(".details_view", id=person.id)
            links.append(TabLink(gettext("Course"), url, None, not current))
        for name, tab in TABS.items():
            if any(map(self._is_open, tab.tables)):
                count = getattr(head, tab.counted) if tab.counted else None
                links.append(TabLink(tab.label, link(name), count, name == current))
        links.append(TabLink(gettext("Master data"), link(FACTS), None, current == FACTS))
        return links

    def _next_acts(self, person: Person) -> list[Act]:
        """What the acting person may record; the usual thing is the button that is filled."""
        back = self.get_url(".details_view", id=person.id)
        acts = [
            Act(
                label(),
                self.get_url(
                    f"{model.__tablename__}.create_view", person=person.id, **more, url=back
                ),
            )
            for model, more, label in NEXT_ACTS
            if acting().may(Action.CREATE, model.data_class)
        ]
        if acting().may(Action.PRINT, DataClass.NETWORK):
            url = self.get_url("partner.slip_for", person=person.id)
            acts.insert(0, Act(gettext("Slip for an organisation"), url))
        return [*acts[:-1], *(replace(last, is_primary=True) for last in acts[-1:])]

    def _more_acts(self, person: Person, acts: list[Act]) -> list[Act]:
        """The usual first, the grave last; the history has another name than the sequence."""
        history = self.get_url(".history_view", id=person.id)
        named = [
            replace(act, label=gettext("Changes")) if act.url == history else act for act in acts
        ]
        return sorted(named, key=lambda act: (act.is_danger, not act.is_primary))

    def panel_lead(self, record: Record, has_reason: bool) -> Lead:
        """The head of the file and what happened last."""
        if not isinstance(record, Person):
            return Lead()
        head = head_of(record.id, acting())
        found = timeline_of(record.id, Wanted(), acting(), _reads_notes(has_reason))
        return Lead(
            alerts=[
                Alert(one.tone, " ".join(filter(None, (one.lead, one.text))))
                for one in head_alerts(record, head)
            ],
            facts=head_facts(record, head, relatives_of(head.household_id, record.id, acting())),
            entries=[line_of(entry, _nowhere) for entry in found.entries[:LAST_ENTRIES]],
            told=frozenset({"birth_date", "languages", "is_address_protected", "is_restricted"}),
        )

    def closed_classes(self, record: Record) -> set[DataClass]:
        """The notes of the sequence too."""
        closed: set[DataClass] = super().closed_classes(record)
        answer = acting().access(DataClass.NOTE, Action.READ)
        return closed | {DataClass.NOTE} if answer is Access.WITH_REASON else closed


def _nowhere(**asked: Any) -> str:
    """Beside the list no topic leads anywhere."""
    return ""


def _reads_notes(has_reason: bool) -> bool:
    answer = acting().access(DataClass.NOTE, Action.READ)
    return answer is Access.YES or (answer is Access.WITH_REASON and has_reason)
