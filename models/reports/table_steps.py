"""One's own steps of today in one table: what a list can take back, and what that was."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.acting import OFFICE_TIME, Acting
from models.change_step import ChangeStep, StepKind
from models.field_change import ChangeKind, FieldChange

ELSEWHERE = frozenset(
    {
        StepKind.MERGE,
        StepKind.RESTORED,
        StepKind.TASK_DONE,
        StepKind.RESCHEDULED,
        StepKind.CHECKED,
        StepKind.CORRECTED,
        StepKind.UNDONE,
    }
)  # steps with pages of their own; undoing is told with what was undone
LOOKED_AT = 400  # steps of one person, table and day


@dataclass(frozen=True)
class TableStep:
    """`newest` ends the row of undoing and doing again, so it is what can be taken back now.

    `fields` are those that were changed; `record_id` is the only record that was touched, if
    there is one.
    """

    made: ChangeStep
    newest: ChangeStep
    is_undone: bool
    fields: tuple[str, ...] = ()
    record_id: int | None = None


def steps_of_today(session: Session, acting: Acting, table: str, most: int) -> list[TableStep]:
    """The newest first; undoing a step is told with that step."""
    now = acting.now.astimezone(OFFICE_TIME)
    wanted = select(ChangeStep).where(
        ChangeStep.staff_id == acting.staff_id,
        ChangeStep.table_name == table,
        ChangeStep.at >= now.replace(hour=0, minute=0, second=0, microsecond=0),
    )
    found = session.scalars(wanted.order_by(ChangeStep.id.desc()).limit(LOOKED_AT)).all()
    undoing = {step.undoes_id: step for step in found if step.undoes_id}
    begun = [step for step in found if step.undoes_id is None and step.kind not in ELSEWHERE]
    chains = [_chain(made, undoing) for made in begun[:most]]
    touched = _touched(session, [chain[0].id for chain in chains], table)
    return [
        TableStep(chain[0], chain[-1], len(chain) % 2 == 0, *touched[chain[0].id])
        for chain in chains
    ]


def _chain(made: ChangeStep, undoing: dict[int, ChangeStep]) -> list[ChangeStep]:
    chain = [made]
    while next_one := undoing.get(chain[-1].id):
        chain.append(next_one)
    return chain


def _touched(
    session: Session, ids: list[int], table: str
) -> dict[int, tuple[tuple[str, ...], int | None]]:
    """By step: the fields that changed in this table's own rows, and the only record of it."""
    fields: dict[int, list[str]] = defaultdict(list)
    records: dict[int, set[int]] = defaultdict(set)
    first, last = func.min(FieldChange.record_id), func.max(FieldChange.record_id)
    wanted = (
        select(FieldChange.step_id, FieldChange.kind, FieldChange.field, first, last)
        .where(FieldChange.step_id.in_(ids), FieldChange.table_name == table)
        .group_by(FieldChange.step_id, FieldChange.kind, FieldChange.field)
        .order_by(func.min(FieldChange.id))
    )
    for step_id, kind, field, lowest, highest in session.execute(wanted):
        if step_id is None:
            continue
        records[step_id] |= {lowest, highest}
        if kind is ChangeKind.CHANGED and field:
            fields[step_id].append(field)
    return defaultdict(
        lambda: ((), None),
        {
            key: (tuple(fields[key]), min(found) if len(found) == 1 else None)
            for key, found in records.items()
        },
    )
