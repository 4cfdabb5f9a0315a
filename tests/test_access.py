"""Every route of the running application, as every role and as nobody."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from admin_views.document import CLOSED as ISSUED_BY_STEPS
from admin_views.rights import CLOSED_ROUTES, Gate
from models import CATALOGUES
from models.acting import Acting, acting_as
from models.permissions import Access, Role
from tests.conftest import Sign, token_of
from tests.factories import Office

ROLES = (
    Role.SOCIAL_WORKER, Role.TEAM_LEAD, Role.BENEFITS_CLERK, Role.ACCOMMODATION_ADMIN,
    Role.CARETAKER, Role.NETWORK_COORDINATOR, Role.STATISTICS_READER, Role.SYSTEM_ADMIN,
    Role.DATA_PROTECTION_OFFICER,
)  # fmt: skip
# What each role may do in each grid, in the order above: r list, look up and read one, n new,
# e edit, u take or bring back, d delete, x take out as a file, p print, s open the steps of a
# case, i import tables, v keep places for one, m close a month, o open it again,
# b tick off what was agreed, ! read and print one record for a stated reason.
GRIDS = {
    "person": "rnedxbi rx rnexi rx r - - - -",
    "household": "rnedx rx rnex rx r - - - -",
    "counselling_session": "rnedxp rxp! - - - - - - -",
    "document": "rxpg rxp! - - - - - - -",
    "seal": "- r - - - - - r -",
    "stored_file": "rf rf - - - - - - -",  # the lead with a stated reason
    "appointment": "rnedx rx - - - - - - -",
    "absence": "rnedi rnedi - - - - - - -",
    "session_addendum": "rnedxp rxp! - - - - - - -",
    "text_block": "rnedi rnedi - - - - - - -",
    "month_closing": "r rmo - - - - - - -",
    "goal_agreement": "rnedxp rxp! - - - - - - -",
    "goal": "rnedx ! - - - - - - -",
    "task": "rnedxi rx - - - - - - -",
    "career_phase": "rnedx ! - - - - - - -",
    "residence_status": "rnedxi rx rnedxi - - - - - -",
    "benefit_period": "rnedxi rx rnedxi - - - - - -",
    "person_target_group": "rnedxi rx rnedxi - - - - - -",
    "responsibility": "rnedxi rx rnexi - - - - - -",
    "accommodation": "rx rx r rnedxi re - rx - -",
    "unit": "rx rx r rnedxi re - rx - -",
    "stay": "rx rx r rnedxi re - - - -",
    "eviction_case": "prnedxs rxs rs rv r - - - -",
    "partner": "rnexp rnexpi r r r rnedxpi r r r",
    "contact": "rnexi rnexi r r r rnedxi r r r",
    "offer": "rnexi rnexi r r r rnedxi r r r",
    "opening_hour": "rnexi rnexi r r r rnedxi r r r",
    "directory": "rxp rxp r r r rxp r r r",
    "directory_import": "- r - - - r - - -",
    "partner_check": "re ret - - - ret - - -",  # t: say whose turn it is
    "partner_correction": "rn rne rn rn rn rne rn rn rn",
    "partner_publication": "- rex - - - rex - - -",
    "consent": "rnedxp rxp! - - - - - - -",
    "referral": "rnedxps rxp! - - - - - - -",
    "referral_figures": "rx rx - - - rx rx - -",
    "volunteer": "r r - - - rnedxzi - - -",  # z: delete the data for good
    "assignment": "rne rx - - - rnedx - - -",
    "volunteer_finder": "rn - - - - rn - - -",
    "volunteer_year": "- r - - - rxp r - -",
    "event": "rnexi rnexi - - - rnedxi rx - -",
    "network_meeting": "rnex rnedx - - - rnedx - - -",
    "committee": "rnexi rnedxi - - - rnedxi - - -",
    "partner_agreement": "rnex rnedx - - - rnedx - - -",
    "staff": "- r - - - - - rned r",
    "sign_in": "- - - - - - - rd r",
    "audit_entry": "- - - - - - - - rx",
    "office_hour": "r rnedi - - - r - rnedi r",
    "own_field": "- rnedx - - - - - r r",
    "paper_word": "r re - - - - - r r",
    "lists": "- r - - - - - r r",
    "change_step": "ru ru ru ru ru ru ru ru ru",
    "person_reader": "- re - - - - - - -",
    "deleted_record": "- ru - - - - - - -",
    "saved_view": "rk rkt rk rk rk rk rk rk rk",
    "find": "r r r r r r r r r",
    "scan": "re - - - - - - - -",
    "exports": "r r r r r r r r r",  # their own
    "calendar": "ru ru ru ru ru ru ru ru ru",
    "digest": "ru ru ru ru ru ru ru ru ru",
    "municipality": "r re - - - r - re r",
    **{model.__tablename__: "- rnedxi - - - - - r r" for model in CATALOGUES},
}
LETTERS = {
    "undo": "u", "restore": "u", "renew": "u", "end": "u", "history_view": "r!",
    "restore_value": "e", "bulk": "e",
    "record_panel": "r!", "cells": "e", "cell_choices": "e", "save_cells": "e", "undo_cells": "e",
    "check_paste": "e", "write_paste": "e",
    "save_layout": "r", "sheet_steps": "e", "new_row": "n",
    "subscribe": "r", "hand_over": "e", "come_back": "e",
    "index": "r", "answers": "r", "index_view": "r", "ajax_lookup": "r", "details_view": "r!",
    "how_far": "r", "fetch_file": "r", "call_off": "r",
    "state_reason": "r!", "create_view": "n", "edit_view": "e", "delete_view": "d", "export": "x",
    "protocol": "p", "agreement": "p", "addendum": "p", "issue": "e",
    "month_page": "r", "close": "m", "reopen": "o", "take_step": "s", "settle_deadline": "e",
    "fix_deadline": "e", "board": "s", "figures": "s", "figures_sheet": "x",
    "add_attempt": "e", "instalment_paid": "e",
    **dict.fromkeys(("letter", "undertaking", "extension", "protection", "case_sheet"), "p"),
    "places": "v", "reserve": "v", "release": "v", "assign": "v", "place": "v", "help_plan": "n",
    "slip": "r", "create_draft": "n", "edit_draft": "e",
    "twins": "n", "merge_view": "d", "fetch": "f", "door": "r", "file_view": "r", "tick": "b",
    "words": "r", "word_sheet": "r", "change_words": "e", "mark_checked": "e",
    "file_it": "e", "remove": "e",
    "card_file": "x", "table": "x",
    "cards": "r", "search": "r", "card": "x", "add_file": "n", "open_file": "r",
    "remove_file": "d", "client_slip": "p", "slip_for": "p", "entry_checked": "e", "give_turn": "t",
    "propose": "n", "accept": "e", "turn_down": "e", "fields_of": "e", "public_file": "x",
    **dict.fromkeys(("import_start", "import_stage", "import_state", "import_errors"), "i"),
    "withdraw": "e",
    "advance": "e", "next_year": "n", "year": "r", "next_meeting": "n", "reviewed": "e",
    "answer": "e", "ask": "n", "sheet": "x", "erase": "z", "certificate": "p",
    "certificates": "p",
    "paper": "p", "sign": "g", "hand_out": "g", "batch": "g", "check": "r",
    "move_on": "e", "dismiss": "u", "done": "e", "reschedule": "e", "review": "e", "go_on": "n",
    "keep": "k", "rename": "k", "overwrite": "k", "delete": "k", "share": "t", "take_back": "t",
}  # fmt: skip
PUBLIC = {
    "calendar_feed.events", "calendar_feed.feed",
    "start", "static", "town.style", "screen_language.switch", "security.login", "security.logout",
    "statement.page",
}  # fmt: skip
FOR_ALL_STAFF = {"admin.index"}
CLOSED = {  # come with libraries and are used by nobody, or make no sense: there is one town
    "security.verify", "security.static", "admin.static",
    *(f"document.{route}" for route in ("cells", "cell_choices", "save_cells", "undo_cells")),
    *(f"document.{route}" for route in ("check_paste", "write_paste")),
    "municipality.create_view", "municipality.create_draft", "municipality.delete_view",
    "municipality.new_row",
    *(f"document.{route}" for route in ISSUED_BY_STEPS),
}  # fmt: skip
NEW_PERSON = {
    "family_name": "Beispiel", "birth_precision": "EXACT", "sex": "UNKNOWN", "case_status": "NEW",
}  # fmt: skip
ARGUMENTS = {
    "id": "999999", "export_type": "csv", "filename": "style.css", "key": "999999", "token": "x",
    "tab": "facts", "language": "ar", "file_id": "999999", "kind": "json",
}  # fmt: skip


def rules_of(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=str)


def views_of(app: Flask) -> dict[str, Gate]:
    views = app.extensions["admin"][0]._views
    return {view.endpoint: view for view in views if isinstance(view, Gate)}


def may_open(rule: Rule, role: Role | None) -> bool:
    """The expected answer, by the table above."""
    grid, _, route = rule.endpoint.rpartition(".")
    if grid not in GRIDS:
        return rule.endpoint in PUBLIC or (role is not None and rule.endpoint in FOR_ALL_STAFF)
    if role is None or route in CLOSED_ROUTES:
        return False
    letters = GRIDS[grid].split()[ROLES.index(role)]
    return bool(set(LETTERS[route]) & set(letters))


def requests_for(rule: Rule) -> Iterator[tuple[str, str]]:
    """Method and address; no record has this key, so nothing is changed by asking."""
    _, url = rule.build({name: ARGUMENTS[name] for name in rule.arguments}) or ("", "")
    for method in sorted((rule.methods or set()) & {"GET", "POST"}):
        yield method, f"{url}?id=999999"


def ask(client: FlaskClient, method: str, url: str, token: str) -> int:
    sent = {"csrf_token": token, "id": "999999"} if method == "POST" else None
    return client.open(url, method=method, data=sent).status_code


@pytest.mark.parametrize("role", ROLES)
def test_every_route_opens_to_its_roles_alone(client_as: Sign, app: Flask, role: Role) -> None:
    client = client_as(role)
    token = token_of(client.get("/admin/").text)
    wrong = []
    for rule in rules_of(app):
        for method, url in requests_for(rule):
            if rule.endpoint == "security.logout":
                continue  # would end the walk; signing out has tests of its own
            status = ask(client, method, url, token)
            if (status != 403) != may_open(rule, role) or status >= 500:
                wrong.append((method, url, status))
    assert wrong == []


def test_nobody_gets_beyond_the_sign_in_page(client_as: Sign, app: Flask) -> None:
    client = client_as(None)
    token = token_of(client.get("/login").text)
    for rule in rules_of(app):
        for method, url in requests_for(rule):
            sent = {"csrf_token": token} if method == "POST" else None
            answer = client.open(url, method=method, data=sent)
            if may_open(rule, None):
                assert answer.status_code in (200, 302, 404), (method, url)
            elif answer.status_code != 403:
                assert answer.status_code == 302, (method, url)
                assert answer.location.startswith("/login?next="), (method, url)


def test_no_route_is_without_a_declared_right(app: Flask) -> None:
    views = views_of(app)
    for rule in rules_of(app):
        grid, _, route = rule.endpoint.rpartition(".")
        has_right = grid in views and views[grid].right_of(route) is not None
        is_closed = grid in views and route in CLOSED_ROUTES
        assert has_right or is_closed or rule.endpoint in PUBLIC | FOR_ALL_STAFF | CLOSED, rule


def test_a_route_that_declares_nothing_is_refused_even_to_the_signed_in(client_as: Sign) -> None:
    client = client_as(Role.SYSTEM_ADMIN)
    for url in ("/verify", "/fs-static/js/webauthn.js", "/admin/static/admin/js/form.js"):
        assert client.get(url).status_code == 403, url


def test_an_unmarked_route_of_a_grid_has_no_right(app: Flask) -> None:
    assert views_of(app)["person"].right_of("something_new") is None


def test_every_grid_stands_in_the_table(app: Flask) -> None:
    assert set(views_of(app)) == set(GRIDS)


def test_the_menu_shows_what_may_be_opened_and_nothing_else(app: Flask) -> None:
    for name, view in views_of(app).items():
        for role, letters in zip(ROLES, GRIDS[name].split(), strict=True):
            with app.test_request_context(), acting_as(Acting(1, frozenset({role}))):
                assert view.is_accessible() == ("r" in letters), (name, role)


@pytest.mark.parametrize("route", sorted(CLOSED_ROUTES))
def test_mass_actions_and_edits_within_the_list_are_closed_to_all(app: Flask, route: str) -> None:
    with app.test_request_context(), acting_as(Acting(1, frozenset(Role))):
        assert {view.access_to(route) for view in views_of(app).values()} == {Access.NO}


@pytest.mark.parametrize(
    ("role", "url", "status"),
    [
        (Role.SOCIAL_WORKER, "task/ajax/lookup/?name=person&query=", 200),
        (Role.SOCIAL_WORKER, "task/ajax/lookup/?name=what&query=", 404),  # no picker of this name
        (Role.SOCIAL_WORKER, "task/ajax/lookup/", 404),
        (Role.TEAM_LEAD, "task/ajax/lookup/?name=person&query=", 404),  # fills in no form
        (Role.CARETAKER, "person/ajax/lookup/?name=origin_country&query=", 404),
        (Role.CARETAKER, "stay/ajax/lookup/?name=person&query=", 200),
        (Role.STATISTICS_READER, "person/ajax/lookup/?name=origin_country&query=", 403),
        (Role.NETWORK_COORDINATOR, "task/ajax/lookup/?name=person&query=", 403),
        (None, "task/ajax/lookup/?name=person&query=", 302),
    ],
)
def test_pickers_answer_only_those_who_fill_in_the_form(
    client_as: Sign, role: Role | None, url: str, status: int
) -> None:
    assert client_as(role).get(f"/admin/{url}").status_code == status


def test_a_look_up_never_lists_a_whole_table(client_as: Sign, office: Office) -> None:
    for number in range(25):
        office.person(family_name=f"Muster{number:02}")
    client, url = client_as(Role.SOCIAL_WORKER), "/admin/task/ajax/lookup/?name=person&query=muster"
    answers = [
        client.get(f"{url}&{rest}")
        for rest in ("limit=1000", "limit=1000&offset=-5", "offset=abc", "limit=0")
    ]
    assert [len(answer.json or []) for answer in answers] == [20, 20, 20, 20]


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:evil.example"],
)
def test_neither_a_form_nor_its_answer_leads_outside(client_as: Sign, target: str) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    url = f"/admin/person/new/?url={quote(target)}"
    page = client.get(url).text
    assert f'href="{target}"' not in page
    answer = client.post(url, data={**NEW_PERSON, "csrf_token": token_of(page)})
    assert answer.status_code == 302, answer.text
    assert answer.location.startswith("/admin/")


def test_every_change_needs_the_token(client_as: Sign, app: Flask) -> None:
    client = client_as(Role.SOCIAL_WORKER)
    for rule in rules_of(app):
        for method, url in requests_for(rule):
            if method == "POST":
                assert client.post(url, data={"id": "999999"}).status_code == 400, url
                assert client.post(url, data={"csrf_token": "wrong"}).status_code == 400, url
