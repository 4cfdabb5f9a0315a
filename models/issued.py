"""What goes out on paper and is signed: from then on its record is never changed (concept 3.2).

A protocol that client and worker signed, or that was printed for them to sign, has to say for ever
what they signed. A correction is a paper of its own that names the first one. What the rule covers
is found by `models/issued_guard.py`, which every save passes.
"""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import inspect
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Broken, msg


class IssuedAlready(ValueError):
    """It went out on paper before; a paper is issued once."""


class Issuable:
    """Mixin of a Record that is handed out as a paper; comes before Record.

    `after_issue` are the fields that change afterwards too. Rows that are parts of the record
    stand on the paper with it, with the fields that their own `on_paper` names.
    """

    after_issue: ClassVar[frozenset[str]] = frozenset()

    issued_at: Mapped[datetime | None] = mapped_column(sort_order=80)

    @property
    def is_changeable(self) -> bool:
        """Nobody holds it in their hands yet."""
        return self.issued_at is None

    @property
    def was_changeable(self) -> bool:
        """As the database has it, whatever is about to be saved."""
        return before(self, "issued_at") is None

    def issue(self, now: datetime) -> None:
        """It goes out: printed for signing, or signed. Raises IssuedAlready."""
        if self.issued_at is not None:
            raise IssuedAlready(str(self))
        self.issued_at = now

    def why_fixed(self) -> Broken:
        """What to tell whoever tries to change it."""
        return Broken("", msg("This paper was issued and is not changed any more."))


def before(record: Any, name: str) -> Any:
    """The value of a column before the changes that are about to be saved; None of a new record."""
    history = inspect(record).attrs[name].history
    if history.added:
        return history.deleted[0] if history.deleted else None
    return getattr(record, name)
