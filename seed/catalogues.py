"""Adds missing entries to the lists the office may change; sources in data/README.md."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.catalogue import ALL, Catalogue, Criterion, GuideKind, TargetGroup
from seed.files import read_rows

REFERENCES: dict[str, type[Catalogue]] = {"criterion": Criterion, "target_group": TargetGroup}


def add_catalogues(session: Session, added: Counter[str]) -> None:
    """Entries whose code is not there yet, list by list; what is there stays as it is."""
    for catalogue in sorted(ALL, key=lambda each: each not in REFERENCES.values()):
        known = set(session.scalars(select(catalogue.code)))
        rows = read_rows(f"catalogues/{catalogue.__tablename__}.csv")
        missing = [row for row in rows if row["code"] not in known]
        session.add_all(catalogue(**_values(session, row)) for row in missing)
        session.flush()
        added[catalogue.__tablename__] += len(missing)


def ids_by_code(session: Session, catalogue: type[Catalogue]) -> dict[str, int]:
    return {code: key for code, key in session.execute(select(catalogue.code, catalogue.id))}


def _values(session: Session, row: dict[str, str]) -> dict[str, Any]:
    """Columns of the table from the cells of a row; a code of another list becomes its key."""
    values: dict[str, Any] = {}
    for column, cell in row.items():
        if column in REFERENCES:
            found = select(REFERENCES[column].id).where(REFERENCES[column].code == cell)
            values[f"{column}_id"] = session.scalar(found) if cell else None
        elif column in ("sort_order", "number", "rooms"):
            values[column] = int(cell)
        elif column in ("valid_from", "valid_to"):
            values[column] = date.fromisoformat(cell) if cell else None
        elif column in ("needs_confidentiality", "is_with_minors"):
            values[column] = cell == "yes"
        elif column == "kind":
            values[column] = GuideKind[cell]
        else:
            values[column] = cell or None
    return values
