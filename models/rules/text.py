"""What may stand in a text field, and how two spellings of one name are made comparable."""

import re
import unicodedata
from functools import lru_cache

# C0 without tab and line breaks, C1, lone surrogates, byte order mark, reading direction marks
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u202a-\u202e\u2066-\u2069]"
)
_SPELLINGS = (
    ("ß", "ss"),
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("ø", "o"),
    ("đ", "d"),
    ("ł", "l"),
    ("ı", "i"),
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_NOT_WORD = re.compile(r"[\W_]+")
NAME_LENGTH = 80  # characters


def tidy(text: str) -> str:
    """Composed characters, one kind of line break, nothing that cannot be shown or stored."""
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", text))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def whole_number(text: str | None, digits: int = 9) -> int | None:
    """The key or number that an address or a form names; None for whatever else stands there."""
    if not text or len(text) > digits or not (text.isascii() and text.isdigit()):
        return None
    return int(text)


def slug(text: str) -> str:
    """What may stand in an address and be a name for good: Schlüssel-Nr. as schluessel_nr."""
    plain = tidy(text).casefold().translate(_UMLAUTS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def fold(text: str) -> str:
    """Lower case without accents and signs: Müller, MÜLLER, Mueller and Muller become the same."""
    return _folded_name(text) if len(text) <= NAME_LENGTH else _folded(text)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", tidy(text).casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    for spelling, short in _SPELLINGS:
        plain = plain.replace(spelling, short)
    return _NOT_WORD.sub(" ", plain).strip()


_folded_name = lru_cache(maxsize=20_000)(_folded)  # names are compared again and again
