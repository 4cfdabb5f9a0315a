"""How somebody has the columns of a list: in which order, and how wide."""

from sqlalchemy import ColumnElement, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.acting import Acting
from models.base import Record
from models.permissions import DataClass


class ListLayout(Record):
    """One's own, one for each list; saved views have an order of their own.

    `columns` are names with dots between them, `widths` such names each with its pixels.
    """

    data_class = DataClass.VIEW
    title_field = "table_name"
    has_history = False
    __table_args__ = (Index(None, "owner_id", "table_name", unique=True),)

    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    table_name: Mapped[str] = mapped_column(String(60))
    columns: Mapped[str] = mapped_column(String(2000), default="")
    widths: Mapped[str] = mapped_column(String(2000), default="")

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        return cls.owner_id == acting.staff_id

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(filter(None, self.columns.split(".")))

    @property
    def pixels(self) -> dict[str, int]:
        pairs = (part.split(":") for part in filter(None, self.widths.split(".")))
        return {name: int(width) for name, width in pairs}

    def keep(self, order: tuple[str, ...], pixels: dict[str, int]) -> None:
        self.columns = ".".join(order)
        self.widths = ".".join(f"{name}:{width}" for name, width in sorted(pixels.items()))
