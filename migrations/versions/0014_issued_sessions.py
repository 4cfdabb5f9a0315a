"""The state of a talk: draft, issued, locked with its month."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# Copied by Alembic on SQLite the table would lose what hangs on it: columns are added in place.
STATE = (
    "state VARCHAR(40) DEFAULT 'DRAFT' NOT NULL CONSTRAINT ck_counselling_session_sessionstate"
    " CHECK (state IN ('DRAFT', 'ISSUED', 'LOCKED'))"
)
ISSUED = (
    "issued_at {moment} CONSTRAINT ck_counselling_session_state_fits_issue"
    " CHECK (state = 'LOCKED' OR (state = 'ISSUED') = (issued_at IS NOT NULL))"
)


def upgrade() -> None:
    moment = "DATETIME" if op.get_bind().dialect.name == "sqlite" else "TIMESTAMP"
    op.execute(f"ALTER TABLE counselling_session ADD COLUMN {STATE}")
    op.execute(f"ALTER TABLE counselling_session ADD COLUMN {ISSUED.format(moment=moment)}")


def downgrade() -> None:
    op.execute("ALTER TABLE counselling_session DROP COLUMN issued_at")
    op.execute("ALTER TABLE counselling_session DROP COLUMN state")
