"""Records that only those change who take part in them: the form is theirs, the page is all's."""

from typing import Any

from flask_babel import gettext

from models.acting import acting
from models.base import Record, db
from models.staff import Staff
from models.taking_part import TakesPart, not_yours


class OwnParts:
    """Mixin of RecordView for records that `models.taking_part` guards."""

    def is_fixed(self, record: Record | None) -> bool:
        return isinstance(record, TakesPart) and not record.may_be_changed_by(acting())

    def why_fixed(self, record: Record | None) -> str:
        return gettext(not_yours()) if self.is_fixed(record) else ""  # noqa: INT001 - marked there

    def preset_values(self) -> dict[str, Any]:
        """Whoever adds it is responsible, unless they name somebody else."""
        staff_id = acting().staff_id
        me = db.session.get(Staff, staff_id) if staff_id else None
        return {**super().preset_values(), "worker": me}
