"""The mark in a paper's QR code, and which pages of a scan belong together by it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

_MARK = re.compile(r"SIM:([A-Z]{2}-\d{4}-\d{6}(?:-[A-Z0-9]{1,6})*):([0-9a-f]{32})")


@dataclass(frozen=True)
class PaperMark:
    """Number of a document and the beginning of its content hash."""

    number: str
    digest: str


class NoMark(Enum):
    """What else a page may show."""

    NOTHING = auto()  # no code at all, as on a second page that was cut off
    FOREIGN = auto()  # a code, but none of ours
    SEVERAL = auto()  # codes of different papers on one page


PageMark = PaperMark | NoMark


@dataclass(frozen=True)
class Run:
    """Pages (from 0) of one paper within a scan, in their order."""

    mark: PageMark
    pages: tuple[int, ...]


def mark_of(codes: Iterable[str]) -> PageMark:
    """What the codes on one page say together."""
    read = list(codes)
    marks = {PaperMark(*found.groups()) for code in read if (found := _MARK.fullmatch(code))}
    if len(marks) > 1:
        return NoMark.SEVERAL
    if marks:
        return marks.pop()
    return NoMark.FOREIGN if read else NoMark.NOTHING


def runs_of(marks: Sequence[PageMark]) -> list[Run]:
    """A page without a code belongs to the paper before it, a foreign one to nothing."""
    runs: list[Run] = []
    for page, mark in enumerate(marks):
        last = runs[-1] if runs else None
        goes_on = last is not None and (
            mark == last.mark or (mark is NoMark.NOTHING and isinstance(last.mark, PaperMark))
        )
        if last is not None and goes_on:
            runs[-1] = Run(last.mark, (*last.pages, page))
        else:
            runs.append(Run(mark, (page,)))
    return runs
