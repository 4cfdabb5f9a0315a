"""Indexes by which a large office finds open files, planned appointments and open tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

PERSONS = "ix_person_sort_text_id_is_restricted"
TASKS = "ix_task_person_id_is_closed_due_order_id"
PLANNED = "ix_appointment_planned"
HEARINGS = "ix_eviction_case_hearing_at"


def upgrade() -> None:
    op.create_index(PERSONS, "person", ["sort_text", "id", "is_restricted"])
    op.drop_index("ix_person_sort_text", "person")
    op.create_index(TASKS, "task", ["person_id", "is_closed", "due_order", "id"])
    op.drop_index("ix_task_person_id", "task")
    is_planned = sa.text("state = 'PLANNED'")
    columns = ["starts_at", "office_location_id", "minutes", "worker_id", "state"]
    op.create_index(
        PLANNED, "appointment", columns, sqlite_where=is_planned, postgresql_where=is_planned
    )
    op.create_index(HEARINGS, "eviction_case", ["hearing_at"])


def downgrade() -> None:
    op.drop_index(HEARINGS, "eviction_case")
    op.drop_index(PLANNED, "appointment")
    op.create_index("ix_task_person_id", "task", ["person_id"])
    op.drop_index(TASKS, "task")
    op.create_index("ix_person_sort_text", "person", ["sort_text"])
    op.drop_index(PERSONS, "person")
