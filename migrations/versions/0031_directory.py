"""The directory: hours of the week, how to get there, free offers, words that find a topic."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

# A table with a computed column cannot be copied by Alembic on SQLite: columns are added in place.
NEW_COLUMNS = {
    "partner": {
        "area": "VARCHAR(200)",
        "transit": "VARCHAR(200)",
        "directions": "TEXT CONSTRAINT ck_partner_protected_place_without_directions CHECK "
        "(NOT is_place_protected OR (transit IS NULL AND directions IS NULL))",
    },
    "offer": {"is_free": "BOOLEAN"},
    "topic": {"synonyms": "TEXT"},
    "partner_category": {"synonyms": "TEXT"},
}
DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


def upgrade() -> None:
    op.create_table(
        "opening_hour",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column(
            "weekday",
            sa.Enum(*DAYS, name="weekday", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("opens_at", sa.Time(), nullable=False),
        sa.Column("closes_at", sa.Time(), nullable=False),
        sa.Column("weeks", sa.String(length=20), nullable=True),
        sa.Column("is_on_holidays", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name="fk_opening_hour_partner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_opening_hour"),
    )
    op.create_index("ix_opening_hour_partner_id", "opening_hour", ["partner_id"])
    op.create_index("ix_opening_hour_weekday", "opening_hour", ["weekday"])
    for table, columns in NEW_COLUMNS.items():
        for name, kind in columns.items():
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    _find_anew()


def _find_anew() -> None:
    """The directory is now found by more words: `flask db upgrade` works them out."""
    for table in ("partner", "offer"):
        op.execute(f"UPDATE {table} SET search_keys = ''")  # noqa: S608 - our tables


def downgrade() -> None:
    for table, columns in NEW_COLUMNS.items():
        for name in reversed(columns):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    op.drop_table("opening_hour")
