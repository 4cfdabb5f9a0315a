"""Two files of one person: the likely ones, both side by side, and made into one."""

from dataclasses import dataclass
from typing import Any

from flask import Response, flash, make_response, redirect, request
from flask_admin import expose
from sqlalchemy import select

from admin_views.change_step import refusal_text
from admin_views.details import Act
from admin_views.formats import day
from admin_views.labels import field_label
from admin_views.pickers import picker_text
from admin_views.rights import needs, refuse
from admin_views.table_labels import TABLES
from admin_views.words import gettext
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import Record, db
from models.change_step import CAN_BE_UNDONE_FOR, ChangeStep, StepKind
from models.deleted_record import DeletedRecord
from models.merging import choices, is_better_from_other, may_merge, merge, moving
from models.permissions import Action, DataClass
from models.person import Person
from models.reports.twins import Twin, Wanted, twins
from models.rules.text import tidy
from models.search import LONGEST_SEARCH, closeness, finds

MOST = 10  # answers to a search for the other file
CHOICE = "_choice-"
OTHER = "other"


@dataclass(frozen=True)
class Difference:
    """One field in which the files differ; `is_from_other` says which value is chosen."""

    name: str
    label: Any
    kept: str
    other: str
    is_from_other: bool


class MergePages:
    """Mixin of the persons' view."""

    @expose("/merge/", methods=("GET", "POST"))
    @needs(Action.DELETE, DataClass.MASTER)
    def merge_view(self) -> Response:
        kept = self.get_one(request.values.get("id"))
        if kept is None:
            return self.gone_page(request.values.get("id"))
        if not may_merge(acting()):
            refuse(Person, kept.id)
        if not request.values.get("other"):
            return make_response(self._search_page(kept))
        other = self.get_one(request.values.get("other"))
        if other is None or other.id == kept.id:
            return self._without_other(kept, request.values.get("other"))
        if request.method == "POST":
            return self._merge(kept, other)
        for person in (kept, other):
            record_read(AuditAction.READ, "person", person.id)
        return make_response(self._both_page(kept, other, None))

    def own_acts(self, record: Record, has_reason: bool) -> list[Act]:
        acts: list[Act] = super().own_acts(record, has_reason)
        if may_merge(acting()):
            url = self.get_url(".merge_view", id=record.id)
            acts.append(Act(gettext("Merge with another file"), url))
        return acts

    def _without_other(self, kept: Person, key: Any) -> Response:
        """Sent twice: the other file is merged already."""
        is_number = str(key).isascii() and str(key).isdigit() and len(str(key)) < 10
        gone = (
            select(DeletedRecord.id)
            .join(ChangeStep, ChangeStep.id == DeletedRecord.step_id)
            .where(ChangeStep.kind == StepKind.MERGE, DeletedRecord.table_name == "person")
            .where(DeletedRecord.record_id == (int(key) if is_number else 0))
        )
        if db.session.scalar(gone) is None:
            return self.gone_page(key)
        flash(gettext("These two files are one already."), "info")
        return redirect(self.get_url(".details_view", id=kept.id))

    def _search_page(self, kept: Person) -> str:
        term = tidy(request.args.get("search", ""))[:LONGEST_SEARCH]
        wanted = Wanted(kept.family_name, kept.given_name or "", kept.birth_date)
        return self.render(
            "merge_search.html",
            title=gettext("Merge with another file"),
            crumbs=self.crumbs(kept),
            person=picker_text(kept),
            record_id=kept.id,
            searched=term,
            found=[self._offer(kept, person) for person in self._found(kept, term)],
            alike=[self._offer(kept, twin) for twin in twins(wanted, db.session(), acting(), kept)],
        )

    def _found(self, kept: Person, term: str) -> list[Person]:
        if not term:
            return []
        rows = self.get_query().filter(finds(Person, term), Person.id != kept.id)
        order = (closeness(Person, term), Person.sort_text, Person.id)
        return list(rows.order_by(*order).limit(MOST))

    def _offer(self, kept: Person, other: Person | Twin) -> tuple[str, str, str]:
        """Title, a word on how likely it is, and where both stand side by side."""
        person = other.person if isinstance(other, Twin) else other
        tag = ""
        if isinstance(other, Twin):
            tag = gettext("likely") if other.is_likely else gettext("possible")
        url = self.get_url(".merge_view", id=kept.id, other=person.id)
        return picker_text(person), tag, url

    def _both_page(self, kept: Person, other: Person, refused: list[str] | None) -> str:
        chosen = None if refused is None else self._from_other(kept, other)
        pairs = [(person, self.get_url(".details_view", id=person.id)) for person in (kept, other)]
        return self.render(
            "merge.html",
            title=gettext("Merge two files"),
            crumbs=self.crumbs(kept),
            kept=kept,
            other=other,
            names=[(picker_text(person), url) for person, url in pairs],
            swap_url=self.get_url(".merge_view", id=other.id, other=kept.id),
            differences=list(self._file_differences(kept, other, chosen)),
            moving=[
                (TABLES[table][1], count) for table, count in moving(other, db.session()).items()
            ],
            is_protected=kept.is_address_protected or other.is_address_protected,
            refused=refused or [],
            days=CAN_BE_UNDONE_FOR.days,
            return_url=pairs[0][1],
        )

    def _file_differences(
        self, kept: Person, other: Person, chosen: set[str] | None
    ) -> list[Difference]:
        """Only fields of which one may read both; what only one file knows is chosen from it."""
        found = []
        for name in choices(kept, other):
            if not all(self.may_read(person, name, has_reason=False) for person in (kept, other)):
                continue
            texts = [self.fact_text(person, name) for person in (kept, other)]
            if texts[0] != texts[1]:
                is_better = is_better_from_other(getattr(kept, name), getattr(other, name))
                is_other = is_better if chosen is None else name in chosen
                found.append(Difference(name, field_label(Person, name), *texts, is_other))
        return found

    def _from_other(self, kept: Person, other: Person) -> set[str]:
        names = choices(kept, other)
        return {name for name in names if request.form.get(CHOICE + name) == OTHER}

    def _merge(self, kept: Person, other: Person) -> Response:
        versions = [request.form.get("version", ""), request.form.get("other_version", "")]
        if versions != [str(kept.version), str(other.version)]:
            refused = [gettext("Meanwhile somebody changed one of the two files.")]
            return make_response(self._both_page(kept, other, refused), 409)
        title, number = other.title, kept.id
        refusals = merge(kept, other, self._from_other(kept, other), db.session(), acting())
        if refusals:
            told = [refusal_text(refusal) for refusal in refusals]
            db.session.rollback()
            return make_response(self._both_page(kept, other, told), 409)
        db.session.commit()
        flash(
            gettext(
                "%(other)s is part of this file now."
                " Until %(day)s this can be taken back under Last steps.",
                other=title,
                day=day((acting().now + CAN_BE_UNDONE_FOR).date()),
            ),
            "success",
        )
        return redirect(self.get_url(".details_view", id=number))
