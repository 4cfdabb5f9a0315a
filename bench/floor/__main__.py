"""The peer called floor: DB-API and a bare template, no user, no menu, no count."""

import re
import sqlite3
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
from jinja2 import Environment, FileSystemLoader
from sqlalchemy import make_url
from werkzeug.wrappers import Request, Response

from bench.caller import Count, Peer
from bench.floor.queries import ATTENDEES, CHOICES, LISTS, PAGE, SESSION, STEPS
from bench.town import TODAY

ROW_LINK = re.compile(rb'href="\?id=(\d+)"')
NAMED = re.compile(r"(?<!:):([a-z]\w*)")
LINES = (
    "person", "worker", "held_on", "starts_at", "minutes", "kind", "interpreter", "reason",
    "handouts_note", "next_appointment_at", "next_place",
)  # fmt: skip
TEXTS = ("since_last", "content", "agreements")

Row = dict[str, Any]


class Database:
    """One connection, either engine, statements with :names."""

    def __init__(self, address: str) -> None:
        self.count = Count()
        url = make_url(address)
        self._is_sqlite = url.get_backend_name() == "sqlite"
        if self._is_sqlite:
            self._connection: Any = sqlite3.connect(url.database or "")
        else:
            plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
            self._connection = psycopg.connect(plain, autocommit=True, options="-c jit=off")

    def rows(self, sql: str, **values: Any) -> tuple[list[str], list[Any]]:
        """The names of the columns, and the rows."""
        self.count.note(sql)
        written = sql if self._is_sqlite else NAMED.sub(r"%(\1)s", sql)
        cursor = self._connection.execute(written, values)
        return [column[0] for column in cursor.description], cursor.fetchall()

    def records(self, sql: str, **values: Any) -> list[Row]:
        names, rows = self.rows(sql, **values)
        return [dict(zip(names, row, strict=True)) for row in rows]


class Floor:
    """The WSGI application."""

    def __init__(self, database: Database) -> None:
        self.database = database
        loader = FileSystemLoader(Path(__file__).parent)
        templates = Environment(loader=loader, autoescape=True)
        self.list_page = templates.get_template("list.html")
        self.form_page = templates.get_template("form.html")

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        request = Request(environ)
        kind, _, key = request.path.strip("/").partition("/")
        page = self._form(int(key)) if key else self._list(kind, request.args)
        return Response(page, mimetype="text/html")(environ, start)

    def _list(self, kind: str, wanted: Any) -> str:
        shown = LISTS[kind]
        after = wanted.getlist("after")
        values = {f"after{place}": value for place, value in enumerate(after)}
        if search := wanted.get("search"):
            values["search"] = f"%{search}%"
        sql = shown.sql(bool(search), bool(after))
        offset = int(wanted.get("offset", 0))
        _, rows = self.database.rows(sql, **values, offset=offset, today=TODAY.isoformat())
        first = 1 + len(shown.order)
        lines = [{"id": row[0], "cells": row[first:]} for row in rows]
        more = urlencode([("after", rows[-1][place]) for place in range(1, first)]) if rows else ""
        next_page = f"/{kind}?{more}" if len(rows) == PAGE else ""
        return self.list_page.render(names=shown.shown, rows=lines, next=next_page)

    def _form(self, key: int) -> str:
        choices: dict[str, list[Row]] = {}
        for choice in self.database.records(CHOICES, id=key):
            choices.setdefault(choice["kind"], []).append(choice)
        return self.form_page.render(
            session=self.database.records(SESSION, id=key)[0],
            lines=LINES,
            texts=TEXTS,
            choices=choices,
            attendees=self.database.records(ATTENDEES, id=key),
            steps=self.database.records(STEPS, id=key),
        )


def main(address: str) -> None:
    database = Database(address)
    Peer(Floor(database), database.count, ROW_LINK, {}).serve()


if __name__ == "__main__":
    main(sys.argv[1])
