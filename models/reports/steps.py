"""The last steps of a member of staff: bulk edits, merges, deletions, and whether they hold."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acting import Acting
from models.change_step import CAN_BE_UNDONE_FOR, ChangeStep, StepKind
from models.permissions import Action, DataClass


def last_steps(session: Session, acting: Acting, most: int) -> list[ChangeStep]:
    """Own steps that can still be undone or were undone lately, the newest first."""
    wanted = select(ChangeStep).where(
        ChangeStep.staff_id == acting.staff_id, ChangeStep.at > acting.now - CAN_BE_UNDONE_FOR
    )
    return list(session.scalars(wanted.order_by(ChangeStep.id.desc()).limit(most)))


def may_try_to_undo(made: ChangeStep, acting: Acting) -> bool:
    """What the step did decides in the end; a deletion is the lead's to take back."""
    if made.undone_at is not None or made.kind is StepKind.RESTORED:
        return False
    return made.kind is not StepKind.DELETED or acting.may(Action.UPDATE, DataClass.TRASH)
