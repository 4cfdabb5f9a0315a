"""Text blocks: one's own are nobody else's, the team's are the lead's to change."""

import pytest
from sqlalchemy.exc import IntegrityError

from models import TextBlock
from models.acting import Acting, acting_as
from models.base import RulesBroken
from models.permissions import Role
from models.text_block import MOST_OWN, blocks_for
from tests.conftest import NOW, Sign, token_of
from tests.factories import Office
from tests.forms import Desk, errors_of, tree_of

WORKER, LEAD = frozenset({Role.SOCIAL_WORKER}), frozenset({Role.TEAM_LEAD})


def names(office: Office, username: str, roles: frozenset[Role] = WORKER) -> list[str]:
    someone = Acting(office.staff(username).id, roles, NOW)
    return [block.name for block in blocks_for(someone, office.session)]


def test_ones_own_come_first_and_nobody_sees_a_colleagues(any_office: Office) -> None:
    any_office.text_block(None, name="Anfang")
    any_office.text_block(name="Zuletzt")
    any_office.text_block("sozialarbeit2", name="Fremdes")
    assert names(any_office, "sozialarbeit") == ["Zuletzt", "Anfang"]
    assert names(any_office, "sozialarbeit2") == ["Fremdes", "Anfang"]
    assert names(any_office, "leitung", LEAD) == ["Anfang"]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("name", {"name": " "}),
        ("text", {"text": ""}),
        ("text", {"text": "x" * 4001}),
        ("shortcut", {"shortcut": "zwei worte"}),
    ],
)
def test_what_is_no_block_is_not_stored(
    any_office: Office, field: str, values: dict[str, object]
) -> None:
    with pytest.raises(RulesBroken, match=f"{field}: "):
        any_office.text_block(**values)
    any_office.session.rollback()


def test_a_name_is_given_once_to_each_and_once_to_the_team(any_office: Office) -> None:
    any_office.text_block()
    any_office.text_block("sozialarbeit2")
    any_office.text_block(None)
    with pytest.raises(RulesBroken, match="of this name already"):
        any_office.text_block(name="SCHWEIGEPFLICHT")
    any_office.session.rollback()


def test_there_are_only_so_many_as_one_finds_again(any_office: Office) -> None:
    owner = any_office.staff()
    for number in range(MOST_OWN):
        any_office.session.add(TextBlock(owner=owner, name=f"Baustein {number}", text="x"))
    any_office.session.commit()
    with pytest.raises(RulesBroken, match="hard to find"):
        any_office.text_block(name="Einer zu viel")
    any_office.session.rollback()


def test_the_database_itself_knows_whose_a_block_is(any_office: Office) -> None:
    block = any_office.text_block()
    with pytest.raises(IntegrityError, match="somebodys_or_shared"):
        any_office.write_past_rules(block, owner_id=None)


def test_a_worker_neither_changes_nor_makes_a_block_of_the_team(any_office: Office) -> None:
    block = any_office.text_block(None)
    with acting_as(Acting(any_office.staff().id, WORKER, NOW)):
        block.text = "Anders"
        with pytest.raises(RulesBroken, match="the lead changes it"):
            any_office.session.commit()
        any_office.session.rollback()
        with pytest.raises(RulesBroken, match="the lead changes it"):
            any_office.text_block(None, name="Neu")
        any_office.session.rollback()


def test_a_worker_keeps_blocks_of_their_own(client_as: Sign, office: Office) -> None:
    desk = Desk(client_as(Role.SOCIAL_WORKER), "text_block")
    assert "is_shared" not in desk.open()
    desk.save({"name": "Termin", "shortcut": "termin", "text": "Nächster Termin am ___."})
    block = office.only(TextBlock)
    assert (block.owner_id, block.is_shared) == (office.staff().id, False)
    assert Desk(client_as("sozialarbeit2"), "text_block").found() == []


def test_the_lead_keeps_the_blocks_of_the_team(client_as: Sign, office: Office) -> None:
    desk = Desk(client_as(Role.TEAM_LEAD), "text_block")
    desk.save({"name": "Datenschutz", "text": "Hinweis gegeben.", "is_shared": "y"})
    block = office.only(TextBlock)
    assert (block.owner_id, block.is_shared) == (None, True)
    desk.save({"is_shared": None}, block)
    assert office.only(TextBlock).owner_id == office.staff("leitung").id


def test_the_page_of_a_block_of_the_team_says_whose_it_is(client_as: Sign, office: Office) -> None:
    block = office.text_block(None)
    client = client_as(Role.SOCIAL_WORKER)
    page = client.get(f"/admin/text_block/edit/?id={block.id}", follow_redirects=True)
    assert "gehört dem Team" in page.text
    token = token_of(page.text)
    sent = {"csrf_token": token, "id": str(block.id), "version": "1", "name": "x", "text": "y"}
    client.post(f"/admin/text_block/edit/?id={block.id}", data=sent)
    client.post(f"/admin/text_block/delete/?id={block.id}", data=sent)
    assert office.only(TextBlock).name == "Schweigepflicht"


def test_a_wrong_block_loses_nothing_typed(client_as: Sign, office: Office) -> None:
    desk = Desk(client_as(Role.SOCIAL_WORKER), "text_block")
    answer = desk.send({"name": "Termin", "shortcut": "zwei worte", "text": "Am ___."})
    assert answer.status_code == 422
    assert set(errors_of(answer)) == {"shortcut"}
    assert "Am ___." in answer.text


@pytest.mark.parametrize(
    ("role", "stem", "is_there"),
    [
        (Role.SOCIAL_WORKER, "counselling_session", True),
        (Role.SOCIAL_WORKER, "goal_agreement", True),
        (Role.SOCIAL_WORKER, "person", False),  # no note of a talk
        (Role.BENEFITS_CLERK, "person", False),
    ],
)
def test_blocks_lie_beside_every_note_also_without_script(
    client_as: Sign, office: Office, role: Role, stem: str, is_there: bool
) -> None:
    office.text_block()
    tree = tree_of(client_as(role).get(f"/admin/{stem}/new/"))
    texts = tree.xpath("//form//details[@data-blocks]//p[@class='block-text']/text()")
    assert texts == (["Über die Schweigepflicht aufgeklärt."] if is_there else [])
