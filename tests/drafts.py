"""Typing into forms as the page's script does, and reading what came back."""

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import Office
from tests.forms import Sent, fields_of, tree_of, typed_over

WORDS = "Sie sucht einen Sprachkurs"


def type_in(client: FlaskClient, url: str, sent: Sent, **typed: str) -> TestResponse:
    """What the script does two seconds after the last key."""
    address = re.sub(r"/(new|edit)/", r"/\1/draft/", url)
    return client.post(address, data=typed_over(sent, typed))


def notice_of(page: TestResponse) -> str:
    found = tree_of(page).xpath("//*[contains(@class, 'alert')]")
    return " ".join(" ".join(part.text_content().split()) for part in found)


def begin(client: FlaskClient, url: str, **typed: str) -> Sent:
    """Open a form, type, go away."""
    sent = fields_of(client.get(url))
    answer = type_in(client, url, sent, **typed)
    assert (answer.status_code, answer.json["at"]) == (200, "09:30"), answer.text
    return sent


def talk_url(office: Office) -> str:
    talk = office.counselling_session(content="alt")
    return f"/admin/counselling_session/edit/?id={talk.id}"
