"""What holds for a person for a time: the shape of status, benefits, responsibility, stay."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import ColumnElement, ForeignKey, Index, select
from sqlalchemy.orm import (
    InstrumentedAttribute,
    Mapped,
    Session,
    aliased,
    declared_attr,
    mapped_column,
    relationship,
)

from models.acting import Acting
from models.base import Broken, Period, ends_after_start, period_problems
from models.closed_file import in_open_file
from models.person import Person

if TYPE_CHECKING:
    from sqlalchemy.sql.base import SchemaEventTarget


def of_visible_person(
    person_id: InstrumentedAttribute[int] | Mapped[int], acting: Acting
) -> ColumnElement[bool]:
    """Rows of a person whom the acting person may see."""
    if Person.is_open_to(acting):
        return in_open_file(person_id, acting)
    person = aliased(Person)
    seen = select(person.id).where(person.id == person_id, Person.visible_to(acting, person))
    return seen.exists()


class PersonPeriod(Period):
    """Mixin: belongs to one person, from day to day, asked as of a day."""

    if TYPE_CHECKING:
        id: Mapped[int]
    extra_table_args: ClassVar[tuple[Any, ...]] = ()

    @declared_attr
    def person_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("person.id"), sort_order=-5)

    @declared_attr
    def person(cls) -> Mapped[Person]:
        return relationship(Person)

    @declared_attr.directive
    def __table_args__(cls) -> "tuple[SchemaEventTarget, ...]":
        return (
            ends_after_start(),
            Index(None, "person_id", "valid_from"),
            Index(None, "valid_from", "id"),
            *cls.extra_table_args,
        )

    @property
    def title(self) -> str:
        return self.person.title

    @classmethod
    def title_sql(cls, alias: Any = None) -> ColumnElement[str]:
        table = alias or cls
        return select(Person.title_sql()).where(Person.id == table.person_id).scalar_subquery()

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """As far as the person may be seen."""
        return of_visible_person(cls.person_id, acting)

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from period_problems(self)
