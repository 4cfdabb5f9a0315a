"""What an import does beside the page: tries every row, then writes all of them or none."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import MANYTOONE, Session, joinedload, selectinload
from sqlalchemy.orm.exc import StaleDataError

from admin_views.editing import clash_text
from admin_views.import_finders import Finder
from admin_views.import_jobs import CHECKED, DONE, FAILED, ImportJob, ImportShelf, Tell, Work
from admin_views.import_rows import RowForm, broken_texts
from models.acting import Acting, acting
from models.base import Record, RulesBroken, db, utc_now
from models.change_step import StepKind, step
from models.closed_file import is_of_closed_file
from models.engine import take_time
from models.rules.table_check import (
    ADDS,
    CHANGES,
    DOUBTFUL,
    LEFT_OUT,
    REFUSED,
    SAME,
    Likeness,
    Problem,
    RowCheck,
)
from models.rules.text import fold
from models.table_reading import Row, rows_of
from models.unreadable import Unreadable

AT_ONCE = 300  # rows read, tried and written together
NEW, OUT = "new", "out"  # what one decides of a doubtful row, beside the number of a record


@dataclass(frozen=True)
class Target:
    """Where rows go: the grid whose form checks them, and how its records are recognised.

    Two new rows that agree in all `key_fields` are one; without any, each is its own.
    """

    view: Any
    finder: Callable[[Session, Acting], Finder]
    key_fields: tuple[str, ...]


def checking(target: Target, shelf: ImportShelf, job: ImportJob) -> Work:
    def work(tell: Tell) -> dict[str, Any]:
        counts: Counter[str] = Counter()

        def noted() -> Iterator[RowCheck]:
            for number, check in enumerate(Trial(target, job).checks(shelf.table(job.key)), 1):
                counts[check.outcome] += 1
                yield check
                tell(number)

        try:
            shelf.write_checks(job.key, noted())
        except Unreadable as fault:
            text = gettext(fault.text, **fault.values)  # noqa: INT001 - marked in the models
            return {"state": FAILED, "problem": text}
        finally:
            db.session.rollback()
        total = counts.total()
        return {"state": CHECKED, "counts": dict(counts), "total": total, "done": total}

    return work


class Trial:
    """Tries row after row without writing anything."""

    def __init__(self, target: Target, job: ImportJob) -> None:
        self.target, self.job = target, job
        self.model: type[Record] = target.view.model
        self.form = RowForm(target.view, job.fields)
        self.seen: dict[Hashable, int] = {}
        self.alike: dict[int, Likeness] = {}
        self.chosen: dict[str, dict[str, str]] = {}
        for place, key in job.decisions.items():
            row, is_cell, cell = place.partition(".")
            if is_cell:
                self.chosen.setdefault(row, {})[cell] = key

    def checks(self, file: Path) -> Iterator[RowCheck]:
        take_time(db.session.connection())
        finder = self.target.finder(db.session(), acting())
        rows = rows_of(file)
        next(rows, None)  # the headings
        while chunk := list(islice(rows, AT_ONCE)):
            self.form.begin()
            with db.session.no_autoflush:
                told = [self._known(row, finder) for row in chunk]
                wanted = {number for _, _, known in told for number in known.numbers}
                records = load(self.model, wanted, rows_beside(self.target.view))
                self.alike = self._alike(told, records)  # before rows are tried on them
                yield from [self._check(*one, records) for one in told]
            db.session.rollback()

    def _known(self, row: Row, finder: Finder) -> tuple[Row, dict[str, str], "Known"]:
        values = {name: cell for name, cell in zip(self.job.fields, row.cells, strict=True) if name}
        values = {name: cell for name, cell in values.items() if cell}
        decided = self.job.decisions.get(str(row.number), "")
        if row.problem or decided == OUT:
            return row, values, Known(is_out=decided == OUT)
        if decided:
            return row, values, Known(None if decided == NEW else int(decided))
        found = finder.find(values)
        return row, values, Known(found.id, tuple(found.alike), getattr(found, "problem", ""))

    def _check(
        self, row: Row, values: dict[str, str], known: "Known", records: dict[int, Record]
    ) -> RowCheck:
        title = self._title(values)
        if known.is_out:
            return RowCheck(row.number, LEFT_OUT, title, values)
        if row.problem or known.problem:
            text = known.problem or gettext(row.problem)  # noqa: INT001 - marked in the models
            return RowCheck(row.number, REFUSED, title, values, problems=[Problem("", text)])
        if known.alike:
            alike = [self.alike[number] for number in known.alike if number in self.alike]
            return RowCheck(row.number, DOUBTFUL, title, values, alike=alike)
        if twice := self._seen_before(row, values, known.id):
            return RowCheck(row.number, REFUSED, title, values, problems=[twice])
        return self._tried(row, title, values, known.id, records)

    def _title(self, values: dict[str, str]) -> str:
        """What the row calls its record: its name, else what stands in its first cells."""
        named = values.get(self.model.title_field, "")
        return named or ", ".join(list(values.values())[:2])[:200]

    def _alike(
        self, told: Sequence[tuple[Row, dict[str, str], "Known"]], records: dict[int, Record]
    ) -> dict[int, Likeness]:
        """Records that rows may mean, as they are stored."""
        numbers = {number for _, _, known in told for number in known.alike} & records.keys()
        return {
            number: Likeness(number, records[number].title, self.form.facts(records[number]))
            for number in numbers
        }

    def _seen_before(self, row: Row, values: dict[str, str], id: int | None) -> Problem | None:
        told = tuple(fold(values.get(name, "")) for name in self.target.key_fields)
        if not id and not any(told):
            return None
        key: Hashable = id or told
        first = self.seen.setdefault(key, row.number)
        if first == row.number:
            return None
        return Problem("", gettext("Row %(row)s means the same record already.", row=first))

    def _tried(
        self, row: Row, title: str, values: dict[str, str], id: int | None, records: dict[int, Any]
    ) -> RowCheck:
        if id is not None and id not in records:
            gone = Problem("", gettext("It was deleted meanwhile, or you may not see it."))
            return RowCheck(row.number, REFUSED, title, values, problems=[gone])
        record = self.model() if id is None else records[id]
        if shut := why_shut(self.target.view, None if id is None else record):
            return RowCheck(row.number, REFUSED, title, values, problems=[Problem("", shut)])
        title = title if id is None else record.title
        version = record.version
        chosen = self.chosen.get(str(row.number), {})
        differences, problems = self.form.fill(record, values, is_new=id is None, chosen=chosen)
        if problems:
            outcome = DOUBTFUL if all(item.choices for item in problems) else REFUSED
        elif shut := why_shut(self.target.view, record):
            outcome, problems = REFUSED, [Problem("", shut)]
        elif id is None:
            outcome = ADDS
        else:
            outcome = CHANGES if differences else SAME
        return RowCheck(
            row.number, outcome, title, values, id, version, differences, problems, chosen=chosen
        )


@dataclass(frozen=True)
class Known:
    """What is known of a row before its record is read."""

    id: int | None = None
    alike: tuple[int, ...] = ()
    problem: str = ""
    is_out: bool = False

    @property
    def numbers(self) -> set[int]:
        return {*self.alike, *({self.id} if self.id else ())}


def load(
    model: type[Record], numbers: Iterable[int], options: Sequence[Any] = ()
) -> dict[int, Record]:
    """The records within reach, with what their fields refer to, in one statement."""
    loads = [
        joinedload(getattr(model, relation.key))
        for relation in model.__mapper__.relationships
        if relation.direction is MANYTOONE
    ]
    wanted = select(model).where(model.id.in_(sorted(numbers)), model.visible_to(acting()))
    fresh = wanted.options(*loads, *options).execution_options(populate_existing=True)
    return {record.id: record for record in db.session.scalars(fresh).unique()}


def rows_beside(view: Any) -> list[Any]:
    """The rows that hang on a record, each kind in one statement for all records."""
    relations = view.model.__mapper__.relationships
    loads = [
        selectinload(getattr(view.model, relation.key))
        for relation in relations
        if relation.direction is not MANYTOONE and relation.key in view.form_columns
    ]
    return [*loads, selectinload(view.model.own_values)] if view.own() else loads


def why_shut(view: Any, record: Record | None) -> str:
    """Why nothing is written into this record from a table; empty where it may be."""
    if record is None:
        return ""
    if is_of_closed_file(record):
        return gettext("It belongs to a closed file, into which nothing is imported.")
    told: str = view.why_fixed(record)
    return told


class ChangedMeanwhile(ValueError):
    """Somebody saved a record since the rows were tried."""


def writing(target: Target, shelf: ImportShelf, job: ImportJob) -> Work:
    def work(tell: Tell) -> dict[str, Any]:
        try:
            _write(target, shelf, job, tell)
        except RulesBroken as broken:
            return {"state": FAILED, "problem": " ".join(broken_texts(broken))}
        except IntegrityError as clash:
            return {"state": FAILED, "problem": clash_text(clash)}
        except (ChangedMeanwhile, StaleDataError) as changed:
            text = gettext("Somebody else changed it meanwhile.")
            return {"state": FAILED, "problem": f"{changed}: {text}"[-400:]}
        finally:
            db.session.rollback()
        target.view.after_import()
        return {"state": DONE, "done": job.total}

    return work


def _write(target: Target, shelf: ImportShelf, job: ImportJob, tell: Tell) -> None:
    """One transaction, one step; whatever is raised leaves nothing behind."""
    model, form = target.view.model, RowForm(target.view, job.fields)
    due = (check for check in shelf.checks(job.key) if check.outcome in (ADDS, CHANGES))
    done = 0
    with step(StepKind.IMPORTED, model.__tablename__):
        take_time(db.session.connection())
        while chunk := list(islice(due, AT_ONCE)):
            with db.session.no_autoflush:
                form.begin()
                known = {check.id for check in chunk if check.id}
                records = load(model, known, rows_beside(target.view))
                for check in chunk:
                    _put(check, model, form, records)
            db.session.flush()
            db.session.expunge_all()
            done += len(chunk)
            tell(done)
        db.session.commit()


def _put(check: RowCheck, model: type[Record], form: RowForm, records: dict[int, Any]) -> None:
    record = records.get(check.id) if check.id else model()
    if record is None or (check.id and record.version != check.version):
        raise ChangedMeanwhile(check.title)
    _, problems = form.fill(
        record, check.values, is_new=check.id is None, chosen=check.chosen, is_tried=True
    )
    if problems:
        raise ChangedMeanwhile(f"{check.title}: {problems[0].text}")
    if check.id is None:
        db.session.add(record)
    else:
        record.updated_at = utc_now()
