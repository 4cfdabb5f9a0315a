"""Files of lists: written in little memory, closed whatever the other side does."""

import tracemalloc
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from flask import Flask

from admin_views.export import Parcel
from admin_views.grid import ListState
from models import Person
from models.acting import Acting, acting_as
from models.permissions import Role
from tests.conftest import NOW
from tests.factories import Office
from tests.lists import crowd, views_of


def test_a_small_file_is_closed_when_the_other_side_hangs_up() -> None:
    file = TemporaryFile()  # noqa: SIM115 - the parcel closes it
    file.write(b"x" * 200_000)
    file.seek(0)
    sent: list[bool] = []
    parcel = Parcel(file, lambda: sent.append(True))
    next(iter(parcel))
    parcel.close()
    assert (file.closed, sent) == (True, [])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_memory_does_not_grow_with_the_list(
    app: Flask, office: Office, tmp_path: Path, kind: str
) -> None:
    office.person(family_name="Viele")
    peaks = []
    for rows in (1_500, 6_000):
        crowd(office, Person, rows)
        peaks.append(peak_of(app, office, kind, tmp_path))
    assert peaks[1] < 1.2 * peaks[0] + 200_000, peaks


def peak_of(app: Flask, office: Office, kind: str, place: Path) -> int:
    """The most memory in bytes that writing all persons took."""
    view = next(item for item in views_of(app) if item.model is Person)
    someone = Acting(office.staff("sozialarbeit").id, frozenset({Role.SOCIAL_WORKER}), NOW)
    with app.test_request_context(), acting_as(someone), TemporaryFile() as file:
        plan = view.export_plan(kind, ListState())
        assert plan.count >= 1_500
        tracemalloc.start()
        view.write_export(plan, file, lambda written: None, place)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert file.tell() > 10 * plan.count
    return peak
