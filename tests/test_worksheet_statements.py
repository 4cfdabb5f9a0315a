"""Saving a cell asks few statements, whatever else the record holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from typing import Any

from sqlalchemy import Engine, event

from models import Contact, OpeningHour
from models.office_hour import Weekday
from models.permissions import Role
from tests.conftest import Sign, token_of
from tests.factories import Office

FEW = 9


@contextmanager
def statements() -> Iterator[list[str]]:
    """First words and table of what is asked; transaction control is no statement."""
    said: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield said
    event.remove(Engine, "before_cursor_execute", note)


def test_a_saved_cell_takes_the_same_few_statements_however_much_hangs_on_the_record(
    client_as: Sign, office: Office
) -> None:
    bare, rich = (office.partner(name=name) for name in ("Bare", "Rich"))
    for number in range(5):
        office.add(Contact(partner=rich, job=f"Nr. {number}"))
        at = {"opens_at": time(8 + number), "closes_at": time(9 + number)}
        office.add(OpeningHour(partner=rich, weekday=Weekday.MONDAY, **at))
        office.offer(rich, name=f"Kurs {number}")
    client = client_as(Role.NETWORK_COORDINATOR)
    token = token_of(client.get("/admin/").text)
    counted = []
    for number, partner in enumerate((bare, rich, bare, rich)):
        seen, new = [partner.email or ""], [f"nr{number}@example.org"]
        change = {"id": partner.id, "name": "email", "values": new, "seen": seen}
        sent: dict[str, Any] = {"json": {"changes": [change]}, "headers": {"X-CSRFToken": token}}
        with statements() as said:
            answer = client.post("/admin/partner/cells/save/", **sent).json
        assert answer["answers"][0]["state"] == "saved"
        assert office.fresh(partner).email == new[0]
        counted.append(len(said))
    assert counted[2] == counted[3] <= FEW, said
    written = [text for text in said if not text.startswith("SELECT")]
    assert [text.split()[2 if text.startswith("INSERT") else 1] for text in written] == [
        *("partner", "change_step", "field_change", "audit_entry"),
    ]
