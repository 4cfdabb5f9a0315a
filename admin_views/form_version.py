"""The version of a record that a form page was made of; it travels with the page, sealed."""

import base64
import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wtforms import Form

from admin_views.form_values import sent_by
from models.acting import acting
from models.base import Record
from models.draft import Pairs
from models.sealing import SealBroken, seal, unseal


@dataclass(frozen=True)
class Version:
    """What a form held when it was opened; travels with the page, sealed for its reader alone."""

    number: int
    opened_at: datetime
    values: Pairs

    def sealed(self, record: Record) -> str:
        contents = [*_owner(record), self.number, self.opened_at.isoformat(), self.values]
        packed = zlib.compress(json.dumps(contents, ensure_ascii=False).encode(), 1)
        return seal(base64.b85encode(packed).decode()).decode()


def _owner(record: Record) -> list[Any]:
    return [acting().staff_id, record.__tablename__, record.id]


def opened_version(text: str, record: Record) -> Version | None:
    """The version a page was made of; None where it is missing, forged or somebody else's."""
    try:
        packed = base64.b85decode(unseal(text.encode()))
        *owner, number, opened_at, values = json.loads(zlib.decompress(packed))
    except (SealBroken, ValueError, zlib.error):
        return None
    if owner != _owner(record):
        return None
    pairs = [(str(name), str(value)) for name, value in values]
    return Version(int(number), datetime.fromisoformat(opened_at), pairs)


def version_of(form: Form, record: Record) -> Version:
    """The version that this form, untouched, holds."""
    fields = [field for field in form if field.name not in ("version", "csrf_token")]
    return Version(record.version, acting().now, sent_by(fields))
