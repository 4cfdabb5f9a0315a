"""Pages that take files: only there may a request be larger than a form."""

from flask import abort, request
from flask_babel import gettext

from models.stored_file import LARGEST_FILE

TAKING_FILES = frozenset({"document.check"})
AROUND_A_FILE = 1_000_000  # bytes: the other fields of the form


def admit_files() -> None:
    """Before anything reads the request; how large one file may be, its page decides."""
    if request.endpoint not in TAKING_FILES:
        return
    request.max_content_length = LARGEST_FILE + AROUND_A_FILE
    if (request.content_length or 0) > request.max_content_length:
        abort(413, gettext("The file is larger than 15 MB."))


def uploaded(name: str) -> tuple[str, bytes]:
    """Name and content of the file sent under this name, at most one byte more than allowed."""
    upload = request.files.get(name)
    if upload is None:
        return "", b""
    with upload.stream as stream:
        return (upload.filename or "")[:100], stream.read(LARGEST_FILE + 1)
