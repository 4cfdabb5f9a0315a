"""People who live and keep house together, by period (concept 5.1: the family unit)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, relationship

from models.acting import Acting
from models.base import Broken, Name, Period, Record, ends_after_start, msg, period_problems
from models.catalogue import HouseholdRole
from models.closed_file import without_closed_file
from models.own_value import HasOwnFields
from models.permissions import DataClass
from models.person import Person
from models.person_period import of_visible_person
from models.search import Searchable


class Household(HasOwnFields, Record, Searchable):
    data_class = DataClass.IDENTITY
    title_field = "label"

    label: Mapped[Name] = mapped_column(index=True)
    members: Mapped[list["HouseholdMember"]] = relationship(
        back_populates="household", cascade="all, delete-orphan", order_by="HouseholdMember.id"
    )

    search_loads = ("own_values",)

    def search_words(self) -> list[str | None]:
        return [self.label, *self.own_words()]

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """A household with nobody in it yet, or with somebody the acting person may see.

        One with a member whose file is closed is as closed as that file.
        """
        member = aliased(HouseholdMember)
        is_open = without_closed_file(member, acting, member.household_id == cls.id)
        if Person.is_open_to(acting):
            return is_open
        members = select(member.id).where(member.household_id == cls.id)
        seen = members.where(of_visible_person(member.person_id, acting))
        return is_open & (seen.exists() | ~members.exists())

    def concerns(self) -> list[Person]:
        return [member.person for member in self.members]

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        for number, member in enumerate(self.members):
            for other in self.members[:number]:
                yield from member.contradicts(other)


class HouseholdMember(Record, Period):
    data_class = DataClass.IDENTITY
    __table_args__ = (ends_after_start(), Index(None, "person_id", "valid_from"))

    household_id: Mapped[int] = mapped_column(
        ForeignKey("household.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role_id: Mapped[int | None] = mapped_column(ForeignKey("household_role.id"), index=True)
    is_head: Mapped[bool] = mapped_column(default=False)
    in_benefit_unit: Mapped[bool] = mapped_column(default=True)

    household: Mapped[Household] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()
    role: Mapped[HouseholdRole | None] = relationship()

    @classmethod
    def visible_to(cls, acting: Acting) -> ColumnElement[bool]:
        """As far as the person may be seen."""
        return of_visible_person(cls.person_id, acting)

    def contradicts(self, other: "HouseholdMember") -> Iterator[Broken]:
        """One person is a member once at a time, and one household has one head at a time."""
        if not (self.valid_from and other.valid_from and self.meets(other)):
            return
        if (self.person or self.person_id) == (other.person or other.person_id):
            yield Broken("members", msg("A person stands in the household twice at one time."))
        if self.is_head and other.is_head:
            yield Broken("members", msg("A household has one head at a time."))

    @property
    def title(self) -> str:
        return self.person.title

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        yield from (Broken("members", problem.text) for problem in period_problems(self))
