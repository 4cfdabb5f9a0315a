"""Check a document: is this PDF one of ours, and is it as we issued it?"""

import hashlib
from dataclasses import dataclass

from flask import Response, make_response, request
from flask_admin import expose
from flask_babel import gettext
from sqlalchemy import select

from admin_views.document_panel import SealWords, fingerprints, words_of
from admin_views.rights import needs
from admin_views.uploads import uploaded
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import db
from models.document import Document
from models.permissions import Action, DataClass
from models.seal import NoSeal, certificate
from models.seal_check import checked
from models.stored_file import LARGEST_FILE, FilePurpose, StoredFile


@dataclass(frozen=True)
class CheckResult:
    """What was found out about one file; `number` and `url` where the reader may see which."""

    name: str
    words: SealWords
    number: str = ""
    url: str = ""
    is_latest: bool = True


class CheckPages:
    """Mixin of the register's view: a file from anywhere against the seal and the register."""

    @expose("/check", methods=("GET", "POST"))
    @needs(Action.READ, DataClass.SESSION)
    def check(self) -> Response:
        """The file is looked at and not kept."""
        result, problem = None, ""
        if request.method == "POST":
            name, content = uploaded("file")
            if not content:
                problem = gettext("Choose a PDF file first.")
            elif len(content) > LARGEST_FILE:
                problem = gettext("The file is larger than 15 MB.")
            else:
                result = self._checked(content, name)
        page = self.render(
            "document_check.html",
            title=gettext("Check a document"),
            crumbs=self.crumbs(None),
            result=result,
            problem=problem,
        )
        return make_response(page, 422 if problem else 200)

    def _checked(self, content: bytes, name: str) -> CheckResult:
        found = checked(content, fingerprints() | _own_seal())
        record_read(AuditAction.READ, Document.__tablename__, detail=f"check {found.verdict}")
        digest = hashlib.sha256(content).hexdigest()
        wanted = select(StoredFile).where(
            StoredFile.sha256 == digest,
            StoredFile.purpose == FilePurpose.PAPER,
            StoredFile.visible_to(acting()),
        )
        file = db.session.scalars(wanted.limit(1)).first()
        if file is None or file.document is None:
            return CheckResult(name, words_of(found))
        document = file.document
        return CheckResult(
            name,
            words_of(found),
            document.number,
            self.get_url(".details_view", id=document.id),
            document.paper is file,
        )


def _own_seal() -> set[str]:
    try:
        return {certificate().fingerprint}
    except NoSeal:
        return set()
