"""Drafts and double saves: what is typed comes back, and one page makes one record."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from flask import Response, abort, flash, g, jsonify, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict

from admin_views.form_values import form_data, typed_pairs
from admin_views.form_version import version_of
from admin_views.formats import moment
from admin_views.login import signed_in_before
from models.acting import OFFICE_TIME, acting
from models.base import Record, db
from models.draft import (
    Author,
    Draft,
    FormPlace,
    discard,
    draft_of,
    drafts_at,
    fingerprint,
    finish,
    is_token,
    keep,
)
from models.rules.text import whole_number
from models.sealing import SealBroken

DRAFT_ROUTES = frozenset({"create_draft", "edit_draft"})
FORM_ROUTES = DRAFT_ROUTES | {"create_view", "edit_view", "new_row"}


@dataclass(frozen=True)
class OtherDraft:
    typed_at: str
    url: str


@dataclass
class FormState:
    """What the page knows of itself: its number, the version it began with, the draft it shows."""

    token: str
    before: str = ""
    mark: str = ""
    restored_at: str = ""
    others: list[OtherDraft] = field(default_factory=list)
    unreadable_at: str = ""
    problem: str = ""


def new_token() -> str:
    return secrets.token_urlsafe(16)


class DraftPages:
    """Mixin of RecordView: drafts of its forms."""

    def form_place(self, record_id: int | None) -> FormPlace:
        presets = [] if record_id else sorted(self._kept_presets().items())
        return FormPlace(self.model.__tablename__, record_id, urlencode(presets)[:200])

    def form_state(self, record: Record | None) -> FormState:
        """The state of the page to come; a draft, where there is one, fills the form."""
        if request.method == "POST":
            return self._sent_state(record)
        place = self.form_place(record.id if record else None)
        state = FormState(new_token())
        if not g.has_drafts:
            return state
        drafts = drafts_at(db.session(), acting().staff_id or 0, place, acting().now)
        shown = self._draft_to_show(drafts)
        if shown is not None:
            self._restore(shown, state)
        state.others = [
            OtherDraft(moment(other.typed_at), self.form_url(place, draft=str(other.id)))
            for other in drafts
            if other is not shown
        ]
        return state

    def _sent_state(self, record: Record | None) -> FormState:
        sent = form_data()
        token = sent.get("_token", "")
        state = FormState(token, sent.get("_before", ""), sent.get("_restored", "")[:40])
        if not is_token(token):
            state.token = new_token()
        elif self._saved_draft(token) is not None:
            state.token = new_token()
            state.problem = "" if record else self._spent_text()
        return state

    @staticmethod
    def _spent_text() -> str:
        return gettext(
            "This page was saved already, with other contents. If you mean a second record, "
            "save again; otherwise leave the page."
        )

    def _draft_to_show(self, drafts: Sequence[Draft]) -> Draft | None:
        wanted = request.args.get("draft")
        if wanted is None:
            return drafts[0] if drafts else None
        return next((draft for draft in drafts if str(draft.id) == wanted), None)

    def _restore(self, draft: Draft, state: FormState) -> None:
        state.mark = draft.mark
        try:
            pairs = draft.pairs()
        except SealBroken:
            state.unreadable_at = moment(draft.typed_at)
            return
        typed = MultiDict(pairs)
        state.before = typed.get("_before", "")
        state.restored_at = moment(draft.typed_at)
        g.form_data = typed

    def form_url(self, place: FormPlace, **more: str) -> str:
        if place.record_id is not None:
            return url_for(f"{self.endpoint}.edit_view", id=place.record_id, **more)
        return url_for(f"{self.endpoint}.create_view", **dict(parse_qsl(place.presets)), **more)

    @expose("/new/draft/", methods=("POST",))
    def create_draft(self) -> Response:
        return self._keep_draft(self.form_place(None))

    @expose("/edit/draft/", methods=("POST",))
    def edit_draft(self) -> Response:
        record = self.get_one(request.args.get("id"))
        if record is None:
            abort(404)
        return self._keep_draft(self.form_place(record.id))

    def _keep_draft(self, place: FormPlace) -> Response:
        """Put down what is typed; 409 where the page was saved already and nothing is kept."""
        if not is_token(request.form.get("_token", "")):
            abort(400)
        author = self._author(acting().staff_id or 0)
        try:
            draft = keep(db.session(), author, place, self._typed_pairs(), acting().now)
            db.session.commit()
        except (IntegrityError, StaleDataError):
            db.session.rollback()
            return jsonify(is_saved=False), 503
        if draft is None:
            return jsonify(is_saved=True), 409
        at = draft.typed_at.astimezone(OFFICE_TIME)
        return jsonify(text=gettext("Draft saved"), at=f"{at:%H:%M}")

    def _author(self, staff_id: int) -> Author:
        sent = form_data()
        return Author(staff_id, sent.get("_token", ""), sent.get("_restored", "")[:40])

    def _typed_pairs(self) -> list[tuple[str, str]]:
        return typed_pairs(self._edit_form_class, request.form)

    def keep_for_later(self, route: str) -> None:
        """Whoever saves after the sign-in ran out finds the text again after signing in.

        The signed cookie still names the sign-in that the page came from; without one that was
        never signed out of, nothing is kept.
        """
        if request.method != "POST" or route not in FORM_ROUTES:
            return
        staff_id = signed_in_before()
        key = whole_number(request.args.get("id"))
        is_edit = route.startswith("edit")
        if staff_id is None or not is_token(request.form.get("_token", "")):
            return
        if is_edit and key is None:
            return
        place = self.form_place(key if is_edit else None)
        kept = keep(db.session(), self._author(staff_id), place, self._typed_pairs(), acting().now)
        db.session.commit()
        if kept is not None and route not in {*DRAFT_ROUTES, "new_row"}:
            flash(
                gettext(
                    "Your sign-in had run out. What you typed is kept as a draft and will be in "
                    "the form again once you have signed in."
                )
            )

    def answered_already(self, record: Record | None) -> Response | None:
        """A draft that is thrown away, or a page that was saved before: no second record."""
        token = request.form.get("_discard", "")
        if token:
            shown = request.form.get("_restored", "").partition(".")[0]
            for one in {token, shown}:
                discard(db.session(), acting().staff_id or 0, one)
            flash(gettext("The draft was discarded."), "success")
            place = self.form_place(record.id if record else None)
            return redirect(self.form_url(place, draft="0"))
        saved = self._saved_draft(request.form.get("_token", ""))
        if record is not None or saved is None or saved.fingerprint != self._fingerprint():
            return None
        made = self.get_one(saved.saved_id)
        if made is None:
            flash(gettext("This page was saved already; no second record was made."))
            return redirect(self.get_url(".index_view"))
        text = gettext("Saved already, no second record was made: %(what)s", what=made.title)
        flash(text)
        return redirect(self.get_url(".details_view", id=made.id))

    def _saved_draft(self, token: str) -> Draft | None:
        """The mark of a page that was saved."""
        if not is_token(token):
            return None
        draft = draft_of(db.session(), acting().staff_id or 0, token)
        return draft if draft is not None and draft.saved_id is not None else None

    def _fingerprint(self) -> str:
        return fingerprint(pair for pair in self._typed_pairs() if not pair[0].startswith("_"))

    def finish_draft(self, record: Record, is_created: bool) -> None:
        """With the record's own save: the text goes, the page's number stays known for a day."""
        author = self._author(acting().staff_id or 0)
        if not is_token(author.token):
            return
        db.session.flush()
        place = self.form_place(None if is_created else record.id)
        saved = (record.id, self._fingerprint())
        finish(db.session(), author, place, saved, acting().now)

    def page_of_state(self, state: FormState, form: object, record: Record | None) -> FormState:
        """Seal what the untouched form holds, to be compared on saving."""
        if record is not None and request.method == "GET" and not state.restored_at:
            state.before = version_of(form, record).sealed(record)
        return state
