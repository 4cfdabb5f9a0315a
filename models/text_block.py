"""Text blocks: what is written again and again, put into a note by its short name (concept 3.2)."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting, acting
from models.base import Broken, Name, Note, Record, msg
from models.issued import before
from models.permissions import Action, DataClass
from models.staff import Staff

MOST_OWN = 100  # blocks that one person keeps, and that the team keeps
LONGEST_BLOCK = 4000  # characters


class TextBlock(Record):
    """Belongs to the person who wrote it, whom nobody else reads it of, or to the team.

    What the team's blocks say is the lead's to change; all who write notes read them.
    """

    data_class = DataClass.TEXT_BLOCK
    field_classes: ClassVar[dict[str, DataClass]] = {"is_shared": DataClass.SHARED_TEXT_BLOCK}
    can_come_back = False  # the trash is the lead's to read, and these are one's own
    title_field = "name"
    search_fields = ("name", "shortcut", "text")
    __table_args__ = (
        CheckConstraint("is_shared = (owner_id IS NULL)", name="somebodys_or_shared"),
        Index(None, "name"),
    )

    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    is_shared: Mapped[bool] = mapped_column(default=False, index=True)
    name: Mapped[Name]
    shortcut: Mapped[str | None] = mapped_column(String(30))
    text: Mapped[Note]

    owner: Mapped[Staff | None] = relationship()

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """One's own and the team's."""
        return or_(cls.is_shared, cls.owner_id == acting.staff_id)

    def may_be_changed_by(self, someone: Acting) -> bool:
        """One's own by oneself, the team's by whoever keeps the team's blocks."""
        if self.is_shared:
            return someone.may(Action.UPDATE, DataClass.SHARED_TEXT_BLOCK)
        return self.owner_id == someone.staff_id

    def settle(self, today: date) -> None:
        """The team's belong to nobody; one that is the team's no more to whoever took it back."""
        someone = acting()
        if self.is_shared:
            self.owner_id = None
        elif self.owner_id is None and self.owner is None:
            self.owner_id = someone.staff_id

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        for field in ("name", "text"):
            if not (getattr(self, field) or "").strip():
                yield Broken(field, msg("This is empty."))
        if len(self.text or "") > LONGEST_BLOCK:
            yield Broken("text", msg("At most %(length)s characters."), length=LONGEST_BLOCK)
        if " " in (self.shortcut or ""):
            yield Broken("shortcut", msg("A shortcut is one word: it is typed after the slash."))
        if not self._was_changeable():
            yield Broken("", msg("This text block is the team's; the lead changes it."))
        yield from self._beside_others(session)

    def _was_changeable(self) -> bool:
        """Programmes that fill the tables act without roles."""
        someone = acting()
        was_shared = bool(self.is_shared if self.id is None else before(self, "is_shared"))
        is_free = not someone.roles or not (was_shared or self.is_shared)
        return is_free or someone.may(Action.UPDATE, DataClass.SHARED_TEXT_BLOCK)

    def _beside_others(self, session: Session) -> Iterator[Broken]:
        owner_id = self.owner.id if self.owner_id is None and self.owner else self.owner_id
        theirs = (
            TextBlock.is_shared
            if self.is_shared
            else and_(TextBlock.owner_id == owner_id, ~TextBlock.is_shared)
        )
        wanted = select(TextBlock.name).where(theirs, TextBlock.id != (self.id or 0))
        names = [name.lower() for name in session.scalars(wanted)]
        if (self.name or "").lower() in names:
            yield Broken("name", msg("There is a text block of this name already."))
        if self.id is None and len(names) >= MOST_OWN:
            text = msg("More than %(most)s text blocks are hard to find; delete one first.")
            yield Broken("name", text, most=MOST_OWN)


def blocks_for(someone: Acting, session: Session) -> list[TextBlock]:
    """Those that this person may insert: their own first, then the team's, by name."""
    wanted = select(TextBlock).where(TextBlock.visible_to(someone))
    return list(session.scalars(wanted.order_by(TextBlock.is_shared, TextBlock.name)))
