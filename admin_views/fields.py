"""Form fields of the office: German dates and amounts, fixed choices, catalogue choices."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from flask_babel import gettext
from sqlalchemy import inspect, select
from wtforms import Field, SelectField, SelectMultipleField, ValidationError
from wtforms.fields.choices import Choice
from wtforms.validators import InputRequired, StopValidation
from wtforms.widgets import TextInput

from admin_views.choices import Entry, open_entries
from admin_views.enum_labels import enum_label
from admin_views.formats import amount, show
from models.acting import OFFICE_TIME, acting
from models.base import db
from models.catalogue import Catalogue
from models.rules.amounts import parse_amount
from models.rules.dates import is_plausible, parse_date
from models.rules.text import tidy

BLANK = ""
EXAMPLE = Decimal("1234.56")
MOST = 10_000_000  # EUR or m²; an amount beyond is a slip of the finger


def tidy_input(value: object) -> object:
    """Filter of all text fields: an empty text is none."""
    return tidy(value) or None if isinstance(value, str) else value


class Filled(InputRequired):
    """Something must be there in the end: neither blanks only nor what cannot be shown."""

    def __call__(self, form: Any, field: Field) -> None:
        if field.data is None and not field.errors:
            raise StopValidation(field.gettext("This field is required."))


class TypedField(Field):
    """A text input that keeps what was typed when it cannot be read."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return show(self.data, self.short_name) if self.data is not None else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        if not valuelist:
            return
        self.data = None
        if valuelist[0].strip():
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
    if digits in ("24", "24:00", "2400"):
        raise ValueError(gettext("Midnight is written 0:00."))
    try:
        if ":" in digits:
            hour, minute = digits.split(":")[:2]
        elif len(digits) > 2:
            hour, minute = digits[:-2], digits[-2:]
        else:
            hour, minute = digits, "0"
        return time(int(hour), int(minute))
    except (ValueError, OverflowError):
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
        found = datetime.combine(read_day(day.strip()), read_clock(clock))
        in_office = found.replace(tzinfo=OFFICE_TIME).astimezone(UTC).astimezone(OFFICE_TIME)
        if in_office.replace(tzinfo=None) != found:
            raise ValueError(
                gettext("There is no such time: in this night the clock goes from 2 to 3 o'clock.")
            )
        return found


class DecimalField(TypedField):
    """EUR or m², typed as 1.234,56 or 1234,56 or 1234.56."""

    def _value(self) -> str:
        if self.raw_data or self.data is None:
            return super()._value()
        return amount(self.data)

    def read(self, text: str) -> Decimal:
        try:
            found = parse_amount(text, "," if acting().language == "de" else ".")
        except ValueError:
            raise ValueError(
                gettext("This is no amount. Write it as %(example)s.", example=amount(EXAMPLE))
            ) from None
        if abs(found) >= MOST:
            raise ValueError(gettext("This amount cannot be right."))
        return found


class IntegerField(TypedField):
    def read(self, text: str) -> int:
        try:
            found = int(text)
        except ValueError:
            raise ValueError(gettext("This is no whole number.")) from None
        if abs(found) > 1_000_000_000:
            raise ValueError(gettext("This number cannot be right."))
        return found


def refusal() -> dict[str, str]:
    """What a select says of a value that it cannot read."""
    return {"invalid_value_message": gettext("Not a valid choice.")}


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
        self.members = list(kind)  # a view may offer fewer
        super().__init__(label, validators, self._coerce, **refusal(), **kwargs)
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
        for member in self.members:
            yield Choice(member.name, enum_label(member), member is self.data, {})

    def pre_validate(self, form: Any) -> None:
        is_given = self.data is not None  # Monday is 0
        is_wrong = self.data not in self.members if is_given else not self.is_optional
        if is_wrong and not self.errors:
            raise ValidationError(gettext("Not a valid choice."))


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
        super().__init__(label, validators, self._coerce, **refusal(), **kwargs)
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

    def _entries(self) -> list[Entry]:
        return open_entries(self.catalogue, {self.stored} if self.stored else set())

    def iter_choices(self) -> Iterator[Choice]:
        yield Choice(BLANK, BLANK, self.data is None, {})
        for entry in self._entries():
            yield Choice(str(entry.id), entry.label, entry.id == self.data, {})

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and self.data not in {entry.id for entry in self._entries()}:
            raise ValidationError(gettext("Not a valid choice."))

    def populate_obj(self, obj: object, name: str) -> None:
        """The key is written; the entry itself is read anew where somebody asks for it."""
        if getattr(obj, f"{name}_id") == self.data:
            return
        setattr(obj, f"{name}_id", self.data)
        if obj in db.session and inspect(obj).persistent:
            db.session.expire(obj, [name])


class ChipsField(SelectMultipleField):
    """Several entries of a catalogue, ticked as chips."""

    def __init__(
        self, label: str, validators: list[Any], catalogue: type[Catalogue], **kwargs: Any
    ) -> None:
        kwargs.pop("allow_blank", None)
        super().__init__(label, validators, int, **refusal(), **kwargs)
        self.catalogue = catalogue

    def process_data(self, value: Sequence[Catalogue] | None) -> None:
        self.data = [entry.id for entry in value or ()]
        self.stored = set(self.data)

    def iter_choices(self) -> Iterator[Choice]:
        for entry in open_entries(self.catalogue, self.stored):
            yield Choice(str(entry.id), entry.label, entry.id in (self.data or ()), {})

    def pre_validate(self, form: Any) -> None:
        known = {entry.id for entry in open_entries(self.catalogue, self.stored)}
        if set(self.data or ()) - known:
            raise ValidationError(gettext("Not a valid choice."))

    def populate_obj(self, obj: object, name: str) -> None:
        if set(self.data or ()) == self.stored:
            return
        chosen = select(self.catalogue).where(self.catalogue.id.in_(self.data or ()))
        setattr(obj, name, list(db.session.scalars(chosen)))
