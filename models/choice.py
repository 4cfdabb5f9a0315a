"""The base of all fixed choices on whose value the code branches."""

from enum import Enum


class Choice(Enum):
    """Members equal only themselves: `Doer.CLIENT` is not `AttendeeKind.CLIENT`, as text is."""

    __hash__ = object.__hash__  # members are single; Enum would hash their names each time

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[str]) -> str:
        return name.lower()

    def __str__(self) -> str:
        return str(self.value)
