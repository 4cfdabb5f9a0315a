"""The directory on paper: organisations under their categories, with a page of contents."""

from dataclasses import dataclass
from datetime import date

from models.reports.papers import Paper


@dataclass(frozen=True)
class PaperEntry:
    """One organisation; `facts` are label and text, `offers` a name and what one must know."""

    name: str
    summary: str
    offers: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PaperGroup:
    category: str
    entries: tuple[PaperEntry, ...]


@dataclass(frozen=True, kw_only=True)
class DirectoryPaper(Paper):
    """The whole directory, or what a filter left of it; `told` says which."""

    told: str
    count: str
    groups: tuple[PaperGroup, ...]
    written_on: date
