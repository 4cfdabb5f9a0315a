"""Whether a text tells where something is: for places that nobody may find."""

import re

_STREET = re.compile(
    r"(?:\b[\w.-]*(?:stra(?:ß|ss)e|str\.|weg|allee|gasse|platz|ufer|ring|damm|chaussee|hof)"
    r"\s*\d{1,4}\s*[a-z]?\b)|\bD?-?\d{5}\s+[A-ZÄÖÜ]",
    re.IGNORECASE,
)


def tells_a_place(text: str | None) -> bool:
    """A street with a number, or a postcode with a town."""
    return bool(text) and _STREET.search(text or "") is not None
