"""What a partner offers, for whom, and how one gets it (concept 3.2, 4.2 to 4.5)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import BindParameter, CheckConstraint, ColumnElement, ForeignKey, or_
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Note, Record, msg
from models.catalogue import TargetGroup, Topic, entry_of
from models.partner import Partner
from models.permissions import DataClass
from models.search import Searchable


class Offer(Record, Searchable):
    data_class = DataClass.NETWORK
    title_field = "name"
    __table_args__ = (
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_not_negative"),
    )

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    name: Mapped[Line] = mapped_column(index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    target_group_id: Mapped[int | None] = mapped_column(ForeignKey("target_group.id"), index=True)
    requirements: Mapped[Note | None]
    registration: Mapped[Note | None]
    is_free: Mapped[bool | None]
    cost: Mapped[Line | None]
    capacity: Mapped[int | None]
    valid_until: Mapped[date | None]

    partner: Mapped[Partner] = relationship(back_populates="offers")
    topic: Mapped[Topic | None] = relationship()
    target_group: Mapped[TargetGroup | None] = relationship()

    search_loads = ("partner", "topic", "target_group")

    @classmethod
    def open_on(cls, day: date | BindParameter[date]) -> ColumnElement[bool]:
        """Offers that may be proposed to a client on this day: they have not ended."""
        return or_(cls.valid_until.is_(None), cls.valid_until >= day)

    def is_open_on(self, day: date) -> bool:
        return self.valid_until is None or self.valid_until >= day

    def search_words(self) -> list[str | None]:
        """Those of its topic too, so that it is found by what it is for."""
        topic = entry_of(self, self.topic, Topic, self.topic_id)
        group = entry_of(self, self.target_group, TargetGroup, self.target_group_id)
        words = [self.name, self.partner.name if self.partner else None]
        words += topic.search_words() if topic else ()
        return [*words, group.label_de if group else None, self.requirements, self.registration]

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.capacity is not None and self.capacity < 0:
            yield Broken("capacity", msg("A number of places cannot be negative."))
