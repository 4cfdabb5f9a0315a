"""Words as the tests read them: those of the catalogue, and those that stand on a page."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import punctuation

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from lxml import html
from werkzeug.test import TestResponse

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "translations" / "de" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)s")
MARKS = punctuation + " ←→↑↓▾×☰·–…"
SAME = {"SIM", "Deutsch", "English", "CSV", "XLSX", "Esc"}  # in every language
HEADS = "//label | //legend | //th[@scope='col'] | //button | //summary | //h1 | //h2 | //dt"
LINKS = "//option | //nav//a | //a[contains(@class, 'btn')]"


@cache
def german_catalog() -> Catalog:
    with (FOLDER / "messages.po").open("rb") as file:
        return read_po(file, locale="de")


@cache
def german_by_english() -> dict[str, str]:
    """Every English form and its German text."""
    found: dict[str, str] = {}
    for message in german_catalog():
        if isinstance(message.id, tuple):
            found.update(zip(message.id, message.string, strict=True))
        elif message.id:
            found[message.id] = message.string
    return found


def bare(text: str) -> str:
    return text.strip(MARKS)


class Words:
    """Texts of one language, those with placeholders as patterns."""

    def __init__(self, texts: set[str]) -> None:
        self.plain = {bare(text) for text in texts}
        gaps = [bare(PLACEHOLDER.sub("\0", text)) for text in texts if PLACEHOLDER.search(text)]
        self.patterns = [re.compile(re.escape(text).replace("\0", ".+")) for text in gaps]

    def __contains__(self, text: str) -> bool:
        return text in self.plain or any(pattern.fullmatch(text) for pattern in self.patterns)


def texts_of(answer: TestResponse, path: str = "//body//*") -> Iterator[str]:
    """Words that a person reads or hears within these elements, without marks around them."""
    for element in html.document_fromstring(answer.text).xpath(path):
        if element.tag in ("script", "style", "textarea"):
            continue
        spoken = [element.get(name) for name in ("aria-label", "placeholder", "title")]
        parts = [element.text, *(child.tail for child in element), *spoken]
        for text in (bare(" ".join(part.split())) for part in parts if part):
            if any(letter.isalpha() for letter in text):
                yield text
