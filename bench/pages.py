"""Which pages are measured, and under which address each peer shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import create_engine, text

from bench.goals import EDIT, LIST_FIRST, LIST_JUMP, LIST_NEXT, SEARCH
from bench.town import ACCOUNTS, Size

PAGE = 50
TERM, PARTNER_TERM = "khal", "beratung"
HELP = "sucht"  # what somebody needs; it stands in the names of few
NEXT = "next"  # the address stands in the link of the page asked for before
OPEN = "OPEN,IN_PROGRESS,POSTPONED"


@dataclass(frozen=True)
class Seat:
    """One row of the measurement: a peer, and the account that looks."""

    name: str
    module: str
    account: str = ""


WORKER = Seat("worker", "bench.ours", "worker")
LEAD = Seat("lead", "bench.ours", "lead")
DJANGO = Seat("django", "bench.django_peer", "lead")
STOCK = Seat("stock", "bench.stock")
AJAX = Seat("stock_ajax", "bench.stock")
FLOOR = Seat("floor", "bench.floor")
SEATS = (WORKER, LEAD, DJANGO, STOCK, AJAX, FLOOR)


@dataclass(frozen=True)
class Page:
    """A page, its goal if it has one, and its address by seat; NEXT follows `after`'s link."""

    key: str
    title: str
    addresses: Mapping[str, str]
    goal: str = ""
    after: Mapping[str, str] | None = None
    is_list: bool = True


@dataclass(frozen=True)
class Facts:
    """Which records of this town the pages show."""

    depth: int  # rows before the deep page
    session_id: int
    person_id: int


def facts_of(address: str, size: Size) -> Facts:
    """A talk with people and tasks to it that the worker may write, and its person."""
    wanted = text(
        "SELECT s.id, s.person_id FROM counselling_session s JOIN staff w ON w.id = s.worker_id"
        " WHERE w.username = :name"
        " AND s.state = 'DRAFT'"
        " AND EXISTS (SELECT 1 FROM session_attendee a WHERE a.session_id = s.id)"
        " AND EXISTS (SELECT 1 FROM task t WHERE t.session_id = s.id)"
        " ORDER BY s.held_on DESC, s.id DESC LIMIT 1"
    )
    engine = create_engine(address)
    with engine.connect() as connection:
        session_id, person_id = connection.execute(wanted, {"name": ACCOUNTS["worker"]}).one()
    engine.dispose()
    return Facts(depth_of(size.persons), session_id, person_id)


def depth_of(persons: int) -> int:
    """Nine tenths down the list, and at least one page before the last."""
    return max(0, min(persons * 9 // 10, persons - 2 * PAGE)) // PAGE * PAGE


def addresses(ours: str, django: str, stock: str, floor: str) -> dict[str, str]:
    """One address for both our accounts; an empty one leaves the peer out."""
    told = {
        "worker": ours and f"/admin/{ours}",
        "lead": ours and f"/admin/{ours}",
        "django": django and f"/admin/django_office/{django}",
        "stock": stock and f"/admin/{stock}",
        "floor": floor and f"/{floor}",
    }
    return {seat: address for seat, address in told.items() if address}


def pages_of(facts: Facts) -> list[Page]:
    number = facts.depth // PAGE
    jump = addresses(
        f"person/?page={number}",
        f"person/?p={number + 1}",
        f"person/?page={number}",
        f"person?offset={facts.depth}",
    )
    deep = {
        **addresses("", f"person/?p={number + 2}", f"person/?page={number + 1}", ""),
        **dict.fromkeys(("worker", "lead", "floor"), NEXT),
    }
    return [
        Page("persons", "Persons, page 1", _first("person", "person"), LIST_FIRST),
        Page("next", f"Persons, next page at {facts.depth:,}", deep, LIST_NEXT, after=jump),
        Page("jump", f"Persons, jump to {facts.depth:,}", jump, LIST_JUMP),
        Page("search", f"Persons, search “{TERM}”", _search("person", TERM), SEARCH),
        Page(
            "sessions",
            "Sessions, newest first",
            _first("counselling_session", "session"),
            LIST_FIRST,
        ),
        Page("tasks", "Tasks, open ones first", _tasks(), LIST_FIRST),
        Page("cases", "Eviction cases", _first("eviction_case", "case"), LIST_FIRST),
        Page(
            "partners",
            f"Partners, search “{PARTNER_TERM}”",
            _search("partner", PARTNER_TERM),
            SEARCH,
        ),
        _directory(),
        Page("form", "Session, edit form", _form(facts), EDIT, is_list=False),
        Page("details", "Person, details", _details(facts), is_list=False),
    ]


def _first(table: str, floor: str) -> dict[str, str]:
    return addresses(f"{table}/", f"{table.replace('_', '')}/", f"{table}/", floor)


def _search(table: str, term: str) -> dict[str, str]:
    return addresses(
        f"{table}/?search={term}",
        f"{table}/?q={term}",
        f"{table}/?search={term}",
        f"{table}?search={term}",
    )


def _directory() -> Page:
    """Our page of cards beside Django's list of the same organisations; the floor has none."""
    told = addresses(f"directory/?q={HELP}", f"partner/?q={HELP}", "", "")
    title = f"Directory, search “{HELP}”"
    return Page("directory", title, told, SEARCH, is_list=False)


def _tasks() -> dict[str, str]:
    """Django and the floor show the open ones by due day; stock shows all of them by due day."""
    return addresses("task/", f"task/?state__in={OPEN}", "task/", "task")


def _form(facts: Facts) -> dict[str, str]:
    key = facts.session_id
    found = addresses(
        f"counselling_session/edit/?id={key}",
        f"counsellingsession/{key}/change/",
        f"counselling_session/edit/?id={key}",
        f"session/{key}",
    )
    del found["lead"]  # who leads may not write in talks
    return {**found, "stock_ajax": f"/admin/ajax_session/edit/?id={key}"}


def _details(facts: Facts) -> dict[str, str]:
    """Django's nearest page is its form; the floor has none."""
    key = facts.person_id
    return addresses(f"person/details/?id={key}", f"person/{key}/change/", "", "")
