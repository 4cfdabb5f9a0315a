"""The list as a worksheet: `python -m bench.worksheet ADDRESS` of a town that may be written to.

Tells as one line of JSON what was measured, in milliseconds, and the statements of one saved cell.
"""

import json
import sys
from collections.abc import Iterator
from statistics import median, quantiles
from typing import Any

from flask import Flask

from bench.counted import counted
from bench.office import office
from bench.paint import paints
from bench.town import ACCOUNTS
from bench.typist import Floor, Typist
from seed.bootstrap import find_browser

ROUNDS = 60
KEYS = 12  # rounds of eight keys each
PASTED = 2_000  # rows
AT_ONCE = 300  # rows of a block that the page asks for at once
BLOCK = ("name", "category", "town", "phone", "email", "website")
PASTING = "partner.check_paste"


def saving(app: Flask, address: str) -> dict[str, float]:
    """Cells of one column saved one by one, beside the floor, in turn."""
    count, typist, floor = counted(), Typist(app, ACCOUNTS["worker"], "partner"), Floor(address)
    ours, theirs, asked, statements = [], [], [], 0
    keys = typist.keys[: ROUNDS // 3]
    held = {key: values_of(typist, key)["email"] for key in keys}
    for number in range(ROUNDS + 10):
        key, before = keys[number % len(keys)], count.number
        new = [f"stelle{number}@example.org"]
        change = {"id": key, "name": "email", "values": new, "seen": held[key]}
        spent, body = typist.ask("cells/save/", {"changes": [change]})
        statements = count.number - before
        if json.loads(body)["answers"][0]["state"] != "saved":
            raise RuntimeError(body[:300])
        held[key] = new
        ours.append(spent)
        theirs.append(floor.save(typist.keys[-1 - number % 50], number))
        asked.append(typist.ask(f"cells/?id={key}")[0])
    return {
        "save": median(ours[10:]),
        "save_floor": median(theirs[10:]),
        "save_statements": statements,
        "cells": median(asked[10:]),
    }


def values_of(typist: Typist, key: int) -> Any:
    return json.loads(typist.ask(f"cells/?id={key}")[1])["rows"][str(key)]["values"]


def painting(app: Flask) -> dict[str, float]:
    """Nothing where no Chromium is installed."""
    path = find_browser()
    if path is None:
        return {}
    found = paints(app, path, KEYS)
    return {"paint": median(found), "paint_p95": quantiles(found, n=20)[-1]}


def pasting(app: Flask) -> dict[str, float]:
    """A block over the rows of the page and on beyond them: first looked at, then written."""
    if PASTING not in app.view_functions:
        return {}
    typist = Typist(app, ACCOUNTS["worker"], "partner")
    columns = [[name, name] for name in BLOCK]
    offered = json.loads(typist.ask("cells/choices/?name=category")[1])
    lines = list(block(next(label for key, label in offered if key)))
    checked, rows = 0.0, []
    for start in range(0, PASTED, AT_ONCE):
        part = lines[start : start + AT_ONCE]
        keys = typist.keys[start : start + AT_ONCE]
        sent: dict[str, Any] = {"columns": columns, "ids": keys, "rows": part}
        if start == 0:
            sent["text"] = "\n".join("\t".join(line) for line in lines)
        spent, body = typist.ask("cells/paste/check/", sent)
        checked += spent
        tried = json.loads(body)["checks"]
        if {one["outcome"] for one in tried} - {"adds", "changes"}:
            raise RuntimeError("the block is refused")
        rows += [written(line, one) for line, one in zip(part, tried, strict=True)]
    spent, _ = typist.ask("cells/paste/write/", {"rows": rows})
    return {"paste_check": checked, "paste_write": spent}


def block(category: str) -> Iterator[list[str]]:
    for number in range(PASTED):
        yield [
            *(f"Gebrachte Stelle {number}", category, "Haan", f"02129 9{number:05}"),
            *(f"block{number}@example.org", f"https://example.org/{number}"),
        ]


def written(line: list[str], one: dict[str, Any]) -> dict[str, Any]:
    cells = dict(zip(BLOCK, line, strict=True))
    return {"id": one["id"], "version": one["version"], "cells": cells, "chosen": {}}


def main(address: str) -> None:
    app = office(address)
    told = saving(app, address) | painting(app) | pasting(app)
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
