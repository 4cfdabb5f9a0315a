"""Somebody who types into a list, through WSGI and timed; and the floor for saving a cell."""

import re
import sqlite3
from time import perf_counter
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import make_url
from werkzeug.test import EnvironBuilder

from bench.caller import BROWSER, HOST
from bench.ours import TOKEN, cookie_of

ROW = re.compile(r'<tr data-id="(\d+)"')
NAMED = re.compile(r"(?<!:):([a-z]\w*)")
DURABLE = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "busy_timeout=10000")
NOW = "2026-11-20 08:30:00+00:00"
SAVING = (
    "UPDATE partner SET email = :new, updated_at = :now, version = version + 1"
    " WHERE id = :id AND version = :version",
    "INSERT INTO audit_entry (at, staff_id, action, table_name, record_id, fields, detail,"
    " created_at, updated_at, version)"
    " VALUES (:now, 1, 'CHANGED', 'partner', :id, 'email', 'cell', :now, :now, 1)",
    "INSERT INTO field_change (at, staff_id, kind, table_name, record_id, field, old, new,"
    " is_secret, created_at, updated_at, version)"
    " VALUES (:now, 1, 'CHANGED', 'partner', :id, 'email', :old, :new, :no, :now, :now, 1)",
)


class Typist:
    """An account before the list of one table."""

    def __init__(self, app: Flask, username: str, table: str) -> None:
        self.app, self.url = app, f"/admin/{table}/"
        self.cookie = cookie_of(app, username)
        self.token = ""
        page = self.ask("?size=100")[1].decode()
        found = TOKEN.search(page)
        if found is None:
            raise LookupError("the list has no form")
        self.token = found[1]
        self.keys = [int(key) for key in ROW.findall(page)]

    def ask(self, place: str, sent: Any = None) -> tuple[float, bytes]:
        """Milliseconds until the answer was there, and the answer."""
        told = {} if sent is None else {"method": "POST", "json": sent}
        path, _, query = f"{self.url}{place}".partition("?")
        headers = {"Cookie": self.cookie, "X-CSRFToken": self.token}
        builder = EnvironBuilder(path, HOST, query_string=query, headers=headers, **told)
        environ = {**builder.get_environ(), **BROWSER}
        answers: list[str] = []
        begun = perf_counter()
        pieces = self.app(environ, lambda status, *_: answers.append(status))
        body = b"".join(pieces)
        if hasattr(pieces, "close"):
            pieces.close()
        spent = (perf_counter() - begun) * 1000
        if not answers[0].startswith("200"):
            raise PermissionError(f"{answers[0]} at {path}: {body[:300]!r}")
        return spent, body


class Floor:
    """One cell saved by nothing but SQL: version check, audit row, history row, one commit."""

    def __init__(self, address: str) -> None:
        url = make_url(address)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self.connection: Any = sqlite3.connect(url.database or "", isolation_level=None)
            for pragma in DURABLE:
                self.connection.execute(f"PRAGMA {pragma}")
        else:
            plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
            self.connection = psycopg.connect(plain, autocommit=True, options="-c jit=off")
        self.statements = [self._written(text) for text in SAVING]

    def _written(self, text: str) -> str:
        return text if self.is_sqlite else NAMED.sub(r"%(\1)s", text)

    def version_of(self, key: int) -> int:
        asked = self._written("SELECT version FROM partner WHERE id = :id")
        return int(self.connection.execute(asked, {"id": key}).fetchone()[0])

    def save(self, key: int, number: int) -> float:
        """Milliseconds; raises where the version was another one."""
        told = {"id": key, "version": self.version_of(key), "now": NOW, "no": False}
        told |= {"old": '"vorher@example.org"', "new": f'"boden{number}@example.org"'}
        begun = perf_counter()
        self.connection.execute("BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN")
        counts = [self.connection.execute(text, told).rowcount for text in self.statements]
        self.connection.execute("COMMIT")
        spent = (perf_counter() - begun) * 1000
        if counts[0] != 1:
            raise RuntimeError("somebody else saved this record")
        return spent
