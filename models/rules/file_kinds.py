"""What a file is, judged by its first bytes and never by its name."""

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
ENDINGS = {PDF: "pdf", PNG: "png", JPEG: "jpg"}
_BEGINNINGS = {b"%PDF-": PDF, b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}


def kind_of(content: bytes) -> str | None:
    """The MIME type of a PDF, PNG or JPEG; None for anything else.

    A file that is something else as well, such as a picture with a page of HTML behind it, gets
    the type of its beginning: it is sent as an attachment of that type and read as nothing else.
    """
    found = (kind for begins, kind in _BEGINNINGS.items() if content.startswith(begins))
    return next(found, None)
