"""What pasting a block would do with each of its cells: plain values, nothing written yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.rules.table_check import REFUSED


@dataclass(frozen=True)
class PastedRow:
    """What goes where: texts by field, the record's key and version, none for a new one.

    `chosen` says which record a name means where that was asked, by its place in the cells.
    """

    texts: dict[str, str]
    id: int | None = None
    version: int | None = None
    chosen: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CellTried:
    """What would become of one cell; `choices` are the records that a name may mean."""

    state: str
    old: str = ""
    new: str = ""
    text: str = ""
    choices: list[tuple[int, str]] = field(default_factory=list)
    place: str = ""


@dataclass
class RowTried:
    outcome: str
    title: str = ""
    id: int | None = None
    version: int | None = None
    cells: dict[str, CellTried] = field(default_factory=dict)

    def refuse(self, texts: Mapping[str, str], names: Sequence[str], why: str) -> None:
        for name in names:
            self.cells[name] = CellTried(REFUSED, new=texts[name], text=why)
