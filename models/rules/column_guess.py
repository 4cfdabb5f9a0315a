"""Which field a column belongs to, by its heading: German or English, spelt out or short."""

from collections.abc import Mapping, Sequence

from models.rules.text import fold


def guessed(heads: Sequence[str], words: Mapping[str, Sequence[str]]) -> list[str]:
    """For each heading a field, or nothing; `words` says what a field may be called.

    A heading that is such a word counts before one that begins with it, and that before one that
    has it among its words; no field is given twice.
    """
    known = {name: [fold(word) for word in called if fold(word)] for name, called in words.items()}
    found = [""] * len(heads)
    for likeness in (_is_same, _begins_with, _has_among):
        for place, head in enumerate(heads):
            if not found[place]:
                free = {name: called for name, called in known.items() if name not in found}
                found[place] = _first(fold(head), free, likeness)
    return found


def _first(head: str, free: Mapping[str, Sequence[str]], likeness: object) -> str:
    if not head or not callable(likeness):
        return ""
    return next(
        (name for name, called in free.items() if any(likeness(head, word) for word in called)), ""
    )


def _is_same(head: str, word: str) -> bool:
    return head.replace(" ", "") == word.replace(" ", "")


def _begins_with(head: str, word: str) -> bool:
    return head.startswith(f"{word} ")


def _has_among(head: str, word: str) -> bool:
    return len(word) > 2 and f" {word} " in f" {head} "
