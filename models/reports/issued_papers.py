"""An issued paper from what was kept of it, and what stands on its signature lines."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, is_dataclass
from datetime import date, datetime, time
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from models.reports.papers import Paper

WIDEST, HIGHEST = 45, 13  # millimetres


@dataclass(frozen=True)
class Mark:
    """What stands on one signature line: how and when it was signed, and the drawing (PNG)."""

    text: str
    image: bytes = b""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres: as large as a signature line has room for."""
        width, height = (int.from_bytes(self.image[place : place + 4], "big") for place in (16, 20))
        scale = min(WIDEST / max(1, width), HIGHEST / max(1, height))
        return round(width * scale, 1), round(height * scale, 1)


@dataclass(frozen=True)
class Signing:
    """What is printed on a paper beside its content; no part of the content hash.

    `marks` go by the number of the line; `remark` stands in the foot, `notice` above the lines.
    """

    marks: Mapping[int, Mark] = field(default_factory=dict)
    remark: str = ""
    notice: str = ""

    def of_row(self, first: int, count: int) -> list[Mark | None]:
        """What stands on so many lines, from this one."""
        return [self.marks.get(line) for line in range(first, first + count)]


def thawed(content: str) -> Paper:
    """The paper that `papers.canonical` froze; raises KeyError for a kind that is not known."""
    kept = json.loads(content)
    return cast(Paper, _revived(_kinds()[kept.pop("paper")], kept))


def _kinds() -> dict[str, type[Paper]]:
    def below(kind: type[Paper]) -> Iterable[type[Paper]]:
        yield kind
        for further in kind.__subclasses__():
            yield from below(further)

    return {kind.__name__: kind for kind in below(Paper)}


def _revived(kind: Any, value: Any) -> Any:
    """A value of JSON as the type that the paper declares for it."""
    if value is None:
        return None
    if get_origin(kind) in (Union, UnionType):
        kind = next(one for one in get_args(kind) if one is not type(None))
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_revived(one, item) for one, item in zip(kinds, value, strict=True))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        known = {name: _revived(hints[name], item) for name, item in value.items() if name in hints}
        return cast(Any, kind)(**known)
    return kind.fromisoformat(value) if kind in (date, datetime, time) else value
