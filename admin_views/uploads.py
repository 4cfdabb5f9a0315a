"""Pages that take files: only there may a request be larger than a form."""

from collections.abc import Iterator

from flask import abort, request
from flask_babel import gettext

from models.stored_file import LARGEST_FILE

MOST_FILES = 10  # of one request
LARGEST_TABLE = 25_000_000  # bytes of a table to import
# So many files of full size.
TAKING_FILES = {
    "document.check": 1,
    "partner.add_file": 1,
    "partner_agreement.file_it": 1,
    "scan.index": MOST_FILES,
}
AROUND_A_FILE = 1_000_000  # bytes: the other fields of the form


def admit_files() -> None:
    """Before anything reads the request; how large one file may be, its page decides."""
    many = TAKING_FILES.get(request.endpoint or "", 0)
    if (request.endpoint or "").endswith(".import_start"):
        request.max_content_length = LARGEST_TABLE + AROUND_A_FILE
        if (request.content_length or 0) > request.max_content_length:
            abort(413, gettext("The table is larger than 25 MB. Divide it into several files."))
    if not many:
        return
    request.max_content_length = many * LARGEST_FILE + AROUND_A_FILE
    if (request.content_length or 0) > request.max_content_length:
        told = gettext("These files are too large together. Hand them in one after the other.")
        abort(413, gettext("The file is larger than 15 MB.") if many == 1 else told)


def uploaded(name: str) -> tuple[str, bytes]:
    """Name and content of the file sent under this name, at most one byte more than allowed."""
    upload = request.files.get(name)
    if upload is None:
        return "", b""
    with upload.stream as stream:
        return (upload.filename or "")[:100], stream.read(LARGEST_FILE + 1)


def uploads(name: str) -> Iterator[tuple[str, bytes]]:
    """Names and contents of all files sent under this name, each read when it is its turn."""
    for upload in request.files.getlist(name)[:MOST_FILES]:
        with upload.stream as stream:
            content = stream.read(LARGEST_FILE + 1)
        if upload.filename:
            yield upload.filename[:100], content
