"""Fields that the office adds itself to persons, households, partners and units."""

from collections.abc import Iterator
from datetime import date
from enum import auto
from typing import Any, cast

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    func,
    inspect,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.acting import acting
from models.base import Broken, Line, Record, msg
from models.choice import Choice
from models.field_change import FieldChange
from models.permissions import DataClass, readers
from models.rules.text import fold, slug

PREFIX = "own_"  # begins the name of every such field in forms, addresses and the audit trail
LONGEST_CODE = 40


class OwnTable(Choice):
    PERSON = auto()
    HOUSEHOLD = auto()
    PARTNER = auto()
    UNIT = auto()


class OwnKind(Choice):
    TEXT = auto()
    NUMBER = auto()
    DAY = auto()
    YES_NO = auto()
    CHOICE = auto()


class OwnClass(Choice):
    """The data classes that such a field may have; each is one of `DataClass`."""

    IDENTITY = auto()
    MASTER = auto()
    RESIDENCE = auto()
    HEALTH = auto()
    NETWORK = auto()
    ROOM = auto()

    @property
    def data_class(self) -> DataClass:
        return DataClass[self.name]


_OF_PEOPLE = (OwnClass.IDENTITY, OwnClass.MASTER, OwnClass.RESIDENCE, OwnClass.HEALTH)
CLASSES_OF: dict[OwnTable, tuple[OwnClass, ...]] = {
    OwnTable.PERSON: _OF_PEOPLE,
    OwnTable.HOUSEHOLD: _OF_PEOPLE,
    OwnTable.PARTNER: (OwnClass.NETWORK,),
    OwnTable.UNIT: (OwnClass.ROOM,),
}


class OwnField(Record):
    """What is asked, of which records, and who may read the answer.

    A field whose values exist is never deleted: it ends, and is asked no more from that day.
    """

    data_class = DataClass.OWN_FIELD
    search_fields = ("label_de", "label_en", "code")
    __table_args__ = (
        UniqueConstraint("table_name", "label_de"),
        Index(None, "table_name", "sort_order"),
    )

    table_name: Mapped[OwnTable] = mapped_column(active_history=True)
    code: Mapped[str] = mapped_column(String(LONGEST_CODE), unique=True, active_history=True)
    kind: Mapped[OwnKind] = mapped_column(default=OwnKind.TEXT, active_history=True)
    label_de: Mapped[Line]
    label_en: Mapped[Line | None]  # without it the German label stands on English pages too
    help_de: Mapped[str | None] = mapped_column(String(400))
    help_en: Mapped[str | None] = mapped_column(String(400))
    protection: Mapped[OwnClass] = mapped_column(active_history=True)
    is_required: Mapped[bool] = mapped_column(default=False)
    is_listed: Mapped[bool] = mapped_column(default=False)
    sort_order: Mapped[int] = mapped_column(default=100)
    ended_on: Mapped[date | None]

    choices: Mapped[list["OwnChoice"]] = relationship(
        back_populates="field",
        cascade="all, delete-orphan",
        order_by="OwnChoice.sort_order.nulls_last(), OwnChoice.id",
    )

    @property
    def title(self) -> str:
        return (self.label_en if acting().language == "en" else None) or self.label_de

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        if acting().language == "en":
            return func.coalesce(table.label_en, table.label_de)
        return cast("ColumnElement[str]", table.label_de)

    def give_code(self, session: Session) -> None:
        """A code of the label's letters that no other field has or had; it never changes.

        Under the code of a deleted field its former values still stand in histories.
        """
        stem = slug(self.label_de)[: LONGEST_CODE - 4].strip("_") or "field"
        alike = select(OwnField.code).where(OwnField.code.startswith(stem, autoescape=True))
        taken = {*session.scalars(alike), *_told_codes(stem, session), *_reserved()}
        endings = ["", *(f"_{number}" for number in range(2, len(taken) + 3))]
        self.code = next(stem + ending for ending in endings if stem + ending not in taken)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from self._broken_words(session)
        suitable = CLASSES_OF[self.table_name]
        if self.protection not in suitable:
            text = msg("Such records have no data of this class. Choose: %(classes)s.")
            yield Broken("protection", text, classes=suitable)
        has_choices = bool(self.choices)
        if self.kind is OwnKind.CHOICE and not has_choices:
            yield Broken("choices", msg("Say what there is to choose from."))
        if self.kind is not OwnKind.CHOICE and has_choices:
            yield Broken("choices", msg("Only a field of the kind choice has entries."))
        if inspect(self).persistent:
            yield from self._broken_promises(session)

    def _broken_words(self, session: Session) -> Iterator[Broken]:
        wanted = select(OwnField.label_de).where(
            OwnField.table_name == self.table_name, OwnField.id != (self.id or 0)
        )
        if fold(self.label_de) in {fold(label) for label in session.scalars(wanted)}:
            yield Broken("label_de", msg("There is a field with this label already."))

    def _broken_promises(self, session: Session) -> Iterator[Broken]:
        """What people typed keeps its meaning and is never opened to more eyes than it was."""
        before = {
            name: _before(self, name) for name in ("table_name", "kind", "protection", "code")
        }
        if before["code"] is not None:
            yield Broken("", msg("The code of a field never changes; change its label."))
        values = _values_of(before["table_name"] or self.table_name)
        for choice in inspect(self).attrs.choices.history.deleted:
            count = _count(session, values.c.choice_id == choice.id)
            if count:
                text = msg("“%(what)s” is in use (%(count)s times). Give it a last day instead.")
                yield Broken("choices", text, what=choice.label_de, count=count)
        was = before["protection"]
        if was is not None and not readers(self.protection.data_class) <= readers(was.data_class):
            text = msg(
                "A field is never opened to more people: former values may lie in histories and "
                "in the trash. Delete or end this field and add another one."
            )
            yield Broken("protection", text)
        if not (before["table_name"] or before["kind"]) or not self._was_filled_in(session):
            return
        fixed = msg("There are values already, or were. End this field and add another one.")
        for name in ("table_name", "kind"):
            if before[name] is not None:
                yield Broken(name, fixed)

    def _was_filled_in(self, session: Session) -> bool:
        """Now, or once as far as histories tell."""
        values = _values_of(_before(self, "table_name") or self.table_name)
        told = FieldChange.field == f"{PREFIX}{self.code}"
        return bool(_count(session, values.c.field_id == self.id) or _count(session, told))


class OwnChoice(Record):
    """One entry of a field of the kind choice."""

    data_class = DataClass.OWN_FIELD
    part_of = ("field", "choices")
    __table_args__ = (
        UniqueConstraint("field_id", "label_de"),
        CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name="valid_to_after_valid_from",
        ),
    )

    field_id: Mapped[int] = mapped_column(ForeignKey("own_field.id", ondelete="CASCADE"))
    label_de: Mapped[Line]
    label_en: Mapped[Line | None]
    sort_order: Mapped[int | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    field: Mapped[OwnField] = relationship(back_populates="choices")

    @property
    def title(self) -> str:
        return (self.label_en if acting().language == "en" else None) or self.label_de

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        if acting().language == "en":
            return func.coalesce(table.label_en, table.label_de)
        return cast("ColumnElement[str]", table.label_de)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            yield Broken("choices", msg("The end lies before the beginning."))


def _before(field: OwnField, name: str) -> Any:
    """The value in the database, where it is to change; None where it is not."""
    gone = inspect(field).attrs[name].history.deleted
    return gone[0] if gone else None


def _values_of(table: OwnTable) -> Any:
    return Record.metadata.tables[f"{table.name.lower()}_own_value"]


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(condition)) or 0


def _told_codes(stem: str, session: Session) -> set[str]:
    """Codes beginning like this under which some history tells values."""
    told = FieldChange.field.startswith(f"{PREFIX}{stem}", autoescape=True)
    names = session.scalars(select(FieldChange.field).where(told).distinct())
    return {name.removeprefix(PREFIX) for name in names if name}


def _reserved() -> set[str]:
    """What would be called like an attribute that records have already."""
    models = (item.class_ for item in Record.registry.mappers)
    names = {name for model in models for name in dir(model)}
    return {name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)}
