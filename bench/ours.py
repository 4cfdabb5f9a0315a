"""The peer that is ours: the application as the office runs it, two accounts signed in."""

import re
import sys

from flask import Flask

from bench.caller import BROWSER, Peer
from bench.counted import counted
from bench.office import office
from bench.town import ACCOUNTS, PASSWORD

ROW_LINK = re.compile(rb'class="row" href="[^"]*?(\d+)"')
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def cookie_of(app: Flask, username: str, agent: str = "") -> str:
    """Sign in by the form, as everybody does; with the name of a real browser, if it has one."""
    client = app.test_client()
    client.environ_base.update(BROWSER | ({"HTTP_USER_AGENT": agent} if agent else {}))
    token = TOKEN.search(client.get("/login").text)
    if token is None:
        raise LookupError("the sign-in page has no form")
    told = {"username": username, "password": PASSWORD, "csrf_token": token[1]}
    answer = client.post("/login", data=told)
    if answer.status_code != 302:
        raise PermissionError(f"{username} cannot sign in")
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    return f"{cookie.key}={cookie.value}" if cookie else ""


def main(address: str) -> None:
    app = office(address)
    cookies = {account: cookie_of(app, name) for account, name in ACCOUNTS.items()}
    Peer(app, counted(), ROW_LINK, cookies).serve()


if __name__ == "__main__":
    main(sys.argv[1])
