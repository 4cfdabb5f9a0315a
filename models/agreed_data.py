"""Which data of a person may be passed on, item by item (§ 67b SGB X; rules CO-03)."""

from sqlalchemy import false
from sqlalchemy.orm import Mapped, mapped_column

ITEMS = (
    "has_name",
    "has_birth_date",
    "has_address",
    "has_phone",
    "has_languages",
    "has_residence_status",
    "has_concern",
    "has_health",
)


def _item() -> Mapped[bool]:
    return mapped_column(default=False, server_default=false(), sort_order=70)


class AgreedData:
    """Mixin of a Record: what a consent covers, or what a referral passes on.

    `has_concern` is what the person needs, `has_health` what concerns health within it.
    """

    has_name: Mapped[bool] = _item()
    has_birth_date: Mapped[bool] = _item()
    has_address: Mapped[bool] = _item()
    has_phone: Mapped[bool] = _item()
    has_languages: Mapped[bool] = _item()
    has_residence_status: Mapped[bool] = _item()
    has_concern: Mapped[bool] = _item()
    has_health: Mapped[bool] = _item()

    @property
    def items(self) -> tuple[str, ...]:
        """The names of the items, in their order."""
        return tuple(name for name in ITEMS if getattr(self, name))

    def take_items(self, names: tuple[str, ...]) -> None:
        """These and no others."""
        for name in ITEMS:
            if bool(getattr(self, name)) != (name in names):
                setattr(self, name, name in names)
