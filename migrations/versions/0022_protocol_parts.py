"""The protocol's parts: since the last talk, minutes by topic, files of those present, who cancelled.

What stood in "since the last talk" stays there as its general part.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NEW_COLUMNS = {
    "counselling_session": {
        "cancelled_by": "VARCHAR(40) CONSTRAINT ck_counselling_session_cancelledby CHECK (cancelled_by IN ('CLIENT', 'OFFICE', 'INTERPRETER', 'PARTNER'))",
        "successes": "TEXT",
        "setbacks": "TEXT",
        "challenges": "TEXT",
        "children": "TEXT",
        "new_needs": "TEXT",
    },
    "session_topic": {
        "minutes": "INTEGER CONSTRAINT ck_session_topic_minutes_of_a_day CHECK (minutes IS NULL OR minutes BETWEEN 0 AND 1440)",
    },
    "session_attendee": {
        "person_id": "INTEGER CONSTRAINT fk_session_attendee_person_id REFERENCES person (id)",
    },
}
PARTS = {
    "successes": "Erfolge",
    "setbacks": "Rückschritte",
    "challenges": "Neue Herausforderungen",
    "children": "Kinder",
    "new_needs": "Neue Bedarfe",
}
MERGED = (
    "UPDATE counselling_session SET since_last = coalesce(since_last || :gap, '')"
    " || :label || {part} WHERE {part} IS NOT NULL"
)
OF_SESSION = "ix_session_attendee_session_id"
OF_CLIENTS = "ix_session_attendee_session_id_kind_person_id"


def upgrade() -> None:
    for table, columns in NEW_COLUMNS.items():
        for name, kind in columns.items():
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    op.create_index("ix_session_attendee_person_id", "session_attendee", ["person_id"])
    op.create_index(OF_CLIENTS, "session_attendee", ["session_id", "kind", "person_id"])
    op.drop_index(OF_SESSION, "session_attendee")


def downgrade() -> None:
    """Nothing said is lost: the parts are written into the general text, under their names."""
    for name, label in PARTS.items():
        op.execute(sa.text(MERGED.replace("{part}", name)).bindparams(gap="\n", label=f"{label}: "))
    op.create_index(OF_SESSION, "session_attendee", ["session_id"])
    op.drop_index(OF_CLIENTS, "session_attendee")
    op.drop_index("ix_session_attendee_person_id", "session_attendee")
    for table, columns in NEW_COLUMNS.items():
        for name in reversed(columns):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
