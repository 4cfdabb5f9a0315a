"""The wording of a paper in two languages: which facts a text takes, and what was looked at."""

import hashlib
import json
import re
from collections.abc import Mapping

LONGEST = 2000  # characters of one text
_FACT = re.compile(r"{(\w+)}")


def facts_of(text: str) -> list[str]:
    """The places in a text where a fact is put in, such as {name}."""
    return sorted(_FACT.findall(text))


def flattened(table: Mapping[str, object], place: str) -> dict[str, str]:
    """Every text of a nested table by its place: letter.papers.0, letter.occasion.claim."""
    found: dict[str, str] = {}
    for key, value in table.items():
        here = f"{place}.{key}"
        if isinstance(value, Mapping):
            found |= flattened(value, here)
        elif isinstance(value, list):
            found |= flattened({str(number): item for number, item in enumerate(value)}, here)
        else:
            found[here] = str(value)
    return found


def fingerprint(german: Mapping[str, str], words: Mapping[str, str]) -> str:
    """SHA-256 of all texts with their German ones: a review holds for these and no others."""
    pairs = {key: [text, words.get(key, "")] for key, text in german.items()}
    canonical = json.dumps(pairs, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
