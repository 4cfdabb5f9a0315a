"""A view of a list under a name: its filters, order, columns and length, never its rows."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, ForeignKey, Index, String, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import Acting
from models.base import Broken, Name, Record, msg
from models.permissions import Action, DataClass
from models.staff import Staff

MOST_OWN = 20  # views of one list that one person keeps


class SavedView(Record):
    """Belongs to the person who saved it; a shared one is the team's, whoever began it.

    `query` is the address of the list without page, search words and keys of records. What of it
    a reader may not filter by is left out when the view is opened.
    """

    data_class = DataClass.VIEW
    title_field = "name"
    has_history = False
    __table_args__ = (Index(None, "table_name", "owner_id"),)

    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), index=True
    )
    table_name: Mapped[str] = mapped_column(String(60))
    name: Mapped[Name]
    query: Mapped[str] = mapped_column(String(2000))
    is_shared: Mapped[bool] = mapped_column(default=False)

    owner: Mapped[Staff | None] = relationship()

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """One's own and the team's."""
        return or_(cls.is_shared, cls.owner_id == acting.staff_id)

    def may_be_changed_by(self, acting: Acting) -> bool:
        """One's own by oneself, the team's by whoever keeps the team's views."""
        if self.is_shared:
            return acting.may(Action.UPDATE, DataClass.SHARED_VIEW)
        return self.owner_id is not None and self.owner_id == acting.staff_id

    def share(self) -> None:
        self.is_shared = True

    def take_back(self, owner_id: int | None) -> None:
        """Make a view of the team one's own again."""
        self.is_shared, self.owner_id = False, owner_id

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        owner_id = self.owner.id if self.owner_id is None and self.owner else self.owner_id
        if not (self.name or "").strip():
            yield Broken("name", msg("Give the view a name."))
        if not self.is_shared and owner_id is None:
            yield Broken("owner", msg("A view belongs to somebody or to the team."))
        theirs = (
            SavedView.is_shared
            if self.is_shared
            else and_(SavedView.owner_id == owner_id, ~SavedView.is_shared)
        )
        others = select(SavedView.name).where(
            theirs, SavedView.table_name == self.table_name, SavedView.id != (self.id or 0)
        )
        names = [name.lower() for name in session.scalars(others)]
        if (self.name or "").lower() in names:
            yield Broken("name", msg("There is a view of this name already."))
        if self.id is None and len(names) >= MOST_OWN:
            text = msg("More than %(most)s views of one list are hard to find; delete one first.")
            yield Broken("name", text, most=MOST_OWN)
