"""Form fields of the office: German dates and amounts, fixed choices, catalogue choices."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from wtforms import Field, SelectField, SelectMultipleField
from wtforms.fields.choices import Choice
from wtforms.widgets import TextInput

from admin_views.choices import entries_of, open_entries
from admin_views.enum_labels import enum_label
from admin_views.formats import amount, show
from models.acting import acting
from models.base import db
from models.catalogue import Catalogue
from models.rules.dates import is_plausible, parse_date
from models.rules.text import tidy

BLANK = ""


def tidy_input(value: object) -> object:
    """Filter of all text fields: an empty text is none."""
    return tidy(value) or None if isinstance(value, str) else value


class TypedField(Field):
    """A text input that keeps what was typed when it cannot be read."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return show(self.data, self.short_name) if self.data is not None else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        self.data = self.read(valuelist[0].strip())

    def read(self, text: str) -> object:
        raise NotImplementedError


def read_day(text: str) -> date:
    """A day as people type it; raises ValueError with a sentence for the user."""
    try:
        found = parse_date(text, acting().today)
    except (ValueError, OverflowError):
        raise ValueError(
            gettext("This is no day of the calendar. Write it as 21.11.2026, 3.4.26 or today.")
        ) from None
    if not is_plausible(found):
        raise ValueError(gettext("The year %(year)s cannot be right.", year=f"{found.year:04d}"))
    return found


def read_clock(text: str) -> time:
    """A time of day: 8:30, 8.30, 0830 or 8."""
    digits = text.replace(".", ":").removesuffix("uhr").strip()
    try:
        if ":" in digits:
            hour, minute = digits.split(":")[:2]
        elif len(digits) > 2:
            hour, minute = digits[:-2], digits[-2:]
        else:
            hour, minute = digits, "0"
        return time(int(hour), int(minute))
    except ValueError:
        raise ValueError(gettext("This is no time of day. Write it as 8:30.")) from None


class GermanDateField(TypedField):
    def read(self, text: str) -> date:
        return read_day(text)


class TimeField(TypedField):
    def read(self, text: str) -> time:
        return read_clock(text.lower())


class GermanDateTimeField(TypedField):
    def read(self, text: str) -> datetime:
        """A day and a time, by a blank or comma between them."""
        day, _, clock = text.lower().replace(",", " ").replace(" uhr", "").rpartition(" ")
        if not day.strip():
            raise ValueError(gettext("Write day and time, such as 21.11.2026 9:30."))
        return datetime.combine(read_day(day.strip()), read_clock(clock))


class DecimalField(TypedField):
    """EUR or m², typed as 1.234,56 or 1234.56."""

    def _value(self) -> str:
        if self.raw_data or self.data is None:
            return super()._value()
        return amount(self.data)

    def read(self, text: str) -> Decimal:
        plain = text.replace("€", "").replace("m²", "").replace(" ", "").replace("−", "-")
        if "," in plain:
            plain = plain.replace(".", "").replace(",", ".")
        try:
            found = Decimal(plain)
        except InvalidOperation:
            raise ValueError(gettext("This is no amount. Write it as 1.234,56.")) from None
        if not found.is_finite() or abs(found) >= 10_000_000:
            raise ValueError(gettext("This amount cannot be right."))
        return found.quantize(Decimal("0.01"))


class IntegerField(TypedField):
    def read(self, text: str) -> int:
        try:
            found = int(text)
        except ValueError:
            raise ValueError(gettext("This is no whole number.")) from None
        if abs(found) > 1_000_000_000:
            raise ValueError(gettext("This number cannot be right."))
        return found


class EnumField(SelectField):
    """A fixed choice; posts the member's name."""

    def __init__(
        self,
        label: str,
        validators: list[Any],
        kind: type[Enum],
        is_optional: bool = False,
        **kwargs: Any,
    ) -> None:
        self.kind = kind
        super().__init__(label, validators, coerce=self._coerce, **kwargs)
        self.is_optional = is_optional

    def _coerce(self, value: object) -> Enum | None:
        if value in (None, BLANK):
            return None
        if isinstance(value, Enum):
            return value
        try:
            return self.kind[str(value)]
        except KeyError:
            raise ValueError(gettext("Not a valid choice.")) from None

    def iter_choices(self) -> Iterator[Choice]:
        if self.is_optional:
            yield Choice(BLANK, BLANK, self.data is None, {})
        for member in self.kind:
            yield Choice(member.name, enum_label(member), member is self.data, {})

    def pre_validate(self, form: Any) -> None:
        if self.data is None and not self.is_optional:
            raise ValueError(gettext("Not a valid choice."))


class YesNoField(SelectField):
    """Yes, no, or not known."""

    def __init__(self, label: str, validators: list[Any], **kwargs: Any) -> None:
        super().__init__(label, validators, coerce=lambda value: value, **kwargs)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = {"yes": True, "no": False}.get(valuelist[0] if valuelist else BLANK)

    def iter_choices(self) -> Iterator[Choice]:
        yield Choice(BLANK, BLANK, self.data is None, {})
        yield Choice("yes", gettext("yes"), self.data is True, {})
        yield Choice("no", gettext("no"), self.data is False, {})

    def pre_validate(self, form: Any) -> None:
        """Everything but yes and no means not known."""


class CatalogueField(SelectField):
    """One entry of a catalogue, chosen by its key and stored in the foreign key of the relation."""

    def __init__(
        self, label: str, validators: list[Any], catalogue: type[Catalogue], **kwargs: Any
    ) -> None:
        kwargs.pop("allow_blank", None)
        super().__init__(label, validators, coerce=self._coerce, **kwargs)
        self.catalogue = catalogue

    def _coerce(self, value: object) -> int | None:
        if value in (None, BLANK):
            return None
        if isinstance(value, Catalogue):
            return value.id
        try:
            return int(str(value))
        except ValueError:
            raise ValueError(gettext("Not a valid choice.")) from None

    def process_data(self, value: object) -> None:
        super().process_data(value)
        self.stored = self.data

    def iter_choices(self) -> Iterator[Choice]:
        yield Choice(BLANK, BLANK, self.data is None, {})
        for entry in open_entries(self.catalogue, {self.stored} if self.stored else set()):
            yield Choice(str(entry.id), entry.label, entry.id == self.data, {})

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and self.data not in entries_of(self.catalogue):
            raise ValueError(gettext("Not a valid choice."))

    def populate_obj(self, obj: object, name: str) -> None:
        setattr(obj, f"{name}_id", self.data)


class ChipsField(SelectMultipleField):
    """Several entries of a catalogue, ticked as chips."""

    def __init__(
        self, label: str, validators: list[Any], catalogue: type[Catalogue], **kwargs: Any
    ) -> None:
        kwargs.pop("allow_blank", None)
        super().__init__(label, validators, coerce=int, **kwargs)
        self.catalogue = catalogue

    def process_data(self, value: Sequence[Catalogue] | None) -> None:
        self.data = [entry.id for entry in value or ()]
        self.stored = set(self.data)

    def iter_choices(self) -> Iterator[Choice]:
        for entry in open_entries(self.catalogue, self.stored):
            yield Choice(str(entry.id), entry.label, entry.id in (self.data or ()), {})

    def pre_validate(self, form: Any) -> None:
        if set(self.data or ()) - set(entries_of(self.catalogue)):
            raise ValueError(gettext("Not a valid choice."))

    def populate_obj(self, obj: object, name: str) -> None:
        if set(self.data or ()) == self.stored:
            return
        chosen = select(self.catalogue).where(self.catalogue.id.in_(self.data or ()))
        setattr(obj, name, list(db.session.scalars(chosen)))
