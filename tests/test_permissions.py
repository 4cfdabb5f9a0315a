"""The table of powers, held against the office's access matrix written down a second time."""

from datetime import UTC, date, datetime

import pytest

from models.acting import Acting, acting, acting_as
from models.permissions import GRANTS, Access, Action, DataClass, Role, access

WORKER, LEAD, CLERK = Role.SOCIAL_WORKER, Role.TEAM_LEAD, Role.BENEFITS_CLERK
HOUSING, CARETAKER = Role.ACCOMMODATION_ADMIN, Role.CARETAKER
COORDINATOR, STATISTICS = Role.NETWORK_COORDINATOR, Role.STATISTICS_READER
ADMIN, OFFICER = Role.SYSTEM_ADMIN, Role.DATA_PROTECTION_OFFICER

# Who reads and who changes what without stating a reason; nobody else does.
READERS = {
    DataClass.IDENTITY: {WORKER, LEAD, CLERK, HOUSING, CARETAKER},
    DataClass.MASTER: {WORKER, LEAD, CLERK},
    DataClass.PROTECTED: {WORKER, CLERK},
    DataClass.RESIDENCE: {WORKER, LEAD, CLERK},
    DataClass.HEALTH: {WORKER},
    DataClass.SESSION: {WORKER, LEAD},
    DataClass.NOTE: {WORKER},
    DataClass.MONTH: {WORKER, LEAD},
    DataClass.TEXT_BLOCK: {WORKER, LEAD},
    DataClass.SHARED_TEXT_BLOCK: {WORKER, LEAD},
    DataClass.EVICTION: {WORKER, LEAD, CLERK},
    DataClass.EVICTION_PLACE: {WORKER, LEAD, CLERK, HOUSING, CARETAKER},
    DataClass.RESERVATION: {WORKER, LEAD, CLERK, HOUSING, CARETAKER},
    DataClass.ROOM: {WORKER, LEAD, CLERK, HOUSING, CARETAKER, STATISTICS},
    DataClass.STAY: {WORKER, LEAD, CLERK, HOUSING, CARETAKER},
    DataClass.PLACEMENT: {WORKER, LEAD, CLERK, HOUSING},
    DataClass.NETWORK: set(Role),
    DataClass.VOLUNTEER: {WORKER, LEAD, COORDINATOR},
    DataClass.VOLUNTEER_PAPER: {COORDINATOR},
    DataClass.ASSIGNMENT: {WORKER, LEAD, COORDINATOR},
    DataClass.VOLUNTEER_FIGURE: {LEAD, COORDINATOR, STATISTICS},
    DataClass.COOPERATION: {WORKER, LEAD, COORDINATOR},
    DataClass.EVENT: {WORKER, LEAD, COORDINATOR, STATISTICS},
    DataClass.EVENT_PLAN: {WORKER, LEAD, COORDINATOR},
    DataClass.REFERRAL_FIGURES: {WORKER, LEAD, COORDINATOR, STATISTICS},
    DataClass.UPKEEP: {LEAD, COORDINATOR},
    DataClass.CORRECTION: set(Role),
    DataClass.COLLEAGUE: set(Role),
    DataClass.VIEW: set(Role),
    DataClass.SHARED_VIEW: set(Role),
    DataClass.CATALOGUE: {LEAD, ADMIN, OFFICER},
    DataClass.PAPER_WORD: {WORKER, LEAD, ADMIN, OFFICER},
    DataClass.TOWN: {WORKER, LEAD, COORDINATOR, ADMIN, OFFICER},
    DataClass.STAFF: {LEAD, ADMIN, OFFICER},
    DataClass.ABSENCE: {WORKER, LEAD},
    DataClass.SIGN_IN: {ADMIN, OFFICER},
    DataClass.RESTRICTION: {LEAD},
    DataClass.AUDIT: {OFFICER},
    DataClass.DRAFT: set(),  # nobody by role
    DataClass.HISTORY: set(),
    DataClass.TRASH: {LEAD},
    DataClass.OWN_FIELD: {LEAD, ADMIN, OFFICER},
}
CHANGERS = {
    DataClass.IDENTITY: {WORKER, CLERK},
    DataClass.MASTER: {WORKER, CLERK},
    DataClass.PROTECTED: {WORKER, CLERK},
    DataClass.RESIDENCE: {WORKER, CLERK},
    DataClass.HEALTH: {WORKER},
    DataClass.SESSION: {WORKER},
    DataClass.NOTE: {WORKER},
    DataClass.MONTH: {LEAD},
    DataClass.TEXT_BLOCK: {WORKER, LEAD},
    DataClass.SHARED_TEXT_BLOCK: {LEAD},
    DataClass.EVICTION: {WORKER},
    DataClass.EVICTION_PLACE: {WORKER},
    DataClass.RESERVATION: {HOUSING},
    DataClass.ROOM: {HOUSING, CARETAKER},
    DataClass.STAY: {HOUSING, CARETAKER},
    DataClass.PLACEMENT: {HOUSING},
    DataClass.NETWORK: {WORKER, LEAD, COORDINATOR},
    DataClass.VOLUNTEER: {COORDINATOR},
    DataClass.VOLUNTEER_PAPER: {COORDINATOR},
    DataClass.ASSIGNMENT: {WORKER, COORDINATOR},
    DataClass.VOLUNTEER_FIGURE: set(),
    DataClass.COOPERATION: {WORKER, LEAD, COORDINATOR},
    DataClass.EVENT: {WORKER, LEAD, COORDINATOR},
    DataClass.EVENT_PLAN: {WORKER, LEAD, COORDINATOR},
    DataClass.REFERRAL_FIGURES: set(),
    DataClass.UPKEEP: {LEAD, COORDINATOR},
    DataClass.CORRECTION: {LEAD, COORDINATOR},
    DataClass.COLLEAGUE: set(),
    DataClass.VIEW: set(Role),
    DataClass.SHARED_VIEW: {LEAD},
    DataClass.CATALOGUE: {LEAD},
    DataClass.PAPER_WORD: {LEAD},
    DataClass.TOWN: {LEAD, ADMIN},
    DataClass.STAFF: {ADMIN},
    DataClass.ABSENCE: {WORKER, LEAD},
    DataClass.SIGN_IN: set(),  # a sign-in can be ended by deleting it, never changed
    DataClass.RESTRICTION: {LEAD},
    DataClass.AUDIT: set(),
    DataClass.DRAFT: set(),
    DataClass.HISTORY: set(),
    DataClass.TRASH: {LEAD},
    DataClass.OWN_FIELD: {LEAD},
}


def allowed(data_class: DataClass, action: Action) -> set[Role]:
    return {role for role in Role if access(frozenset({role}), data_class, action) is Access.YES}


@pytest.mark.parametrize("data_class", DataClass)
def test_only_these_roles_read(data_class: DataClass) -> None:
    assert allowed(data_class, Action.READ) == READERS[data_class]


@pytest.mark.parametrize("data_class", DataClass)
def test_only_these_roles_change(data_class: DataClass) -> None:
    assert allowed(data_class, Action.UPDATE) == CHANGERS[data_class]


@pytest.mark.parametrize(
    ("data_class", "takers"),
    [
        (DataClass.NOTE, {WORKER}),
        (DataClass.PROTECTED, set()),  # a protected address leaves the house in no list
        (DataClass.HEALTH, set()),
        (DataClass.STAFF, set()),
        (DataClass.ABSENCE, set()),
        (DataClass.SIGN_IN, set()),
        (DataClass.AUDIT, {OFFICER}),
        (DataClass.PLACEMENT, {HOUSING}),
        (DataClass.STAY, {WORKER, LEAD, HOUSING}),
    ],
)
def test_only_these_roles_take_lists_out(data_class: DataClass, takers: set[Role]) -> None:
    assert allowed(data_class, Action.EXPORT) == takers


def test_a_reason_opens_two_classes_and_only_to_the_lead() -> None:
    opened = {
        (data_class, role, action)
        for data_class in DataClass
        for role in Role
        for action in Action
        if access(frozenset({role}), data_class, action) is Access.WITH_REASON
    }
    assert opened == {
        (DataClass.NOTE, LEAD, Action.READ),
        (DataClass.NOTE, LEAD, Action.PRINT),
        (DataClass.PROTECTED, LEAD, Action.READ),
    }


def test_whoever_may_change_a_class_may_read_it() -> None:
    for data_class in DataClass:
        for action in set(Action) - {Action.READ}:
            takers = allowed(data_class, action)
            assert takers <= allowed(data_class, Action.READ), (data_class, action)


def test_the_table_holds_no_letter_without_meaning() -> None:
    letters = {letters for roles in GRANTS.values() for letters in roles.values()}
    assert all(set(item.removeprefix("?")) <= set("rcudxp") and item for item in letters)


def test_roles_add_up_to_the_best_answer() -> None:
    both = frozenset({CARETAKER, LEAD})
    assert access(both, DataClass.NOTE, Action.READ) is Access.WITH_REASON
    assert access(both | {WORKER}, DataClass.NOTE, Action.READ) is Access.YES
    assert access(both, DataClass.NOTE, Action.UPDATE) is Access.NO


@pytest.mark.parametrize("data_class", DataClass)
def test_without_a_role_nothing_is_allowed(data_class: DataClass) -> None:
    assert {access(frozenset(), data_class, action) for action in Action} == {Access.NO}


def test_access_for_a_reason_does_not_count_as_permission() -> None:
    lead = Acting(roles=frozenset({LEAD}))
    assert not lead.may(Action.READ, DataClass.NOTE)
    assert lead.may(Action.READ, DataClass.SESSION)


def test_own_cases_are_ones_own_and_those_one_stands_in_for() -> None:
    assert Acting(staff_id=1, deputised_ids=frozenset({4, 5})).own_ids == {1, 4, 5}
    assert Acting().own_ids == frozenset()


@pytest.mark.parametrize(
    ("moment", "today"),
    [
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), date(2026, 11, 24)),  # midnight in Haan
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),  # summer time
    ],
)
def test_today_is_the_day_in_the_office(moment: datetime, today: date) -> None:
    assert Acting(now=moment).today == today


def test_who_acts_is_given_back_after_a_block() -> None:
    before = acting()
    with acting_as(Acting(staff_id=7)) as someone:
        assert acting() is someone
    assert acting().staff_id == before.staff_id
