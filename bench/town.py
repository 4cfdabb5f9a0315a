"""The town that is measured: its size, its day, and the way into it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 20)  # all days are counted from it, so that the town is always the same
NOW = datetime.combine(TODAY, time(9, 30), ZoneInfo("Europe/Berlin"))
PASSWORD = "Messen-am-Morgen-7"  # noqa: S105 - of accounts that only the measurement can reach
ACCOUNTS = {"worker": "sozialarbeit", "lead": "leitung"}


@dataclass(frozen=True)
class Size:
    """How large the town is; by default as large as the goals say."""

    persons: int = 100_000
    sessions: int = 1_000_000
    cases: int = 5_000
    partners: int = 10_000

    @property
    def name(self) -> str:
        return "-".join(str(number) for number in asdict(self).values())

    @property
    def is_full(self) -> bool:
        return self == Size()
