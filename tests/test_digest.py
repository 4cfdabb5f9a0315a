"""The digest of a day: counts on My day that can be put aside."""

from models import Digest
from models.permissions import Role
from tests.conftest import Sign, token_of
from tests.factories import TODAY, Office


def test_who_puts_the_digest_aside_has_it_again_tomorrow(client_as: Sign, office: Office) -> None:
    office.task(due_on=TODAY)
    client = client_as(Role.SOCIAL_WORKER)
    token = token_of(client.get("/admin/").text)
    assert client.post("/admin/digest/dismiss/", data={"csrf_token": token}).status_code == 302
    assert office.only(Digest).dismissed_on == TODAY
