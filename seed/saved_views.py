"""Views that the team begins with; days are counted from the day on which somebody looks."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.saved_view import SavedView

# list, name, what it asks for: "me" is who looks, +14 is two weeks from today
VIEWS = (
    ("person", "Meine Fälle", "responsible=me"),
    ("person", "Alle aktiven", "case_status=ACTIVE"),
    (
        "person",
        "Papiere laufen ab (60 Tage)",
        "case_status=ACTIVE&expires_on_to=%2B60&sort=expires_on"
        "&cols=title.birth_date.residence.expires_on.responsible.last_contact_on",
    ),
    (
        "person",
        "Ohne Gespräch seit 60 Tagen",
        "responsible=me&case_status=ACTIVE&last_contact_on_to=-60&sort=last_contact_on",
    ),
    ("counselling_session", "Meine Gespräche", "worker=me"),
    ("goal_agreement", "Überprüfung fällig", "review_on_to=%2B14&awaits_review=yes&sort=review_on"),
    ("task", "Meine offenen Aufgaben", "whose=mine&is_closed=no"),
    ("task", "Team: offen", "whose=team&is_closed=no"),
    ("task", "Überfällig", "is_closed=no&due_on_to=-1"),
    (
        "appointment",
        "Meine nächsten Termine",
        "worker=me&state=PLANNED&starts_at_from=heute&sort=starts_at",
    ),
    ("appointment", "Sprachmittlung zu bestellen", "state=PLANNED&interpreter=TO_ORDER"),
    ("task", "Fristen 14 Tage", "is_closed=no&due_on_to=%2B14"),
    (
        "residence_status",
        "Läuft in 60 Tagen ab",
        "expires_on_from=heute&expires_on_to=%2B60&sort=expires_on",
    ),
    ("eviction_case", "Meine Räumungsfälle", "worker=me"),
    (
        "eviction_case",
        "Verhandlung in 14 Tagen",
        "hearing_at_from=heute&hearing_at_to=%2B14&sort=hearing_at",
    ),
    ("partner", "Seit einem Jahr nicht geprüft", "checked_on_to=-365&sort=checked_on"),
)


def add_views(session: Session, added: Counter[str]) -> None:
    """Only to a list that has no view of the team yet: what the lead deleted stays deleted."""
    known = set(session.scalars(select(SavedView.table_name).where(SavedView.is_shared)))
    new = [
        SavedView(table_name=table, name=name, query=query, is_shared=True)
        for table, name, query in VIEWS
        if table not in known
    ]
    session.add_all(new)
    session.flush()
    if new:
        added[SavedView.__tablename__] += len(new)
