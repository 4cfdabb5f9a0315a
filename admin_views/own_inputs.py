"""The office's own fields within a form: the same inputs as for built-in columns."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from flask_babel import gettext
from wtforms import Field, Form, SelectField, StringField, ValidationError
from wtforms.fields.choices import Choice
from wtforms.fields.core import UnboundField
from wtforms.validators import Length
from wtforms.validators import Optional as MayBeEmpty

from admin_views.fields import (
    BLANK,
    DecimalField,
    Filled,
    GermanDateField,
    YesNoField,
    refusal,
    tidy_input,
)
from admin_views.formats import number, show
from models.acting import acting
from models.own_definitions import OwnDefinition, OwnOption
from models.own_field import OwnKind

LONGEST_TEXT = 200
EXAMPLE = Decimal("1234.5")


class OwnInput(Field):
    """Writes into the record's own values; `type` is that of the input it looks like."""

    definition: OwnDefinition

    def __init__(self, *args: Any, definition: OwnDefinition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition

    def populate_obj(self, obj: Any, name: str) -> None:
        obj.put_own(self.definition, self.data)


class OwnText(OwnInput, StringField):
    type = "StringField"


class OwnDay(OwnInput, GermanDateField):
    type = "GermanDateField"


class OwnYesNo(OwnInput, YesNoField):
    type = "YesNoField"


class OwnNumber(OwnInput, DecimalField):
    """A number with up to two decimals, typed with German or English marks."""

    type = "DecimalField"

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else show(self.data, self.short_name)

    def read(self, text: str) -> Decimal:
        try:
            return super().read(text)
        except ValueError:
            raise ValueError(
                gettext(
                    "This is no number, or it cannot be right. Write it as %(example)s.",
                    example=number(EXAMPLE),
                )
            ) from None


class OwnChoiceInput(OwnInput, SelectField):
    """One of the field's entries; an ended one only where it was chosen before."""

    type = "SelectField"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, coerce=self._coerce, **refusal(), **kwargs)

    def _coerce(self, value: object) -> int | None:
        if value in (None, BLANK):
            return None
        if isinstance(value, OwnOption):
            return value.id
        try:
            return int(str(value))
        except ValueError:
            raise ValueError(gettext("Not a valid choice.")) from None

    def process_data(self, value: object) -> None:
        super().process_data(value)
        self.stored = self.data

    def _options(self) -> list[OwnOption]:
        today = acting().today
        return [
            option
            for option in self.definition.options
            if option.id == self.stored or option.is_open_on(today)
        ]

    def iter_choices(self) -> Iterator[Choice]:
        yield Choice(BLANK, BLANK, self.data is None, {})
        for option in self._options():
            yield Choice(str(option.id), str(option), option.id == self.data, {})

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and self.data not in {option.id for option in self._options()}:
            raise ValidationError(gettext("Not a valid choice."))


INPUTS: dict[OwnKind, type[OwnInput]] = {
    OwnKind.TEXT: OwnText,
    OwnKind.NUMBER: OwnNumber,
    OwnKind.DAY: OwnDay,
    OwnKind.YES_NO: OwnYesNo,
    OwnKind.CHOICE: OwnChoiceInput,
}


def input_for(definition: OwnDefinition) -> UnboundField:
    rules: list[Any] = [Filled() if definition.is_required else MayBeEmpty()]
    more: dict[str, Any] = {}
    if definition.kind is OwnKind.TEXT:
        rules.append(Length(max=LONGEST_TEXT))
        more["filters"] = [tidy_input]
    return INPUTS[definition.kind](
        definition.label,
        rules,
        definition=definition,
        description=definition.help,
        **more,
    )


@lru_cache(maxsize=64)
def form_with(
    form: type[Form], definitions: tuple[OwnDefinition, ...], language: str
) -> type[Form]:
    """The form of a table with the office's own fields; made anew when they or the words change."""
    inputs = {definition.name: input_for(definition) for definition in definitions}
    return type(form.__name__, (form,), inputs)
