"""How many rows a list says it has: bounded, soon right, and right at once after one's own save."""

from sqlalchemy import func, select

from admin_views import counts as counting
from admin_views.counts import Count, counts
from models import Partner, Person, Task
from models.base import db
from models.permissions import Role
from tests.conftest import Sign, token_of
from tests.factories import Office
from tests.lists import Lists, crowd

PERSONS = "/admin/person/"


def test_a_list_of_many_says_more_than(lists: Lists, office: Office) -> None:
    office.person()
    crowd(office, Person, counting.MOST_COUNTED)
    grid = lists.open(PERSONS)
    assert (grid.count, grid.is_count_capped) == (10_000, False)
    crowd(office, Person, counting.MOST_COUNTED + 1)
    counts.forget()
    grid = lists.open(f"{PERSONS}?page=200")
    assert (grid.count, grid.is_count_capped, grid.first, len(grid.rows)) == (
        10_000,
        True,
        10_001,
        1,
    )
    assert "10.001–10.001 von mehr als 10.000" in lists.client.get(f"{PERSONS}?page=200").text


def test_the_number_is_right_at_once_after_ones_own_save(lists: Lists, office: Office) -> None:
    office.person()
    assert lists.open(PERSONS).count == 1
    form = lists.client.get(f"{PERSONS}new/")
    typed = {"family_name": "Neumann", "case_status": "NEW", "sex": "UNKNOWN",
             "birth_precision": "EXACT", "csrf_token": token_of(form.text)}  # fmt: skip
    assert lists.client.post(f"{PERSONS}new/", data=typed).status_code == 302
    assert lists.open(PERSONS).count == 2


def test_what_others_write_is_counted_after_half_a_minute(lists: Lists, office: Office) -> None:
    office.person()
    assert lists.open(PERSONS).count == 1
    table = Person.metadata.tables["person"]
    crowd(office, Person, 3)
    assert office.session.scalar(select(func.count()).select_from(table)) == 3
    assert lists.open(PERSONS).count == 1  # another process wrote; nobody told this one
    assert counting.KEEP_FOR <= 30
    counts.forget()
    assert lists.open(PERSONS).count == 3


def test_everybody_has_a_number_of_ones_own(lists: Lists, office: Office, client_as: Sign) -> None:
    """Another worker's case counts for the other worker only."""
    person = office.person()
    office.responsibility(person, "sozialarbeit2")
    office.task(person=person, worker=office.staff("sozialarbeit2"))
    mine, theirs = (
        Lists(lists.app, client_as(name)).open("/admin/task/").count
        for name in ("sozialarbeit", "sozialarbeit2")
    )
    lead = Lists(lists.app, client_as(Role.TEAM_LEAD)).open("/admin/task/").count
    assert (mine, theirs, lead) == (0, 1, 1)
    assert office.every(Task)


def test_only_so_many_numbers_are_kept(lists: Lists) -> None:
    with lists.app.app_context():
        for number in range(counting.MOST_KEPT + 5):
            assert counts.count(Partner, lambda: Partner.id < 0, number) == Count(0)
        assert len(counts._kept) == counting.MOST_KEPT
        db.session.rollback()
