"""Scans of papers that were signed in ink: handed in, filed by their code, the rest by hand."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, flash, make_response, redirect, request
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from admin_views import formats
from admin_views.enum_labels import enum_label
from admin_views.rights import StaffPage, needs
from admin_views.uploads import uploads
from admin_views.words import ngettext
from models.acting import acting
from models.base import RulesBroken, db
from models.filing import Filed, Filing, doubtful_scans, file_by_hand, file_scan
from models.permissions import Action, DataClass
from models.stored_file import StoredFile

TONES = {Filing.FILED: "green", Filing.KNOWN: "grey", Filing.DOUBTFUL: "amber"}


@dataclass(frozen=True)
class ScanLine:
    """One paper of what was just handed in."""

    name: str
    pages: str
    state: str
    tone: str
    text: str
    url: str = ""
    sign_url: str = ""


@dataclass(frozen=True)
class DoubtLine:
    """One scan that waits; `number` is what its code named."""

    id: int
    title: str
    small: str
    number: str
    url: str


class ScanView(StaffPage):
    """Whoever writes notes files their papers; everybody sees the doubtful ones they brought."""

    def __init__(self) -> None:
        super().__init__(name=_("File scans"), endpoint="scan", url="/admin/scan")

    def is_accessible(self) -> bool:
        return acting().may(Action.UPDATE, DataClass.NOTE)

    @expose("/", methods=("GET", "POST"))
    @needs(Action.UPDATE, DataClass.NOTE)
    def index(self) -> Response:
        lines, problems = [], []
        if request.method == "POST":
            lines, problems = self._handed_in()
        page = self.render(
            "scan.html",
            title=gettext("File scans"),
            crumbs=[(gettext("Documents"), self.get_url("document.index_view"))],
            lines=lines,
            problems=problems,
            doubts=[self._doubt(file) for file in doubtful_scans(db.session())],
        )
        return make_response(page, 422 if problems and not lines else 200)

    @expose("/<int:id>/file", methods=("POST",))
    @needs(Action.UPDATE, DataClass.NOTE)
    def file_it(self, id: int) -> Response:
        """A doubtful scan goes to the document whose number was typed."""
        file = self._own(id)
        try:
            document = file_by_hand(file, request.form.get("number", ""), db.session())
        except RulesBroken as broken:
            db.session.rollback()
            flash(_told(broken), "error")
            return redirect(self.get_url(".index"), 303)
        number = document.number
        db.session.commit()
        flash(gettext("The scan lies with document %(number)s.", number=number), "success")
        return redirect(self.get_url(".index"), 303)

    @expose("/<int:id>/remove", methods=("POST",))
    @needs(Action.UPDATE, DataClass.NOTE)
    def remove(self, id: int) -> Response:
        """A scan that was handed in by mistake; the file itself is swept away later."""
        db.session.delete(self._own(id))
        db.session.commit()
        flash(gettext("The scan was removed."), "success")
        return redirect(self.get_url(".index"), 303)

    def _own(self, id: int) -> StoredFile:
        found = next((file for file in doubtful_scans(db.session()) if file.id == id), None)
        return found or abort(404)

    def _handed_in(self) -> tuple[list[ScanLine], list[str]]:
        lines, problems = [], []
        for name, content in uploads("files"):
            try:
                filed = file_scan(content, name, db.session())
            except RulesBroken as broken:
                problems.append(f"{name}: {_told(broken)}")
            else:
                db.session.commit()
                lines += [self._line(name, one) for one in filed]
        if not lines and not problems:
            problems = [gettext("Choose the scanned files first.")]
        return lines, problems

    def _line(self, name: str, one: Filed) -> ScanLine:
        document = one.file.document
        pages = ngettext(
            "Page %(pages)s",
            "Pages %(pages)s",
            len(one.pages),
            pages=", ".join(map(str, one.pages)),
        )
        told = (name, pages, enum_label(one.outcome), TONES[one.outcome])
        if document is None:
            return ScanLine(*told, enum_label(one.file.doubt) if one.file.doubt else "")
        return ScanLine(
            *told,
            f"{document.number} · {document.person.title}",
            self.get_url("document.details_view", id=document.id),
            self.get_url("document.sign", id=document.id) if document.is_open else "",
        )

    def _doubt(self, file: StoredFile) -> DoubtLine:
        small = (
            formats.moment(file.stored_at),
            ngettext("%(num)s page", "%(num)s pages", file.pages or 1),
            enum_label(file.doubt) if file.doubt else "",
        )
        return DoubtLine(
            file.id,
            file.label or gettext("Scan %(number)s", number=file.id),
            " · ".join(filter(None, small)),
            file.told_number or "",
            self.get_url("stored_file.fetch", id=file.id),
        )


def _told(broken: RulesBroken) -> str:
    said: list[Any] = [gettext(one.text, **one.values) for one in broken.problems]
    return " ".join(said)
