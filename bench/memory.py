"""Where the memory of a serving process goes: `python -m bench.memory ADDRESS` of a measured town.

Tells the most memory so far (VmHWM, MiB) after the import, the start, the sign-in, and after each
grid was read as the lead reads it: its list, its form for a new record, its first records.
"""

import re
import sys
from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient

from bench.caller import BROWSER, peak_memory
from bench.office import office
from bench.ours import cookie_of
from bench.town import ACCOUNTS

FIRST_ROWS = 2
RECORD = re.compile(r'href="([^"]*/(?:details|edit)/\?id=\d+)')


def lists_of(app: Flask) -> Iterator[str]:
    rules = sorted(app.url_map.iter_rules(), key=str)
    yield from (rule.rule for rule in rules if rule.endpoint.endswith(".index_view"))


def read(client: FlaskClient, place: str) -> int:
    """How many pages of this grid answered."""
    answer = client.get(place)
    records = RECORD.findall(answer.text)[:FIRST_ROWS]
    told = [answer, *(client.get(page) for page in (f"{place}new/", *records))]
    return sum(each.status_code == 200 for each in told)


def tell(what: str) -> None:
    print(f"{peak_memory():7.1f} MiB  {what}")


def main(address: str) -> None:
    tell("imported")
    app = office(address)
    tell("started")
    name, value = cookie_of(app, ACCOUNTS["lead"]).split("=", 1)
    tell("signed in")
    client = app.test_client()
    client.environ_base.update(BROWSER)
    client.set_cookie(name, value)
    pages = 0
    for place in lists_of(app):
        pages += read(client, place)
        tell(f"{pages:3} pages, up to {place}")


if __name__ == "__main__":
    main(sys.argv[1])
