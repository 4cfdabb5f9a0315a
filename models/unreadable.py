"""What a file of others is refused with."""


class Unreadable(ValueError):
    """`text` is marked for translation, `values` fill it."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text)
        self.text = text
        self.values = values
