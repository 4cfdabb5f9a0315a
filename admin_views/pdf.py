"""From a frozen paper to its PDF: a page of our own, drawn without network or disk."""

import base64
import functools
import io
import logging
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from babel.dates import format_date, format_time
from babel.units import format_unit
from flask import Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from admin_views import pdf_text
from admin_views.pdf_labels import GERMAN
from admin_views.pdf_text import Word, clean
from models.later import later
from models.reports.issued_papers import Signing
from models.reports.papers import Letterhead, Paper, content_hash

if TYPE_CHECKING:
    from admin_views.paper_languages import SecondLanguage

segno, image = later("segno"), later("PIL.Image")
pisa, resources = later("xhtml2pdf.pisa"), later("xhtml2pdf.config.resources")
fonts = later("admin_views.pdf_fonts")  # whose classes are the renderer's

TEMPLATES = Path(__file__).parent.parent / "report_templates"
IN_MEMORY = -1  # else a long paper lies in a temporary file for a while
_SVG_BOX = re.compile(
    rb"""<svg[^>]*?\sviewBox=["'][\d.-]+[ ,]+[\d.-]+[ ,]+(\d*[1-9][\d.]*)[ ,]+(\d*[1-9][\d.]*)"""
)

NOTHING_SIGNED = Signing()
NAMES = {text: name for name, text in GERMAN.items()}

Translate = Callable[[str], str]


class PdfError(Exception):
    """The renderer warned or failed; tells where in the renderer, never what was written."""


class _Formats:
    """Days and times as the paper's language writes them."""

    def __init__(self, locale: str, translate: Translate) -> None:
        self._locale = locale
        self._oclock = translate("o'clock")

    def day(self, value: date) -> str:
        return format_date(value, "dd.MM.yyyy", locale=self._locale)

    def long_day(self, value: date) -> str:
        return format_date(value, "full", locale=self._locale)

    def hours(self, start: time | None, minutes: int | None) -> str:
        """From when to when, or what of it is known."""
        if start is None:
            return format_unit(minutes, "duration-minute", locale=self._locale) if minutes else ""
        ends_at = datetime.combine(date(2000, 1, 1), start) + timedelta(minutes=minutes or 0)
        span = f"{self._clock(start)}–{self._clock(ends_at)}" if minutes else self._clock(start)
        return f"{span} {self._oclock}"

    def moment(self, value: datetime) -> str:
        return f"{self.long_day(value)}, {self.hours(value.time(), None)}"

    def _clock(self, value: time | datetime) -> str:
        return format_time(value, "HH:mm", locale=self._locale)


@functools.cache
def _nothing_from_outside() -> object:
    return resources.ResourceAccessPolicy.server(None, allow_remote=False)


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        auto_reload=False,
        finalize=lambda value: value if isinstance(value, Markup) else clean(value),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    for name in ("apart", "both", "inline", "lines", "number", "own_line", "pair", "second"):
        environment.filters[name] = getattr(pdf_text, name)
    environment.filters["picture"] = lambda drawing: _data_address(drawing, "image/png")
    environment.filters["code"] = _qr_code
    environment.globals.update(fact_rows=pdf_text.fact_rows, step_rows=pdf_text.step_rows)
    return environment


def render_paper(
    template: str,
    paper: Paper,
    letterhead: Letterhead,
    translate: Translate = GERMAN.__getitem__,
    locale: str = "de",
    signing: Signing = NOTHING_SIGNED,
    also: "SecondLanguage | None" = None,
) -> bytes:
    """The paper as PDF; `template` is the name of a file in report_templates.

    `also` is the language whose words stand beside the German ones.
    """
    words: Mapping[str, str] = also.words if also else {}
    digest = content_hash(paper)
    page = _environment().get_template(template)
    html = page.render(
        paper=paper,
        letterhead=letterhead,
        logo=_data_address(letterhead.logo, letterhead.logo_mime),
        logo_size=_logo_size(letterhead.logo or b""),
        digest=digest,
        qr=_qr_code(f"SIM:{paper.document_number}:{digest[:32]}"),
        signing=signing,
        font_family=fonts.FONT_FAMILY,
        format=_Formats(locale, translate),
        language=locale,
        also=also,
        known=lambda text: Word(text, words.get(NAMES.get(text, ""), "")),
        _=lambda name: Word(translate(name), words.get(name, "")),
    )
    return html_to_pdf(fonts.drawable(html))


def unprintable(text: str) -> str:
    """The letters of a text that none of the papers' fonts has, each once."""
    return "".join(dict.fromkeys(letter for letter in text if letter not in fonts.covered()))


def html_to_pdf(html: str) -> bytes:
    """Draws the page; any warning is an error, for a warning means something is missing."""
    out = io.BytesIO()
    with _warnings_heard() as warnings:
        try:
            drawn = pisa.CreatePDF(
                html,
                dest=out,
                encoding="utf-8",
                resource_policy=_nothing_from_outside(),
                capacity=IN_MEMORY,
            )
        except Exception as error:
            raise PdfError(_where(error)) from None
    if drawn.err or drawn.warn or warnings:
        raise PdfError(f"{max(drawn.err + drawn.warn, len(warnings))}: {', '.join(warnings)}")
    return out.getvalue()


def is_printable_logo(logo: bytes, mime: str) -> bool:
    """To be asked before a logo is kept: a broken one would stop every print."""
    try:
        html_to_pdf(Markup('<img src="{}">').format(_data_address(logo, mime)))
    except PdfError:
        return False
    return True


def pdf_response(pdf: bytes, filename: str) -> Response:
    """Shown in the browser, kept by nobody on the way."""
    response = Response(pdf, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=filename)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


class _Listener(logging.Handler):
    """Notes where this thread's rendering warned; the message holds the user's text."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.places: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.places.append(f"{record.module}.{record.funcName}:{record.lineno}")


@contextmanager
def _warnings_heard() -> Iterator[list[str]]:
    listener = _Listener()
    loggers = [logging.getLogger(name) for name in ("xhtml2pdf", "svglib")]
    for logger in loggers:
        logger.propagate = False  # what they log has pieces of the user's text in it
        logger.addHandler(listener)
    try:
        yield listener.places
    finally:
        for logger in loggers:
            logger.removeHandler(listener)


def _where(error: Exception) -> str:
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "?"
    return f"{type(error).__name__} in {place}"


def _qr_code(content: str) -> str:
    return str(segno.make(content, error="m", micro=False).png_data_uri(scale=6, border=1))


def _logo_size(logo: bytes) -> tuple[float, float]:
    """Width and height in millimetres: as large as the letterhead has room for."""
    if box := _SVG_BOX.search(logo):
        ratio = float(box[1]) / float(box[2])
    else:
        try:
            with image.open(io.BytesIO(logo)) as picture:
                ratio = picture.width / picture.height
        except OSError:
            ratio = 1
    height = min(17, 32 / ratio)
    return max(1, round(height * ratio, 1)), max(1, round(height, 1))


def _data_address(content: bytes | None, mime: str) -> str:
    return f"data:{mime};base64,{base64.b64encode(content).decode()}" if content else ""
