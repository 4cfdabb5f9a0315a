"""What stands in the QR codes of a scan, page by page, and single pages of it as a file."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from models.later import later
from models.rules.file_kinds import PDF

pdfium, image, codes = later("pypdfium2"), later("PIL.Image"), later("zxingcpp")

MOST_PAGES = 100  # of one scan
LONGEST_SIDE = 2_600  # pixels that a page is drawn with: an A4 page at 220 dpi
SHARPEST = 220  # dpi
MOST_PIXELS = 60_000_000  # of a photo
POINTS = 72  # of an inch


class Unreadable(ValueError):
    """The file is broken, locked by a password, or too large to be looked at."""


def codes_of(content: bytes, mime: str) -> list[list[str]]:
    """The texts of the QR codes on each page. Raises Unreadable."""
    try:
        return [_read(picture) for picture in _pictures(content, mime)]
    except Unreadable:
        raise
    except (OSError, RuntimeError, ValueError, SyntaxError, MemoryError) as error:
        raise Unreadable(type(error).__name__) from None


def _read(picture: Any) -> list[str]:
    found = codes.read_barcodes(picture, formats=codes.BarcodeFormat.QRCode)
    return [code.text for code in found]


def _pictures(content: bytes, mime: str) -> Iterator[Any]:
    if mime != PDF:
        yield _photo(content)
        return
    document = pdfium.PdfDocument(content)
    try:
        if not 0 < len(document) <= MOST_PAGES:
            raise Unreadable("pages")
        for page in document:
            side = max(page.get_size())
            scale = min(SHARPEST / POINTS, LONGEST_SIDE / max(side, 1))
            yield page.render(scale=scale, grayscale=True).to_pil()
    finally:
        document.close()


def _photo(content: bytes) -> Any:
    with image.open(io.BytesIO(content)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Unreadable("pixels")
        picture.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
        return picture.convert("L")


def pages_as_pdf(content: bytes, pages: Sequence[int]) -> bytes:
    """These pages of a PDF as one of their own."""
    source, target, out = pdfium.PdfDocument(content), pdfium.PdfDocument.new(), io.BytesIO()
    target.import_pages(source, list(pages))
    target.save(out)
    target.close()
    source.close()
    return out.getvalue()
