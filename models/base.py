"""The database handle and what every record shares: key, dates of change, version, text rules."""

import enum
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    DateTime,
    Enum,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    and_,
    cast,
    event,
    func,
    or_,
    true,
)
from sqlalchemy.orm import (
    ColumnProperty,
    DeclarativeBase,
    Mapped,
    Session,
    declared_attr,
    mapped_column,
    registry,
)

from models.acting import Acting
from models.permissions import DataClass

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Name = Annotated[str, mapped_column(String(80))]
Line = Annotated[str, mapped_column(String(200))]
Note = Annotated[str, mapped_column(Text())]
# How a record joined on its own joins another: nested, SQLite would join both whole tables first.
UNNESTED: Any = "unnested"
NOTE_LENGTH = 100_000  # characters in one free text; about 40 printed pages


def msg(text: str) -> str:
    """Mark a message for translation; the view translates it, the model stays without Flask."""
    return text


class Broken:
    """One broken rule: its field ("" for the whole record) and what to tell the user."""

    def __init__(self, field: str, text: str, **values: object) -> None:
        self.field = field
        self.text = text
        self.values = values


class RulesBroken(ValueError):
    """The record may not be saved as it is; `problems` says which fields and why."""

    def __init__(self, *problems: Broken) -> None:
        super().__init__("; ".join(f"{problem.field}: {problem.text}" for problem in problems))
        self.problems = problems


class Hundredths(TypeDecorator[Decimal]):
    """EUR or m² with two decimals, kept as a whole number so that both engines count exactly."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: object) -> int | None:
        return None if value is None else int((value * 100).to_integral_value())

    def process_result_value(self, value: int | None, dialect: object) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2)


class Moment(TypeDecorator[datetime]):
    """A point in time, kept in UTC without zone on both engines, handed out with its zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def utc_now() -> datetime:
    return datetime.now(UTC)


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            enum.Enum: Enum(enum.Enum, native_enum=False, create_constraint=True, length=40),
            datetime: Moment(),
            Decimal: Hundredths(),
        },
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class Record(Model):
    """What every table of the office has.

    `data_class` is the class of all its fields but those named in `field_classes`;
    `access_class` is what a role must be allowed to read to open its grid at all.
    `part_of` names the relation to the record in whose form this one is a row, and its list there.
    """

    __abstract__ = True

    data_class: ClassVar[DataClass]
    access_class: ClassVar[DataClass]
    field_classes: ClassVar[dict[str, DataClass]] = {}
    search_fields: ClassVar[tuple[str, ...]] = ()
    search_days: ClassVar[tuple[str, ...]] = ()  # found by a day, month or year
    title_field: ClassVar[str] = ""  # the column that names the record, where one does
    part_of: ClassVar[tuple[str, str] | None] = None
    # A yes in the column puts these fields of the record into the class PROTECTED.
    shield: ClassVar[tuple[str, frozenset[str]] | None] = None
    has_history: ClassVar[bool] = True  # changes are kept with old and new value
    can_come_back: ClassVar[bool] = True  # goes into the trash when it is deleted
    untold_fields: ClassVar[frozenset[str]] = frozenset()  # of these only that they changed
    is_field: ClassVar[bool] = False  # noted as a field of the record it is part of
    # Of a part of an issued paper: the fields whose words stand there; None is all of them.
    on_paper: ClassVar[frozenset[str] | None] = None

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)
    created_at: Mapped[datetime] = mapped_column(default=utc_now, sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now, sort_order=91)
    version: Mapped[int] = mapped_column(default=1, sort_order=92)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "data_class" in cls.__dict__ and "access_class" not in cls.__dict__:
            cls.access_class = cls.data_class
        super().__init_subclass__(**kwargs)

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> str:
        """What the record is called in lists, pickers and headings."""
        return str(getattr(self, self.title_field)) if self.title_field else str(self.id)

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        """The same words as `title`, to be read in one statement with the list."""
        if not cls.title_field:
            raise NotImplementedError(cls.__name__)
        column: ColumnElement[str] = getattr(alias or cls, cls.title_field)
        return column

    @classmethod
    def class_of(cls, field: str) -> DataClass:
        """The data class that decides who may see or change this field."""
        return cls.field_classes.get(field.split(".")[0], cls.data_class)

    def own_class_of(self, field: str) -> DataClass:
        """The data class of a field of this very record, where that depends on its values."""
        if self.shield and field in self.shield[1] and getattr(self, self.shield[0]):
            return DataClass.PROTECTED
        return self.class_of(field)

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """Which rows the acting person may reach by any path."""
        return true()

    def concerns(self) -> Iterable[Any]:
        """The persons whose files the record belongs to."""
        for name in ("person", "session", "agreement", "document", "case"):
            whole = getattr(self, name, None)
            if isinstance(whole, Record):
                return whole.concerns()
        return ()

    def in_trail(self, fields: list[str]) -> tuple[str, int, list[str]]:
        """Under which table, number and fields a change of these fields is noted."""
        return self.__tablename__, self.id, fields

    def echoes(self) -> Iterable["Record"]:
        """Records that are found by this record's words too."""
        return ()

    def settle(self, today: date) -> None:
        """What follows from the record's own facts, put in order before every save."""

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        """Rules that hold for every save, whichever way the data came in."""
        yield from ()


@event.listens_for(Record, "attribute_instrument", propagate=True)
def _remember_old_value(model: type[Record], name: str, attribute: Any) -> None:
    """A column that was not loaded is read before it is set, so that its old value is known."""
    if isinstance(attribute.property, ColumnProperty):
        attribute.impl.active_history = True


def day_sql(column: Any) -> ColumnElement[str]:
    """A day as 21.11.2026, on both engines."""
    text = cast(column, String)
    return func.substr(text, 9, 2) + "." + func.substr(text, 6, 2) + "." + func.substr(text, 1, 4)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """First and last moment of a day of the office's wall clock, both inclusive."""
    return datetime.combine(day, time.min), datetime.combine(day, time.max)


def clock_sql(column: Any) -> ColumnElement[str]:
    """A time as 09:30, on both engines."""
    return func.substr(cast(column, String), 1, 5)


def not_before(end: str, start: str) -> CheckConstraint:
    """A day, where it is known, lies on or after another one."""
    rule = f"{end} IS NULL OR {start} IS NULL OR {end} >= {start}"
    return CheckConstraint(rule, name=f"{end}_not_before_{start}")


def ends_after_start(start: str = "valid_from", end: str = "valid_to") -> CheckConstraint:
    return CheckConstraint(f"{end} IS NULL OR {end} >= {start}", name=f"{end}_after_{start}")


class Period:
    """True from a first to a last day, both inclusive; no last day: until further notice."""

    valid_from: Mapped[date] = mapped_column(sort_order=80)
    valid_to: Mapped[date | None] = mapped_column(sort_order=81)

    @classmethod
    def as_of(cls, day: date, alias: Any = None) -> ColumnElement[bool]:
        """Rows that hold on this day."""
        table = alias or cls
        return and_(table.valid_from <= day, or_(table.valid_to.is_(None), table.valid_to >= day))

    def meets(self, other: "Period") -> bool:
        """Both hold on some common day."""
        begins_in_time = other.valid_to is None or self.valid_from <= other.valid_to
        return begins_in_time and (self.valid_to is None or other.valid_from <= self.valid_to)

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)


def period_problems(record: Period) -> Iterator[Broken]:
    if record.valid_from and record.valid_to and record.valid_to < record.valid_from:
        yield Broken("valid_to", msg("The end lies before the beginning."))
