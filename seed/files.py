"""Reads the reference data files: CSV that a clerk can open and check."""

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of one CSV file below `data`, by column name."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def filled(row: dict[str, str], *columns: str) -> dict[str, str | None]:
    """The named cells; an empty cell is None."""
    return {column: row[column] or None for column in columns}
