"""Who may change what several work on: who keeps them all, else whoever takes part."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import inspect

from models.acting import Acting, acting
from models.base import Broken, msg
from models.permissions import Action, DataClass

if TYPE_CHECKING:
    from models.staff import Staff


class TakesPart:
    """Mixin of a record with a `worker`, and where `along` names it a list of others.

    Who may delete such records may change all of them; a programme without roles fills the tables.
    """

    data_class: ClassVar[DataClass]
    along: ClassVar[str] = "staff"

    def may_be_changed_by(self, someone: Acting) -> bool:
        """Judged by who took part before the change at hand."""
        state: Any = inspect(self)
        is_new = not state.persistent  # one that comes back has its number already
        if is_new or not someone.roles or someone.may(Action.DELETE, self.data_class):
            return True
        return any(member.id in someone.own_ids for member in self._members_before())

    def _members_before(self) -> Iterator["Staff"]:
        told: Any = inspect(self)
        for name in filter(None, ("worker", self.along)):
            history = told.attrs[name].load_history()
            former = (*(history.unchanged or ()), *(history.deleted or ()))
            yield from (one for one in former if one is not None)

    def part_problems(self) -> Iterator[Broken]:
        if not self.may_be_changed_by(acting()):
            yield Broken("", not_yours())


def not_yours() -> str:
    return msg("Only those who take part change this; ask to be added.")
