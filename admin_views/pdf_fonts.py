"""The fonts of the printed papers, and Arabic letters joined by HarfBuzz.

The renderer joins Arabic letters by way of Unicode's presentation forms, which Pashto and
Kurdish letters do not have. So every Arabic word is shaped here first: each glyph gets a code
point of its own from the presentation forms (they are ordered right to left like the letters),
and `PaperFont` knows which glyph is meant and which letters stand behind it.
"""

import functools
import re
import threading
from collections.abc import Mapping
from pathlib import Path

import uharfbuzz
import xhtml2pdf.default
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

FONT_FOLDER = Path(__file__).parent.parent / "report_templates" / "fonts"
PLACEHOLDER = "\ufffd"  # printed for a character that none of the fonts has

ARABIC = "paperarabic"
FAMILIES = {  # in the order in which they are asked for a character; regular, bold
    "papersans": ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ARABIC: ("Vazirmatn-Regular.ttf", "Vazirmatn-Bold.ttf"),
    "paperethiopic": ("NotoSansEthiopic-Regular.ttf", "NotoSansEthiopic-Bold.ttf"),
    "papergeorgian": ("NotoSansGeorgian-Regular.ttf", "NotoSansGeorgian-Bold.ttf"),
    "paperarmenian": ("NotoSansArmenian-Regular.ttf", "NotoSansArmenian-Bold.ttf"),
    "paperarrows": ("NotoSansMath-Regular.ttf", "NotoSansMath-Regular.ttf"),
    "papersymbols": ("NotoSansSymbols2-Regular.ttf", "NotoSansSymbols2-Regular.ttf"),
    "paperemoji": ("NotoEmoji-Regular.ttf", "NotoEmoji-Regular.ttf"),
}
FONT_FAMILY = ", ".join(FAMILIES)

_SLOTS = [
    code
    for first, last in (
        (0xFB50, 0xFBC1), (0xFBD3, 0xFD3D), (0xFD50, 0xFD8F),
        (0xFD92, 0xFDC7), (0xFDF0, 0xFDFB), (0xFE70, 0xFE74), (0xFE76, 0xFEFC),
    )
    for code in range(first, last + 1)
]  # fmt: skip
_ARABIC_WORD = re.compile(
    "[\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef"
    "\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\u200c\u200d]+"
)
_JOINERS = re.compile("[\u200c\u200d]")
_REGISTERING = threading.Lock()


class PaperFont(TTFont):
    """A font whose text can be copied and read aloud, also where one glyph is two letters."""

    letters: Mapping[int, str] = {}

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802, the renderer's name
        subsets = list(self.state[doc].subsets)
        super().addObjects(doc)
        for index, subset in enumerate(subsets):
            base = (SUBSETN(index) + b"+" + self.face.name + self.face.subfontNameX).decode()
            stream = doc.idToObject[f"toUnicodeCMap:{base}"]
            stream.content = self._to_unicode(base, subset)

    def _to_unicode(self, base: str, subset: list[int]) -> str:
        pairs = [
            f"<{index:02X}> <{self.letters.get(code, chr(code)).encode('utf-16-be').hex()}>"
            for index, code in enumerate(subset)
        ]
        blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        return "\n".join([
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{base} def /CMapType 2 def",
            f"1 begincodespacerange <00> <{len(subset) - 1:02X}> endcodespacerange",
            *("\n".join([f"{len(b)} beginbfchar", *b, "endbfchar"]) for b in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ])  # fmt: skip


class ArabicShaper:
    """Joins words; regular and bold have the same glyphs, so one shape serves both."""

    def __init__(self, fonts: list[PaperFont]) -> None:
        self._fonts = fonts
        self._faces = [uharfbuzz.Font(uharfbuzz.Face(font.face._ttf_data)) for font in fonts]
        self._letters: dict[int, str] = {}
        self._slots: dict[tuple[int | None, str], str] = {}
        self._free = iter(_SLOTS)
        self._lock = threading.Lock()
        letters = [chr(code) for code in fonts[0].face.charToGlyph if _ARABIC_WORD.match(chr(code))]
        for font in fonts:
            font.letters = self._letters
            font.face.charToGlyph.update(dict.fromkeys(_SLOTS, 0))
        self._alone = {letter: "".join(self._shaped(letter)) for letter in letters}

    @functools.lru_cache(maxsize=20_000)  # noqa: B019, one shaper per process
    def shape(self, word: str) -> str:
        """The word in its own order, one character per glyph; unjoined when slots run out."""
        try:
            with self._lock:
                return "".join(self._shaped(word))
        except StopIteration:
            return "".join(self._alone[letter] for letter in word)

    def _shaped(self, word: str) -> list[str]:
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        buffer.add_str(word)
        buffer.direction, buffer.script = "rtl", "Arab"
        uharfbuzz.shape(self._faces[0], buffer, {"kern": False, "liga": False})
        glyphs = [(info.codepoint, info.cluster) for info in buffer.glyph_infos[::-1]]
        starts = [start for _, start in glyphs]
        result = []
        for index, (glyph, _) in enumerate(glyphs):
            letters = _letters_of(word, starts, index)
            result.append(self._slot(glyph, letters[0]))
            result.extend(self._slot(None, letter) for letter in letters[1:])
        return result

    def _slot(self, glyph: int | None, letter: str) -> str:
        """The code point that draws the glyph, or nothing, and is read as the letter."""
        if (glyph, letter) not in self._slots:
            code = next(self._free)
            self._letters[code] = letter
            for font, face in zip(self._fonts, self._faces, strict=True):
                drawn = font.face.charToGlyph[ord(" ")] if glyph is None else glyph
                width = 0 if glyph is None else face.get_glyph_h_advance(glyph)
                font.face.charToGlyph[code] = drawn
                font.face.charWidths[code] = font.face._pdfScale(width)
            self._slots[glyph, letter] = chr(code)
        return self._slots[glyph, letter]


def _letters_of(word: str, starts: list[int], index: int) -> str:
    """What the glyph stands for; a second glyph of the same letters stands for nothing."""
    start = starts[index]
    if index and starts[index - 1] == start:
        return "\u200b"
    end = next((other for other in starts[index + 1 :] if other > start), len(word))
    return word[start:end]


def _shaper() -> ArabicShaper:
    with _REGISTERING:
        return _fonts_registered()


@functools.cache
def _fonts_registered() -> ArabicShaper:
    """Once per process; two sets of fonts would mix up the code points."""
    arabic: list[PaperFont] = []
    for family, files in FAMILIES.items():
        loaded: dict[str, PaperFont] = {}
        for bold, file in enumerate(files):
            if file not in loaded:
                loaded[file] = PaperFont(Path(file).stem, str(FONT_FOLDER / file))
                pdfmetrics.registerFont(loaded[file])
            for italic in (0, 1):
                addMapping(family, bold, italic, Path(file).stem)
        xhtml2pdf.default.DEFAULT_FONT[family] = family
        if family == ARABIC:
            arabic = list(loaded.values())
    return ArabicShaper(arabic)


@functools.cache
def covered() -> frozenset[str]:
    """Every character that one of the fonts can draw."""
    _shaper()
    files = {file for pair in FAMILIES.values() for file in pair}
    codes = {
        code for file in files for code in pdfmetrics.getFont(Path(file).stem).face.charToGlyph
    }
    return frozenset(map(chr, codes.difference(_SLOTS))) | frozenset("\t\n\xad")


def drawable(html: str) -> str:
    """The page with Arabic words joined, and a placeholder where no font has the character."""
    unknown = set(html) - covered()
    if unknown:
        html = html.translate({ord(letter): PLACEHOLDER for letter in unknown})
    return _ARABIC_WORD.sub(lambda match: _joined(match.group()), html)


def _joined(word: str) -> str:
    return _shaper().shape(word) if _JOINERS.sub("", word) else ""
