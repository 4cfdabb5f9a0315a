"""Handing in tables in tests, and what the pages of an import say."""

import io
import re
import time

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.asking import post
from tests.conftest import token_of

URL = "/admin/partner/import/"
HEADS = "Organisation;Art;Straße;PLZ;Ort;Telefon"


def hand_in(
    client: FlaskClient, content: str | bytes, name: str = "liste.csv", to: str = URL
) -> TestResponse:
    token = token_of(client.get(to).text)
    data = content.encode() if isinstance(content, str) else content
    sent = {"csrf_token": token, "table": (io.BytesIO(data), name)}
    return client.post(to, data=sent, content_type="multipart/form-data")


def begun(client: FlaskClient, *lines: str, heads: str = HEADS, to: str = URL) -> str:
    """The address of an import whose columns are to be matched."""
    answer = hand_in(client, "\n".join((heads, *lines)), to=to)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def matched(client: FlaskClient, url: str, **changed: str) -> str:
    """Take the columns and the keys as they were guessed; the page of the check step."""
    page = client.get(url).text
    chosen = re.findall(r'name="(column-\d+)".*?</select>', page, re.DOTALL)
    fields = {}
    for name, part in zip(chosen, re.split(r'name="column-\d+"', page)[1:], strict=True):
        found = re.search(r'<option value="(\w+)" selected', part.split("</select>")[0])
        fields[name] = found[1] if found else ""
    for name in re.findall(r'name="(key-\d+)" value="1" checked', page):
        fields[name] = "1"
    return send(client, f"{url}match", **{**fields, **changed})


def send(client: FlaskClient, url: str, **values: str) -> str:
    """The act that the last part of `url` names; the page once it is over."""
    stage, _, act = url.rpartition("/")
    answer = post(client, f"{stage}/", act=act, **values)
    for _ in range(400):
        state = client.get(f"{stage}/state.json").json["state"]
        if state not in ("checking", "writing"):
            break
        time.sleep(0.02)
    return client.get(f"{stage}/").text if answer.status_code == 303 else answer.text


def counts(page: str) -> dict[str, int]:
    found = re.findall(r'<li><b>([\d.]+)</b> <span class="tag \w+">([^<]+)</span>', page)
    return {text: int(number.replace(".", "")) for number, text in found}
