"""Staff of the office: account, roles, languages, deputy (concept 2.1 and 2.2)."""

import secrets
from collections.abc import Iterator
from datetime import date

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Name, Record, msg
from models.catalogue import Language
from models.permissions import DataClass, Role


class Staff(Record, UserMixin):
    data_class = DataClass.STAFF
    can_come_back = False
    title_field = "display_name"
    search_fields = ("username", "display_name", "email")
    untold_fields = frozenset({"password", "fs_uniquifier"})

    username: Mapped[str] = mapped_column(String(40), unique=True)
    display_name: Mapped[Name]
    # The sign-in library declares an address for everybody and a list of roles of its own.
    email: Mapped[str | None] = mapped_column(String(200), unique=True)  # type: ignore[assignment]
    phone: Mapped[str | None] = mapped_column(String(40))
    job_title: Mapped[Line | None]
    qualification: Mapped[Line | None]
    password: Mapped[str] = mapped_column(String(255))
    fs_uniquifier: Mapped[str] = mapped_column(
        String(64), unique=True, default=lambda: secrets.token_hex(32)
    )
    active: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)

    deputy: Mapped["Staff | None"] = relationship(remote_side="Staff.id")
    held_roles: Mapped[list["StaffRole"]] = relationship(
        back_populates="staff", cascade="all, delete-orphan"
    )
    languages: Mapped[list["StaffLanguage"]] = relationship(
        back_populates="staff", cascade="all, delete-orphan"
    )

    def broken_rules(self, today: date, session: Session) -> Iterator[Broken]:
        name = self.username or ""
        if name != name.lower() or len(name.split()) > 1:
            text = msg("A user name is written in small letters and without blanks.")
            yield Broken("username", text)
        if self.id is not None and not self._opens_accounts and self._is_last_to_do_so(session):
            text = msg("This is the last account that can open others; make a second one first.")
            yield Broken("held_roles" if self.active else "active", text)

    @property
    def _opens_accounts(self) -> bool:
        return bool(self.active) and Role.SYSTEM_ADMIN in {held.role for held in self.held_roles}

    def _is_last_to_do_so(self, session: Session) -> bool:
        """As the database has it before this save."""
        admins = (
            select(StaffRole.staff_id)
            .join(Staff, Staff.id == StaffRole.staff_id)
            .where(Staff.active, StaffRole.role == Role.SYSTEM_ADMIN)
        )
        return set(session.scalars(admins)) == {self.id}

    @property
    def roles(self) -> list[RoleMixin]:  # type: ignore[override]
        """What the sign-in library is told: none. Rights come from models/permissions alone."""
        return []


class StaffRole(Record):
    """One role of one person; several add up."""

    data_class = DataClass.STAFF
    can_come_back = False
    __table_args__ = (UniqueConstraint("staff_id", "role"),)

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    role: Mapped[Role]

    staff: Mapped[Staff] = relationship(back_populates="held_roles")

    @property
    def title(self) -> str:
        return self.role.value


class StaffLanguage(Record):
    data_class = DataClass.STAFF
    can_come_back = False
    __table_args__ = (UniqueConstraint("staff_id", "language_id"),)

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    language_id: Mapped[int] = mapped_column(ForeignKey("language.id"), index=True)

    staff: Mapped[Staff] = relationship(back_populates="languages")
    language: Mapped[Language] = relationship()

    @property
    def title(self) -> str:
        return self.language.title
