"""What the directory can be narrowed down to: only what some organisation has."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.partner import Partner
from models.rules.text import fold


@dataclass(frozen=True)
class DirectoryChoices:
    """Categories by key, towns by name in order, languages by code in the order asked for."""

    category_ids: frozenset[int]
    towns: tuple[str, ...]
    language_codes: tuple[str, ...]


def directory_choices(session: Session, languages: Mapping[str, str]) -> DirectoryChoices:
    """`languages` are German names by code; the directory names them in a text."""
    used = select(Partner.category_id, Partner.town, Partner.languages).distinct()
    rows = session.execute(used).all()
    towns = {town for _, town, _ in rows if town}
    spoken = " ".join({f" {fold(text)} " for _, _, text in rows if text})
    return DirectoryChoices(
        frozenset(key for key, _, _ in rows),
        tuple(sorted(towns | {town.partition("-")[0] for town in towns}, key=fold)),
        tuple(code for code, name in languages.items() if f" {fold(name)} " in spoken),
    )
