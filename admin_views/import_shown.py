"""What the check step shows of an import, and the list of rows that stay out."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext

from admin_views.export_files import harmless
from models.rules.table_check import DOUBTFUL, REFUSED, Likeness, RowCheck

MOST = 100  # rows of each kind on the page; the rest is counted


@dataclass(frozen=True)
class ShownRow:
    """A row of one kind: its number, its title, and lines of (field, before, after or why)."""

    number: int
    title: str
    lines: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Ask:
    """A name in a cell that may mean several records; `place` names it in the form."""

    place: str
    label: str
    text: str
    choices: list[tuple[int, str]]


@dataclass(frozen=True)
class Doubt:
    """A row beside the records it may mean: for each field what the file and each of them say."""

    number: int
    title: str
    alike: list[Likeness]
    lines: list[tuple[str, str, list[tuple[str, bool]]]]
    asks: list[Ask]


@dataclass
class Shown:
    adds: list[ShownRow] = field(default_factory=list)
    changes: list[ShownRow] = field(default_factory=list)
    refused: list[ShownRow] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def shown_checks(checks: Iterable[RowCheck], labels: Mapping[str, str]) -> Shown:
    shown = Shown()
    for check in checks:
        match check.outcome:
            case "adds" if len(shown.adds) < MOST:
                told = [(labels[name], "", text) for name, text in check.values.items()]
                shown.adds.append(ShownRow(check.number, check.title, told))
            case "changes" if len(shown.changes) < MOST:
                changed = [(labels[item.field], item.old, item.new) for item in check.differences]
                shown.changes.append(ShownRow(check.number, check.title, changed))
            case "refused" if len(shown.refused) < MOST:
                shown.refused.append(ShownRow(check.number, check.title, _reasons(check, labels)))
            case "doubtful" if len(shown.doubts) < MOST:
                shown.doubts.append(_doubt(check, labels))
    return shown


def _reasons(check: RowCheck, labels: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [(labels.get(item.field, ""), "", item.text) for item in check.problems]


def _doubt(check: RowCheck, labels: Mapping[str, str]) -> Doubt:
    lines = []
    for name, label in labels.items():
        own = check.values.get(name, "")
        others = [like.facts.get(name, "") for like in check.alike]
        if own or any(others):
            lines.append((label, own, [(text, bool(own) and text != own) for text in others]))
    asks = [
        Ask(f"{check.number}.{item.place}", labels[item.field], item.text, item.choices)
        for item in check.problems
    ]
    return Doubt(check.number, check.title, check.alike, lines, asks)


def error_list(checks: Iterable[RowCheck], labels: Mapping[str, str]) -> bytes:
    """The rows that stay out as CSV for a German Excel, each with its reasons."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([gettext("Row"), gettext("Why it stays out"), *labels.values()])
    for check in checks:
        if check.outcome in (REFUSED, DOUBTFUL):
            cells = [check.values.get(name, "") for name in labels]
            line = (str(check.number), _why(check, labels), *cells)
            writer.writerow([harmless(cell) for cell in line])
    return text.getvalue().encode("utf-8-sig")


def _why(check: RowCheck, labels: Mapping[str, str]) -> str:
    if check.alike:
        names = "; ".join(like.title for like in check.alike)
        return gettext("May be there already: %(names)s", names=names)
    return " ".join(
        f"{labels[item.field]}: {item.text}" if item.field in labels else item.text
        for item in check.problems
    )
