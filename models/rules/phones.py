"""Telephone numbers in any German notation: read, put in order, made into a link.

Written as DIN 5008 has it: area code, blank, number, and a hyphen before an extension that was
typed with one (02129 911-441). What may be dialled at all, the numbering plan of the library says.
"""

import re
from functools import lru_cache

from models.later import later

phonenumbers = later("phonenumbers")

HOME = "DE"
HOME_CODE = "49"
_LEAD = re.compile(r"^(?:telefon|tel|fon|phone|mobil|handy|fax|ruf|t|m)\.?\s*:?\s*(?=[\d(+])", re.I)
_EXTENSION = re.compile(
    r"\s*,?\s*(?:durchwahl|apparat|nebenstelle|app|dw|ext)\.?\s*:?\s*-?\s*", re.I
)
_TRUNK = re.compile(r"\(\s*0\s*\)")
_ALLOWED = re.compile(r"^\+?[\d\s()/.\-]+$")
_SHORT = re.compile(r"^(?:11[0-9]|19222|116\d{3}|118\d{2,3})$")
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"\u00a0": " ", "\u202f": " "})
_NOT_DIGIT = re.compile(r"\D")
LONGEST_EXTENSION = 5  # digits
LONGEST_AREA = 5  # digits without the 0 before it
_HOME = re.compile(r"^(?:\+|00)49")


class NotAPhoneNumber(ValueError):
    """Nobody can dial this; the message says what is wrong, in words to be translated."""


@lru_cache(maxsize=1_000)  # each save asks for the same number twice, imports for many at once
def readable(text: str) -> str:
    """The number as it is written in Germany; raises NotAPhoneNumber where it cannot be one."""
    typed = _EXTENSION.sub("-", _LEAD.sub("", text.strip().translate(_HYPHENS)))
    is_abroad = typed.startswith(("+", "00"))
    typed = _TRUNK.sub("", typed) if is_abroad else typed
    if not _ALLOWED.match(typed):
        raise NotAPhoneNumber("letters")
    if _is_two_numbers(typed):
        raise NotAPhoneNumber("letters")
    digits = _NOT_DIGIT.sub("", typed)
    if _SHORT.match(digits):
        return f"{digits[:3]} {digits[3:]}" if digits.startswith("116") else digits
    if not digits.startswith("0") and not is_abroad:
        raise NotAPhoneNumber("area code")
    return _written(f"+{digits}" if typed.startswith("+") else digits, typed)


def _is_two_numbers(typed: str) -> bool:
    """A stroke may part the area code (02129/911) and nothing behind it (911441 / 442)."""
    before, _, _ = _HOME.sub("0", typed).rpartition("/")
    return len(_NOT_DIGIT.sub("", before).lstrip("0")) > LONGEST_AREA


def dial_link(number: str | None) -> str:
    """What a telephone is told to dial; empty where the text is no number."""
    text = _TRUNK.sub("", (number or "").strip().translate(_HYPHENS))
    if not _ALLOWED.match(text):
        return ""
    digits = _NOT_DIGIT.sub("", text)
    if text.startswith("+"):
        return f"tel:+{digits}"
    if digits.startswith("00"):
        return f"tel:+{digits[2:]}"
    return f"tel:+{HOME_CODE}{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"


def _written(dialled: str, typed: str) -> str:
    try:
        number = phonenumbers.parse(dialled, HOME)
    except phonenumbers.NumberParseException as error:
        raise NotAPhoneNumber("digits") from error
    if number.country_code != int(HOME_CODE):
        if not phonenumbers.is_possible_number(number):
            raise NotAPhoneNumber("digits")
        form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return str(phonenumbers.format_number(number, form))
    if not phonenumbers.is_valid_number(number):
        raise NotAPhoneNumber("digits")
    digits = str(number.national_number)
    length = phonenumbers.length_of_national_destination_code(number)
    area, own = digits[:length], digits[length:]
    if not area:  # such as 0180, which stands before all kinds of numbers
        form = phonenumbers.PhoneNumberFormat.NATIONAL
        return str(phonenumbers.format_number(number, form))
    return f"0{area} {_with_extension(own, typed)}"


def _with_extension(own: str, typed: str) -> str:
    """The hyphen stays where it parts an extension, and goes where it only groups digits."""
    parts = [_NOT_DIGIT.sub("", part) for part in typed.split("-")]
    tail = parts[-1] if len(parts) > 1 else ""
    rest = own[: len(own) - len(tail)]
    is_single = len(parts) == 2 or "".join(parts[1:]) == own
    if not tail or len(tail) > LONGEST_EXTENSION or not rest or not is_single:
        return own
    return own if len(parts) > 3 else f"{rest}-{tail}"
