"""The rent account of an eviction case: what is owed, and what it means (rules EV-01 to EV-03)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.eviction_case import EvictionCase
from models.rules.arrears import ArrearsGround, arrears_grounds


@dataclass(frozen=True)
class RentAccountLine:
    due_on: date
    due: Decimal
    paid: Decimal
    owed: Decimal


@dataclass(frozen=True)
class RentAccount:
    """Amounts in EUR; `grounds` is None where the rent is not known, `stated` where nobody said."""

    lines: tuple[RentAccountLine, ...]
    owed: Decimal
    rent: Decimal | None
    grounds: frozenset[ArrearsGround] | None
    stated: Decimal | None

    @property
    def differs_by(self) -> Decimal:
        """How much more (or less) the case states than the account shows."""
        return Decimal(0) if self.stated is None else self.stated - self.owed


def rent_account(case: EvictionCase) -> RentAccount | None:
    """The account as it was entered; None where there is no line."""
    entries = case.rent_entries
    if not entries:
        return None
    rent = case.monthly_rent or None
    lines = [entry.line for entry in entries]
    return RentAccount(
        lines=tuple(
            RentAccountLine(entry.due_on, entry.due, entry.paid, line.owed)
            for entry, line in zip(entries, lines, strict=True)
        ),
        owed=sum((line.owed for line in lines), Decimal(0)),
        rent=rent,
        grounds=arrears_grounds(lines, rent) if rent else None,
        stated=case.arrears,
    )
