"""What people typed into the office's own fields: one typed row for each record and field."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, cast

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Select,
    UniqueConstraint,
    event,
    inspect,
    select,
)
from sqlalchemy.orm import (
    Mapped,
    Session,
    declared_attr,
    joinedload,
    mapped_column,
    object_session,
    relationship,
)
from sqlalchemy.orm.util import identity_key

from models.base import Broken, Line, Record, msg
from models.own_definitions import OwnDefinition, OwnOption, own_field_of, own_fields
from models.own_field import PREFIX, OwnChoice, OwnField, OwnKind
from models.permissions import DataClass

Typed = str | Decimal | date | bool | OwnOption | None
COLUMNS = {
    OwnKind.TEXT: "text_value",
    OwnKind.NUMBER: "number_value",
    OwnKind.DAY: "day_value",
    OwnKind.YES_NO: "yes_value",
    OwnKind.CHOICE: "choice_id",
}
_FILLED = " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in COLUMNS.values())


class OwnValue(Record):
    """The answer of one record to one own field, in the column of the field's kind.

    A row that holds nothing does not exist. In the audit trail and in histories it is a field
    of its owner, not a record of its own.
    """

    __abstract__ = True
    is_field = True
    can_come_back = False  # by itself; it comes back with its owner

    field_id: Mapped[int] = mapped_column(ForeignKey("own_field.id"), index=True)
    text_value: Mapped[Line | None]
    number_value: Mapped[Decimal | None]
    day_value: Mapped[date | None]
    yes_value: Mapped[bool | None]
    choice_id: Mapped[int | None] = mapped_column(ForeignKey("own_choice.id"), index=True)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        owner = (cls.part_of or ("", ""))[0]
        return (
            UniqueConstraint(f"{owner}_id", "field_id"),
            CheckConstraint(f"{_FILLED} = 1", name="one_value"),
        )

    @property
    def definition(self) -> OwnDefinition:
        return own_field_of(self.field_id, object_session(self))

    @property
    def title(self) -> str:
        return self.definition.label

    @property
    def owner_id(self) -> int:
        return cast(int, getattr(self, f"{(self.part_of or ('', ''))[0]}_id"))

    @property
    def value(self) -> Typed:
        """What was typed; an entry of a choice with its words."""
        definition = self.definition
        if definition.kind is OwnKind.CHOICE:
            return definition.option(self.choice_id)
        return cast(Typed, getattr(self, COLUMNS[definition.kind]))

    def put(self, kind: OwnKind, value: object) -> None:
        """Store a value that suits the kind; entries of a choice by their key."""
        setattr(self, COLUMNS[kind], value)

    def in_trail(self, fields: list[str]) -> tuple[str, int, list[str]]:
        definition = self.definition
        return definition.table, self.owner_id, [definition.name]

    def changes(self, is_new: bool, is_going: bool) -> Iterator[tuple[int, Any, Any]]:
        """What this save does to which record: its number, what was there, what is there now.

        A row that moves to another record, as when two files are merged, is taken from the first.
        """
        definition = self.definition
        kept, owner = COLUMNS[definition.kind], f"{definition.table}_id"
        present, now = getattr(self, kept), getattr(self, owner)
        was, before = _former(self, kept), _former(self, owner)
        if is_new or is_going:
            yield (now, None, present) if is_new else (now, was, None)
        elif before != now:
            yield from ((before, was, None), (now, None, present))
        elif was != present:
            yield now, was, present

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        definition = own_field_of(self.field_id, session)
        if definition.kind is OwnKind.CHOICE and definition.option(self.choice_id) is None:
            yield Broken(definition.name, msg("Not a valid choice."))


def _former(value: OwnValue, name: str) -> Any:
    gone = inspect(value).attrs[name].history.deleted
    return gone[0] if gone else getattr(value, name)


class PersonOwnValue(OwnValue):
    data_class = DataClass.MASTER
    part_of = ("person", "own_values")

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    person: Mapped[Any] = relationship("Person", back_populates="own_values")


class HouseholdOwnValue(OwnValue):
    data_class = DataClass.IDENTITY
    part_of = ("household", "own_values")

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"))
    household: Mapped[Any] = relationship("Household", back_populates="own_values")


class PartnerOwnValue(OwnValue):
    data_class = DataClass.NETWORK
    part_of = ("partner", "own_values")

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"))
    partner: Mapped[Any] = relationship("Partner", back_populates="own_values")


class UnitOwnValue(OwnValue):
    data_class = DataClass.ROOM
    part_of = ("unit", "own_values")

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    unit: Mapped[Any] = relationship("Unit", back_populates="own_values")


OWN_VALUES: dict[str, type[OwnValue]] = {
    "person": PersonOwnValue,
    "household": HouseholdOwnValue,
    "partner": PartnerOwnValue,
    "unit": UnitOwnValue,
}


class HasOwnFields:
    """A record to which the office may add fields; they read and write like its columns.

    `record.own_<code>` is the value of the own field with this code, or None.
    """

    __tablename__: ClassVar[str]
    data_class: ClassVar[DataClass]

    @declared_attr
    def own_values(cls) -> Mapped[list[OwnValue]]:
        return relationship(
            OWN_VALUES[cls.__tablename__],
            back_populates=cls.__tablename__,
            cascade="all, delete-orphan",
        )

    @classmethod
    def class_of(cls, field: str) -> DataClass:
        """An own field's class stands in its definition; what is unknown is closed like health."""
        if not field.startswith(PREFIX):
            return cast(DataClass, super().class_of(field))  # type: ignore[misc]
        found = own_fields(cls.__tablename__).get(field)
        return found.data_class if found else DataClass.HEALTH

    def __getattr__(self, name: str) -> Any:
        if not name.startswith(PREFIX):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        found = self._own_value(name)
        return None if found is None else found.value

    def _own_value(self, name: str) -> OwnValue | None:
        return next((one for one in self.own_values if one.definition.name == name), None)

    def put_own(self, definition: OwnDefinition, value: object) -> None:
        """Write an own field; None takes the answer away."""
        found = self._own_value(definition.name)
        if value is None:
            if found is not None:
                self._take_away(found)
            return
        if found is None:
            found = OWN_VALUES[self.__tablename__](field_id=definition.id)
            self.own_values.append(found)
        found.put(definition.kind, value)

    def own_definition(self, name: str) -> OwnDefinition:
        """The definition of one of this record's fields; raises KeyError where there is none."""
        return own_fields(self.__tablename__, object_session(self))[name]

    def own_stored(self, name: str) -> Any:
        """The value as its column holds it: of a choice the key."""
        found = self._own_value(name)
        return None if found is None else getattr(found, COLUMNS[found.definition.kind])

    def _take_away(self, value: OwnValue) -> None:
        """Deleted by name, not as an orphan, so that the owner's version notices."""
        session = object_session(value)
        self.own_values.remove(value)
        if session is not None and inspect(value).persistent:
            session.delete(value)

    def own_words(self) -> list[str | None]:
        """Texts by which the record is found: such as whoever reads its other words may read."""
        session = object_session(self)
        if session is None or not own_fields(self.__tablename__, session):
            return []
        known = (one for one in self.own_values if one.text_value)
        return [one.text_value for one in known if _class_now(one, session) is self.data_class]


def _class_now(value: OwnValue, session: Session) -> DataClass:
    """The class of the value's field, also while it is being changed."""
    field = session.identity_map.get(identity_key(OwnField, value.field_id))
    return field.protection.data_class if field else value.definition.data_class


@event.listens_for(Session, "before_flush")
def _refresh_words(session: Session, context: object, instances: object) -> None:
    """Records are found by a text, or no more, as the class of its field now says."""
    for field in [record for record in session.dirty if isinstance(record, OwnField)]:
        if not inspect(field).attrs.protection.history.deleted:
            continue
        owner, kept = field.table_name.name.lower(), OWN_VALUES[field.table_name.name.lower()]
        texts = select(kept).where(kept.field_id == field.id, kept.text_value.is_not(None))
        with session.no_autoflush:
            for value in session.scalars(texts.options(joinedload(getattr(kept, owner)))):
                getattr(value, owner).refresh_search_text()


def own_sql_column(definition: OwnDefinition) -> Column[Any]:
    """Where the values of an own field lie."""
    return cast("Column[Any]", OWN_VALUES[definition.table].__table__.c[COLUMNS[definition.kind]])


def own_column(model: type[HasOwnFields], definition: OwnDefinition) -> ColumnElement[Any]:
    """The value of an own field beside each row of a list; entries of a choice by their words."""
    kept = OWN_VALUES[definition.table]
    wanted: Select[Any] = select(getattr(kept, COLUMNS[definition.kind]))
    if definition.kind is OwnKind.CHOICE:
        wanted = select(OwnChoice.title_sql()).join(kept, kept.choice_id == OwnChoice.id)
    return wanted.where(
        getattr(kept, f"{definition.table}_id") == model.id,  # type: ignore[attr-defined]
        kept.field_id == definition.id,
    ).scalar_subquery()


def own_matches(
    model: type[HasOwnFields], definition: OwnDefinition, wanted: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Records whose answer to an own field fulfils a condition on its column."""
    kept = OWN_VALUES[definition.table]
    owners = select(getattr(kept, f"{definition.table}_id"))
    found = owners.where(kept.field_id == definition.id, wanted)
    return cast("ColumnElement[bool]", model.id.in_(found))  # type: ignore[attr-defined]
