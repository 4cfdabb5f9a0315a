"""As days pass, eviction cases work to the following ones; looked at whenever people sign in."""

from datetime import date
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from models.eviction_case import EvictionCase
from models.eviction_due import next_due

AT_ONCE = 100  # cases in memory: an office has thousands


def renew_due(session: Session, today: date) -> int:
    """Returns how many cases work to another day now.

    Nobody changed anything, so neither version nor trail tell of it.
    """
    table = cast(Table, EvictionCase.__table__)
    passed = select(EvictionCase).where(EvictionCase.next_due_on < today)
    parts = (EvictionCase.deadlines, EvictionCase.instalments)
    wanted = passed.options(*(selectinload(part) for part in parts))
    found: list[dict[str, Any]] = []
    for case in session.scalars(wanted.execution_options(yield_per=AT_ONCE)):
        due = next_due(case, today)
        if due == (case.next_due_on, case.next_rule):
            continue
        values = {"next_due_on": due[0], "next_rule": due[1]}
        found.append({"case_id": case.id, **values})
        for name, value in values.items():
            set_committed_value(case, name, value)
    if found:
        session.connection().execute(update(table).where(table.c.id == bindparam("case_id")), found)
    return len(found)
