"""Why something cannot be undone or brought back."""

from dataclasses import dataclass
from dataclasses import field as filled


@dataclass(frozen=True)
class Refusal:
    """Why a record stays as it is; `title` is empty where it may not be read.

    `text` is marked for translation, `field` a field's name, `values` fill the text.
    """

    title: str
    text: str
    field: str = ""
    values: dict[str, object] = filled(default_factory=dict)


class Refused(ValueError):
    """Nothing may be done; `refusals` say why."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("; ".join(refusal.text for refusal in refusals))
        self.refusals = list(refusals)
