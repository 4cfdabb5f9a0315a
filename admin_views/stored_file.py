"""One kept file, sent as an attachment to whoever may see its document; each sending is noted."""

from flask import Response, abort, redirect
from flask_admin import expose
from flask_babel import gettext
from sqlalchemy import select

from admin_views.closed_file import knock
from admin_views.reasons import reason_holds
from admin_views.rights import StaffPage, needs, refuse
from models.acting import acting
from models.audit_entry import AuditAction, record_read
from models.base import db
from models.document import Document
from models.permissions import Access, Action, DataClass
from models.stored_file import FileGone, FilePurpose, StoredFile


class StoredFileView(StaffPage):
    """Files stand on the page of their document; this is the only way to their content."""

    model = StoredFile

    def __init__(self) -> None:
        super().__init__(name="", endpoint="stored_file", url="/admin/stored_file")

    def is_accessible(self) -> bool:
        return acting().access(DataClass.NOTE, Action.READ) is not Access.NO

    @expose("/")
    @needs(Action.READ, DataClass.SESSION)
    def index(self) -> Response:
        """Files have no list of their own: the register of documents leads to them."""
        return redirect(self.get_url("document.index_view"))

    @expose("/<int:id>/file")
    @needs(Action.READ, DataClass.NOTE)
    def fetch(self, id: int) -> Response:
        """The file; for the lead only while a reason stated for its document holds."""
        wanted = select(StoredFile).where(StoredFile.id == id, StoredFile.visible_to(acting()))
        file = db.session.scalars(wanted).one_or_none()
        if file is None:
            abort(404)
        if file.document is not None:
            knock(file.document)
        if not has_reason(file.document):
            refuse(StoredFile, id)
        return file_response(file)


def has_reason(document: Document | None) -> bool:
    """Notes may be read as they are, or a reason was stated for this very document."""
    answer = acting().access(DataClass.NOTE, Action.READ)
    return answer is Access.YES or (document is not None and reason_holds(document))


def opened(file: StoredFile) -> bytes:
    """The content, after its reading was noted; a damaged file is told in words."""
    try:
        content = file.read()
    except FileGone:
        abort(409, gettext("This file is damaged or gone. Please tell the administration."))
    action = AuditAction.PRINTED if file.purpose is FilePurpose.PAPER else AuditAction.READ
    told = f"{file.purpose} {file.sha256}"
    record_read(action, StoredFile.__tablename__, file.id, detail=told)
    return content


def file_response(file: StoredFile) -> Response:
    """An attachment that no browser runs and nobody keeps on the way."""
    response = Response(opened(file), mimetype=file.mime)
    response.headers.set("Content-Disposition", "attachment", filename=filename_of(file))
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def filename_of(file: StoredFile) -> str:
    """The document's number, never a name that somebody gave the file."""
    number = file.document.number if file.document else f"scan-{file.id}"
    return f"{number}.{file.ending}"
