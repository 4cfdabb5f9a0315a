"""Asking the application in tests: a POST with its token, the rows of a list."""

from collections.abc import Sequence

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import token_of


def post(client: FlaskClient, url: str, **sent: str | Sequence[str]) -> TestResponse:
    token = token_of(client.get("/admin/").text)
    return client.post(url, data={**sent, "csrf_token": token})


def press(client: FlaskClient, url: str, **sent: str | Sequence[str]) -> TestResponse:
    """A POST, and the page to which it leads."""
    token = token_of(client.get("/admin/").text)
    return client.post(url, data={**sent, "csrf_token": token}, follow_redirects=True)


def rows(page: TestResponse) -> int:
    return page.text.count('class="row"')
