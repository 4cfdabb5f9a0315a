"""The office on its first day: people, homes, talks, goals, partners, staff, audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

AUDIT_TRIGGERS = {
    "sqlite": (
        """CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END""",
        """CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END""",
    ),
    "postgresql": (
        """CREATE OR REPLACE FUNCTION audit_entry_is_final() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit rows cannot be changed'; END $$""",
        """CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
FOR EACH ROW EXECUTE FUNCTION audit_entry_is_final()""",
        """CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_final()""",
    ),
}


def upgrade() -> None:
    op.create_table(
        "accommodation_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_accommodation_kind_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accommodation_kind")),
        sa.UniqueConstraint("code", name=op.f("uq_accommodation_kind_code")),
    )
    with op.batch_alter_table("accommodation_kind", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_accommodation_kind_sort_order"), ["sort_order"], unique=False
        )

    op.create_table(
        "benefit_law",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_benefit_law_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_law")),
        sa.UniqueConstraint("code", name=op.f("uq_benefit_law_code")),
    )
    with op.batch_alter_table("benefit_law", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_benefit_law_sort_order"), ["sort_order"], unique=False)

    op.create_table(
        "closing_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_closing_reason_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_reason")),
        sa.UniqueConstraint("code", name=op.f("uq_closing_reason_code")),
    )
    with op.batch_alter_table("closing_reason", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_closing_reason_sort_order"), ["sort_order"], unique=False
        )

    op.create_table(
        "country",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_country_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_country")),
        sa.UniqueConstraint("code", name=op.f("uq_country_code")),
    )
    with op.batch_alter_table("country", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_country_sort_order"), ["sort_order"], unique=False)

    op.create_table(
        "criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_criterion_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("code", name=op.f("uq_criterion_code")),
        sa.UniqueConstraint("number", name=op.f("uq_criterion_number")),
    )
    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_criterion_sort_order"), ["sort_order"], unique=False)

    op.create_table(
        "document_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_document_kind_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_kind")),
        sa.UniqueConstraint("code", name=op.f("uq_document_kind_code")),
    )
    with op.batch_alter_table("document_kind", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_kind_sort_order"), ["sort_order"], unique=False
        )

    op.create_table(
        "eviction_cause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_eviction_cause_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eviction_cause")),
        sa.UniqueConstraint("code", name=op.f("uq_eviction_cause_code")),
    )
    with op.batch_alter_table("eviction_cause", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_eviction_cause_sort_order"), ["sort_order"], unique=False
        )

    op.create_table(
        "eviction_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_eviction_source_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eviction_source")),
        sa.UniqueConstraint("code", name=op.f("uq_eviction_source_code")),
    )
    with op.batch_alter_table("eviction_source", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_eviction_source_sort_order"), ["sort_order"], unique=False
        )

    op.create_table(
        "household",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column(
            "sort_text",
            sa.String(length=160),
            sa.Computed("substr(search_text, 1, 160)", persisted=True),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
    )
    with op.batch_alter_table("household", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_household_label"), ["label"], unique=False)
        batch_op.create_index(batch_op.f("ix_household_sort_text"), ["sort_text"], unique=False)

    op.create_table(
        "household_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_household_role_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_role")),
        sa.UniqueConstraint("code", name=op.f("uq_household_role_code")),
    )
    with op.batch_alter_table("household_role", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_household_role_sort_order"), ["sort_order"], unique=False
        )

    op.create_table(
        "language",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_language_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_language")),
        sa.UniqueConstraint("code", name=op.f("uq_language_code")),
    )
    with op.batch_alter_table("language", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_language_sort_order"), ["sort_order"], unique=False)

    op.create_table(
        "life_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_life_area_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_life_area")),
        sa.UniqueConstraint("code", name=op.f("uq_life_area_code")),
    )
    with op.batch_alter_table("life_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_life_area_sort_order"), ["sort_order"], unique=False)

    op.create_table(
        "municipality",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("head", sa.String(length=200), nullable=True),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=True),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("town", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("website", sa.String(length=200), nullable=True),
        sa.Column("accent_colour", sa.String(length=7), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_mime", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_municipality_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
    )
    op.create_table(
        "office_location",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_office_location_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_location")),
        sa.UniqueConstraint("code", name=op.f("uq_office_location_code")),
    )
    with op.batch_alter_table("office_location", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_office_location_sort_order"), ["sort_order"], unique=False
        )

    op.create_table(
        "session_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_session_place_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_place")),
        sa.UniqueConstraint("code", name=op.f("uq_session_place_code")),
    )
    with op.batch_alter_table("session_place", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_place_sort_order"), ["sort_order"], unique=False
        )

    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username_hash", sa.String(length=64), nullable=False),
        sa.Column("failed_at", sa.DateTime(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_in_attempt_failed_at"), ["failed_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sign_in_attempt_username_hash"), ["username_hash"], unique=False
        )

    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("display_name", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("job_title", sa.String(length=200), nullable=True),
        sa.Column("qualification", sa.String(length=200), nullable=True),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deputy_id"], ["staff.id"], name=op.f("fk_staff_deputy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_staff_fs_uniquifier")),
        sa.UniqueConstraint("username", name=op.f("uq_staff_username")),
    )
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_deputy_id"), ["deputy_id"], unique=False)

    op.create_table(
        "stay_destination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_stay_destination_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay_destination")),
        sa.UniqueConstraint("code", name=op.f("uq_stay_destination_code")),
    )
    with op.batch_alter_table("stay_destination", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_stay_destination_sort_order"), ["sort_order"], unique=False
        )

    op.create_table(
        "stay_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_stay_reason_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay_reason")),
        sa.UniqueConstraint("code", name=op.f("uq_stay_reason_code")),
    )
    with op.batch_alter_table("stay_reason", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stay_reason_sort_order"), ["sort_order"], unique=False)

    op.create_table(
        "target_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_target_group_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_group")),
        sa.UniqueConstraint("code", name=op.f("uq_target_group_code")),
    )
    with op.batch_alter_table("target_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_target_group_sort_order"), ["sort_order"], unique=False
        )

    op.create_table(
        "toleration_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_toleration_reason_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toleration_reason")),
        sa.UniqueConstraint("code", name=op.f("uq_toleration_reason_code")),
    )
    with op.batch_alter_table("toleration_reason", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_toleration_reason_sort_order"), ["sort_order"], unique=False
        )

    op.create_table(
        "vulnerability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_vulnerability_valid_to_after_valid_from"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vulnerability")),
        sa.UniqueConstraint("code", name=op.f("uq_vulnerability_code")),
    )
    with op.batch_alter_table("vulnerability", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_vulnerability_sort_order"), ["sort_order"], unique=False
        )

    op.create_table(
        "accommodation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=True),
        sa.Column("postcode", sa.String(length=10), nullable=True),
        sa.Column("town", sa.String(length=80), nullable=True),
        sa.Column("aliases", sa.String(length=200), nullable=True),
        sa.Column(
            "ownership",
            sa.Enum(
                "MUNICIPAL",
                "RENTED",
                "COMMERCIAL",
                "UNKNOWN",
                name="ownership",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("lease_ends_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source_id", sa.String(length=20), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("source_date", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column(
            "sort_text",
            sa.String(length=160),
            sa.Computed("substr(search_text, 1, 160)", persisted=True),
            nullable=False,
        ),
        sa.CheckConstraint(
            "closed_on IS NULL OR opened_on IS NULL OR closed_on >= opened_on",
            name=op.f("ck_accommodation_closed_on_not_before_opened_on"),
        ),
        sa.ForeignKeyConstraint(
            ["kind_id"], ["accommodation_kind.id"], name=op.f("fk_accommodation_kind_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accommodation")),
        sa.UniqueConstraint("source_id", name=op.f("uq_accommodation_source_id")),
    )
    with op.batch_alter_table("accommodation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accommodation_kind_id"), ["kind_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_accommodation_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_accommodation_sort_text"), ["sort_text"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column(
            "action",
            sa.Enum(
                "CREATED",
                "CHANGED",
                "DELETED",
                "READ",
                "PRINTED",
                "EXPORTED",
                "REASON_STATED",
                "REFUSED",
                "SIGNED_IN",
                "SIGNED_OUT",
                "SIGN_IN_FAILED",
                name="auditaction",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("table_name", sa.String(length=60), nullable=True),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("fields", sa.String(length=2000), nullable=True),
        sa.Column("detail", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_audit_entry_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_at_id"), ["at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_audit_entry_table_name_record_id"),
            ["table_name", "record_id"],
            unique=False,
        )

    op.create_table(
        "office_hour",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_location_id", sa.Integer(), nullable=False),
        sa.Column(
            "weekday",
            sa.Enum(
                "MONDAY",
                "TUESDAY",
                "WEDNESDAY",
                "THURSDAY",
                "FRIDAY",
                "SATURDAY",
                "SUNDAY",
                name="weekday",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("opens_at", sa.Time(), nullable=False),
        sa.Column("closes_at", sa.Time(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("source_id", sa.String(length=20), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_office_hour_closes_after_opens")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_office_hour_valid_to_after_valid_from"),
        ),
        sa.ForeignKeyConstraint(
            ["office_location_id"],
            ["office_location.id"],
            name=op.f("fk_office_hour_office_location_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_hour")),
        sa.UniqueConstraint(
            "office_location_id",
            "weekday",
            "opens_at",
            "valid_from",
            name=op.f("uq_office_hour_office_location_id_weekday_opens_at_valid_from"),
        ),
    )
    op.create_table(
        "partner_category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_partner_category_valid_to_after_valid_from"),
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_partner_category_criterion_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_category")),
        sa.UniqueConstraint("code", name=op.f("uq_partner_category_code")),
    )
    with op.batch_alter_table("partner_category", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_partner_category_criterion_id"), ["criterion_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_partner_category_sort_order"), ["sort_order"], unique=False
        )

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_name", sa.String(length=80), nullable=False),
        sa.Column("given_name", sa.String(length=80), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column(
            "birth_precision",
            sa.Enum(
                "EXACT",
                "YEAR",
                "ESTIMATED",
                name="birthprecision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("birth_place", sa.String(length=80), nullable=True),
        sa.Column(
            "sex",
            sa.Enum(
                "FEMALE",
                "MALE",
                "DIVERSE",
                "NOT_STATED",
                "UNKNOWN",
                name="sex",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("origin_country_id", sa.Integer(), nullable=True),
        sa.Column("interpreter_needed", sa.Boolean(), nullable=False),
        sa.Column("needs_barrier_free", sa.Boolean(), nullable=False),
        sa.Column("azr_no", sa.String(length=40), nullable=True),
        sa.Column("bamf_ref", sa.String(length=40), nullable=True),
        sa.Column("foreigners_office_ref", sa.String(length=40), nullable=True),
        sa.Column("benefit_ref", sa.String(length=40), nullable=True),
        sa.Column("phone", sa.String(length=60), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("contact_preference", sa.String(length=200), nullable=True),
        sa.Column("street", sa.String(length=200), nullable=True),
        sa.Column("postcode", sa.String(length=10), nullable=True),
        sa.Column("town", sa.String(length=80), nullable=True),
        sa.Column("is_address_protected", sa.Boolean(), nullable=False),
        sa.Column("arrived_germany_on", sa.Date(), nullable=True),
        sa.Column("arrived_haan_on", sa.Date(), nullable=True),
        sa.Column(
            "case_status",
            sa.Enum(
                "NEW",
                "ACTIVE",
                "DORMANT",
                "HANDED_OVER",
                "MOVED_AWAY",
                "LEFT_COUNTRY",
                "DISAPPEARED",
                "DECEASED",
                "CLOSED",
                name="casestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("closing_reason_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column(
            "sort_text",
            sa.String(length=160),
            sa.Computed("substr(search_text, 1, 160)", persisted=True),
            nullable=False,
        ),
        sa.CheckConstraint(
            "closing_reason_id IS NULL OR case_status NOT IN ('NEW', 'ACTIVE')",
            name=op.f("ck_person_closing_reason_when_closed"),
        ),
        sa.CheckConstraint(
            "arrived_germany_on IS NULL OR birth_date IS NULL OR arrived_germany_on >= birth_date",
            name=op.f("ck_person_arrived_germany_on_not_before_birth_date"),
        ),
        sa.CheckConstraint(
            "arrived_haan_on IS NULL OR arrived_germany_on IS NULL OR arrived_haan_on >= arrived_germany_on",
            name=op.f("ck_person_arrived_haan_on_not_before_arrived_germany_on"),
        ),
        sa.CheckConstraint(
            "arrived_haan_on IS NULL OR birth_date IS NULL OR arrived_haan_on >= birth_date",
            name=op.f("ck_person_arrived_haan_on_not_before_birth_date"),
        ),
        sa.ForeignKeyConstraint(
            ["closing_reason_id"], ["closing_reason.id"], name=op.f("fk_person_closing_reason_id")
        ),
        sa.ForeignKeyConstraint(
            ["origin_country_id"], ["country.id"], name=op.f("fk_person_origin_country_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_azr_no"), ["azr_no"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_bamf_ref"), ["bamf_ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_birth_date"), ["birth_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_case_status"), ["case_status"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_person_closing_reason_id"), ["closing_reason_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_person_family_name_given_name_id"),
            ["family_name", "given_name", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_person_origin_country_id"), ["origin_country_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_person_sort_text"), ["sort_text"], unique=False)

    op.create_table(
        "residence_title",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("legal_basis", sa.String(length=200), nullable=True),
        sa.Column("target_group_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_residence_title_valid_to_after_valid_from"),
        ),
        sa.ForeignKeyConstraint(
            ["target_group_id"],
            ["target_group.id"],
            name=op.f("fk_residence_title_target_group_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residence_title")),
        sa.UniqueConstraint("code", name=op.f("uq_residence_title_code")),
    )
    with op.batch_alter_table("residence_title", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_residence_title_sort_order"), ["sort_order"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_residence_title_target_group_id"), ["target_group_id"], unique=False
        )

    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sid_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("browser", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_sign_in_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("sid_hash", name=op.f("uq_sign_in_sid_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_started_at"), ["started_at"], unique=False)

    op.create_table(
        "staff_language",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("language_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["language_id"], ["language.id"], name=op.f("fk_staff_language_language_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_language_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_language")),
        sa.UniqueConstraint(
            "staff_id", "language_id", name=op.f("uq_staff_language_staff_id_language_id")
        ),
    )
    with op.batch_alter_table("staff_language", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_staff_language_language_id"), ["language_id"], unique=False
        )

    op.create_table(
        "staff_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "SOCIAL_WORKER",
                "TEAM_LEAD",
                "BENEFITS_CLERK",
                "ACCOMMODATION_ADMIN",
                "CARETAKER",
                "NETWORK_COORDINATOR",
                "STATISTICS_READER",
                "SYSTEM_ADMIN",
                "DATA_PROTECTION_OFFICER",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_role_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_role")),
        sa.UniqueConstraint("staff_id", "role", name=op.f("uq_staff_role_staff_id_role")),
    )
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("former_category", sa.String(length=200), nullable=True),
        sa.Column("former_topic", sa.String(length=200), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_de", sa.String(length=160), nullable=False),
        sa.Column("label_en", sa.String(length=160), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_topic_valid_to_after_valid_from"),
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_topic_criterion_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("code", name=op.f("uq_topic_code")),
    )
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_criterion_id"), ["criterion_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_topic_sort_order"), ["sort_order"], unique=False)

    op.create_table(
        "benefit_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("benefit_law_id", sa.Integer(), nullable=False),
        sa.Column("paying_office", sa.String(length=200), nullable=True),
        sa.Column("health_insurer", sa.String(length=200), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_benefit_period_valid_to_after_valid_from"),
        ),
        sa.ForeignKeyConstraint(
            ["benefit_law_id"], ["benefit_law.id"], name=op.f("fk_benefit_period_benefit_law_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_benefit_period_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_period")),
    )
    with op.batch_alter_table("benefit_period", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_benefit_period_benefit_law_id"), ["benefit_law_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_benefit_period_person_id_valid_from"),
            ["person_id", "valid_from"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_benefit_period_valid_from_id"), ["valid_from", "id"], unique=False
        )

    op.create_table(
        "building",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("accommodation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("is_barrier_free", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["accommodation_id"], ["accommodation.id"], name=op.f("fk_building_accommodation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_building")),
        sa.UniqueConstraint(
            "accommodation_id", "name", name=op.f("uq_building_accommodation_id_name")
        ),
    )
    op.create_table(
        "counselling_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "FIRST",
                "FOLLOW_UP",
                "SHORT_CONTACT",
                "ACCOMPANIMENT",
                "COLLATERAL",
                "NO_SHOW",
                "CANCELLED",
                name="sessionkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("language_id", sa.Integer(), nullable=True),
        sa.Column("interpreter", sa.String(length=80), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("since_last", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("agreements", sa.Text(), nullable=True),
        sa.Column("handouts_note", sa.String(length=200), nullable=True),
        sa.Column("next_appointment_at", sa.DateTime(), nullable=True),
        sa.Column("next_place", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "minutes IS NULL OR minutes BETWEEN 0 AND 1440",
            name=op.f("ck_counselling_session_minutes_of_a_day"),
        ),
        sa.ForeignKeyConstraint(
            ["language_id"], ["language.id"], name=op.f("fk_counselling_session_language_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_counselling_session_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["session_place.id"], name=op.f("fk_counselling_session_place_id")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["staff.id"], name=op.f("fk_counselling_session_worker_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counselling_session")),
    )
    with op.batch_alter_table("counselling_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_counselling_session_held_on_id"), ["held_on", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_counselling_session_language_id"), ["language_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_counselling_session_person_id_held_on"),
            ["person_id", "held_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_counselling_session_place_id"), ["place_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_counselling_session_worker_id_held_on"),
            ["worker_id", "held_on"],
            unique=False,
        )

    op.create_table(
        "eviction_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "THREATENED",
                "NOTICE_GIVEN",
                "CLAIM_PENDING",
                "TITLE",
                "EVICTION_SCHEDULED",
                "EVICTED",
                "AVERTED",
                "AGREED",
                "WITHDRAWN",
                "EMERGENCY_SHELTER",
                "AFTERCARE",
                "CLOSED",
                name="evictionstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("cause_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("court", sa.String(length=200), nullable=True),
        sa.Column("court_reference", sa.String(length=60), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("hearing_at", sa.DateTime(), nullable=True),
        sa.Column("landlord", sa.String(length=200), nullable=True),
        sa.Column("landlord_address", sa.String(length=200), nullable=True),
        sa.Column("landlord_representative", sa.String(length=200), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("monthly_rent", sa.Integer(), nullable=True),
        sa.Column("arrears", sa.Integer(), nullable=True),
        sa.Column("compensation", sa.Integer(), nullable=True),
        sa.Column("adult_count", sa.Integer(), nullable=False),
        sa.Column("minor_count", sa.Integer(), nullable=False),
        sa.Column("has_pets", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column(
            "sort_text",
            sa.String(length=160),
            sa.Computed("substr(search_text, 1, 160)", persisted=True),
            nullable=False,
        ),
        sa.CheckConstraint(
            "adult_count >= 0 AND minor_count >= 0",
            name=op.f("ck_eviction_case_counts_not_negative"),
        ),
        sa.CheckConstraint(
            "arrears IS NULL OR arrears >= 0", name=op.f("ck_eviction_case_arrears_not_negative")
        ),
        sa.CheckConstraint(
            "compensation IS NULL OR compensation >= 0",
            name=op.f("ck_eviction_case_compensation_not_negative"),
        ),
        sa.CheckConstraint(
            "monthly_rent IS NULL OR monthly_rent >= 0",
            name=op.f("ck_eviction_case_rent_not_negative"),
        ),
        sa.CheckConstraint(
            "served_on IS NULL OR filed_on IS NULL OR served_on >= filed_on",
            name=op.f("ck_eviction_case_served_after_filed"),
        ),
        sa.ForeignKeyConstraint(
            ["cause_id"], ["eviction_cause.id"], name=op.f("fk_eviction_case_cause_id")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_eviction_case_household_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_eviction_case_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["eviction_source.id"], name=op.f("fk_eviction_case_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["staff.id"], name=op.f("fk_eviction_case_worker_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eviction_case")),
    )
    with op.batch_alter_table("eviction_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_eviction_case_cause_id"), ["cause_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_eviction_case_court_reference"), ["court_reference"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_eviction_case_household_id"), ["household_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_eviction_case_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_eviction_case_received_on_id"), ["received_on", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_eviction_case_sort_text"), ["sort_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_eviction_case_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_eviction_case_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_eviction_case_worker_id"), ["worker_id"], unique=False)

    op.create_table(
        "household_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=True),
        sa.Column("is_head", sa.Boolean(), nullable=False),
        sa.Column("in_benefit_unit", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_household_member_valid_to_after_valid_from"),
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_household_member_household_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_household_member_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["household_role.id"], name=op.f("fk_household_member_role_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_member")),
    )
    with op.batch_alter_table("household_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_household_member_household_id"), ["household_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_household_member_person_id_valid_from"),
            ["person_id", "valid_from"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_household_member_role_id"), ["role_id"], unique=False)

    op.create_table(
        "partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("aliases", sa.String(length=200), nullable=True),
        sa.Column("offer_summary", sa.Text(), nullable=True),
        sa.Column("is_place_protected", sa.Boolean(), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=True),
        sa.Column("postcode", sa.String(length=10), nullable=True),
        sa.Column("town", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=80), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("website", sa.String(length=400), nullable=True),
        sa.Column("opening_hours", sa.Text(), nullable=True),
        sa.Column("languages", sa.String(length=200), nullable=True),
        sa.Column("is_barrier_free", sa.Boolean(), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source_id", sa.String(length=20), nullable=True),
        sa.Column("source", sa.String(length=400), nullable=True),
        sa.Column("source_url", sa.String(length=600), nullable=True),
        sa.Column("source_date", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column(
            "sort_text",
            sa.String(length=160),
            sa.Computed("substr(search_text, 1, 160)", persisted=True),
            nullable=False,
        ),
        sa.CheckConstraint(
            "NOT is_place_protected OR (street IS NULL AND postcode IS NULL)",
            name=op.f("ck_partner_protected_place_without_address"),
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["partner_category.id"], name=op.f("fk_partner_category_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("source_id", name=op.f("uq_partner_source_id")),
    )
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_category_id"), ["category_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_checked_on"), ["checked_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_sort_text"), ["sort_text"], unique=False)

    op.create_table(
        "person_alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "HIGH",
                "MEDIUM",
                "LOW",
                name="alertlevel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_alert_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_alert")),
    )
    with op.batch_alter_table("person_alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_alert_person_id"), ["person_id"], unique=False)

    op.create_table(
        "person_language",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("language_id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "UNKNOWN",
                "A0",
                "A1",
                "A2",
                "B1",
                "B2",
                "C1",
                "C2",
                "NATIVE",
                name="languagelevel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["language_id"], ["language.id"], name=op.f("fk_person_language_language_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_person_language_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_language")),
        sa.UniqueConstraint(
            "person_id", "language_id", name=op.f("uq_person_language_person_id_language_id")
        ),
    )
    with op.batch_alter_table("person_language", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_language_language_id"), ["language_id"], unique=False
        )

    op.create_table(
        "person_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "SPELLING",
                "FORMER",
                "ALIAS",
                "ORIGINAL_SCRIPT",
                name="namekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("family_name", sa.String(length=80), nullable=True),
        sa.Column("given_name", sa.String(length=80), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "family_name IS NOT NULL OR given_name IS NOT NULL",
            name=op.f("ck_person_name_at_least_one_part"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_name_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_name")),
    )
    with op.batch_alter_table("person_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_name_person_id"), ["person_id"], unique=False)

    op.create_table(
        "person_nationality",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("country_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["country_id"], ["country.id"], name=op.f("fk_person_nationality_country_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_person_nationality_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_nationality")),
        sa.UniqueConstraint(
            "person_id", "country_id", name=op.f("uq_person_nationality_person_id_country_id")
        ),
    )
    with op.batch_alter_table("person_nationality", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_nationality_country_id"), ["country_id"], unique=False
        )

    op.create_table(
        "person_target_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("target_group_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_person_target_group_valid_to_after_valid_from"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_target_group_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["target_group_id"],
            ["target_group.id"],
            name=op.f("fk_person_target_group_target_group_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_target_group")),
    )
    with op.batch_alter_table("person_target_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_target_group_person_id_valid_from"),
            ["person_id", "valid_from"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_person_target_group_target_group_id"), ["target_group_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_person_target_group_valid_from_id"), ["valid_from", "id"], unique=False
        )

    op.create_table(
        "person_vulnerability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("vulnerability_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_person_vulnerability_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["vulnerability_id"],
            ["vulnerability.id"],
            name=op.f("fk_person_vulnerability_vulnerability_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_vulnerability")),
        sa.UniqueConstraint(
            "person_id",
            "vulnerability_id",
            name=op.f("uq_person_vulnerability_person_id_vulnerability_id"),
        ),
    )
    with op.batch_alter_table("person_vulnerability", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_vulnerability_vulnerability_id"),
            ["vulnerability_id"],
            unique=False,
        )

    op.create_table(
        "residence_status",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("residence_title_id", sa.Integer(), nullable=False),
        sa.Column("legal_basis", sa.String(length=200), nullable=True),
        sa.Column("document_kind_id", sa.Integer(), nullable=True),
        sa.Column("document_no", sa.String(length=60), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column(
            "asylum_stage",
            sa.Enum(
                "NONE",
                "FIRST_APPLICATION",
                "HEARING_DONE",
                "POSITIVE",
                "NEGATIVE",
                "APPEAL",
                "SUBSEQUENT_APPLICATION",
                "DUBLIN",
                "FINAL_NEGATIVE",
                name="asylumstage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("toleration_reason_id", sa.Integer(), nullable=True),
        sa.Column(
            "work_permission",
            sa.Enum(
                "UNKNOWN",
                "ALLOWED",
                "APPROVAL_NEEDED",
                "PROHIBITED",
                name="workpermission",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("residence_obligation", sa.String(length=200), nullable=True),
        sa.Column("residence_obligation_until", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "expires_on IS NULL OR issued_on IS NULL OR expires_on >= issued_on",
            name=op.f("ck_residence_status_expires_on_not_before_issued_on"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_residence_status_valid_to_after_valid_from"),
        ),
        sa.ForeignKeyConstraint(
            ["document_kind_id"],
            ["document_kind.id"],
            name=op.f("fk_residence_status_document_kind_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_residence_status_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["residence_title_id"],
            ["residence_title.id"],
            name=op.f("fk_residence_status_residence_title_id"),
        ),
        sa.ForeignKeyConstraint(
            ["toleration_reason_id"],
            ["toleration_reason.id"],
            name=op.f("fk_residence_status_toleration_reason_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residence_status")),
    )
    with op.batch_alter_table("residence_status", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_residence_status_document_kind_id"), ["document_kind_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_residence_status_expires_on"), ["expires_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_residence_status_person_id_valid_from"),
            ["person_id", "valid_from"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_residence_status_residence_title_id"),
            ["residence_title_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_residence_status_toleration_reason_id"),
            ["toleration_reason_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_residence_status_valid_from_id"), ["valid_from", "id"], unique=False
        )

    op.create_table(
        "responsibility",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "deputy_id IS NULL OR deputy_id <> worker_id",
            name=op.f("ck_responsibility_deputy_is_somebody_else"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_responsibility_valid_to_after_valid_from"),
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["staff.id"], name=op.f("fk_responsibility_deputy_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_responsibility_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["staff.id"], name=op.f("fk_responsibility_worker_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responsibility")),
    )
    with op.batch_alter_table("responsibility", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_responsibility_deputy_id"), ["deputy_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_responsibility_person_id_valid_from"),
            ["person_id", "valid_from"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_responsibility_valid_from_id"), ["valid_from", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_responsibility_worker_id"), ["worker_id"], unique=False
        )

    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("job", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=True),
        sa.Column("phone", sa.String(length=80), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_contact_partner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_job"), ["job"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_partner_id"), ["partner_id"], unique=False)

    op.create_table(
        "eviction_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["eviction_case.id"],
            name=op.f("fk_eviction_person_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_eviction_person_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eviction_person")),
        sa.UniqueConstraint(
            "case_id", "person_id", name=op.f("uq_eviction_person_case_id_person_id")
        ),
    )
    with op.batch_alter_table("eviction_person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_eviction_person_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "goal_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("starting_point", sa.Text(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("signed_client_on", sa.Date(), nullable=True),
        sa.Column("signed_worker_on", sa.Date(), nullable=True),
        sa.Column("copy_given_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "copy_given_on IS NULL OR agreed_on IS NULL OR copy_given_on >= agreed_on",
            name=op.f("ck_goal_agreement_copy_given_on_not_before_agreed_on"),
        ),
        sa.CheckConstraint(
            "review_on IS NULL OR agreed_on IS NULL OR review_on >= agreed_on",
            name=op.f("ck_goal_agreement_review_on_not_before_agreed_on"),
        ),
        sa.CheckConstraint(
            "signed_client_on IS NULL OR agreed_on IS NULL OR signed_client_on >= agreed_on",
            name=op.f("ck_goal_agreement_signed_client_on_not_before_agreed_on"),
        ),
        sa.CheckConstraint(
            "signed_worker_on IS NULL OR agreed_on IS NULL OR signed_worker_on >= agreed_on",
            name=op.f("ck_goal_agreement_signed_worker_on_not_before_agreed_on"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_goal_agreement_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["counselling_session.id"], name=op.f("fk_goal_agreement_session_id")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["staff.id"], name=op.f("fk_goal_agreement_worker_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_agreement")),
    )
    with op.batch_alter_table("goal_agreement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_goal_agreement_agreed_on_id"), ["agreed_on", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_goal_agreement_person_id_agreed_on"),
            ["person_id", "agreed_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_goal_agreement_review_on"), ["review_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_goal_agreement_session_id"), ["session_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_goal_agreement_worker_id"), ["worker_id"], unique=False
        )

    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("target_group_id", sa.Integer(), nullable=True),
        sa.Column("requirements", sa.Text(), nullable=True),
        sa.Column("registration", sa.Text(), nullable=True),
        sa.Column("cost", sa.String(length=200), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column(
            "sort_text",
            sa.String(length=160),
            sa.Computed("substr(search_text, 1, 160)", persisted=True),
            nullable=False,
        ),
        sa.CheckConstraint(
            "capacity IS NULL OR capacity >= 0", name=op.f("ck_offer_capacity_not_negative")
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_offer_partner_id")),
        sa.ForeignKeyConstraint(
            ["target_group_id"], ["target_group.id"], name=op.f("fk_offer_target_group_id")
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_offer_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_sort_text"), ["sort_text"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_offer_target_group_id"), ["target_group_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_offer_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "session_attendee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "CLIENT",
                "FAMILY",
                "WORKER",
                "INTERPRETER",
                "PARTNER",
                "OTHER",
                name="attendeekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["counselling_session.id"],
            name=op.f("fk_session_attendee_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_attendee")),
    )
    with op.batch_alter_table("session_attendee", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_attendee_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "session_handout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_session_handout_partner_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["counselling_session.id"],
            name=op.f("fk_session_handout_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_handout")),
        sa.UniqueConstraint(
            "session_id", "partner_id", name=op.f("uq_session_handout_session_id_partner_id")
        ),
    )
    with op.batch_alter_table("session_handout", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_handout_partner_id"), ["partner_id"], unique=False
        )

    op.create_table(
        "session_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["counselling_session.id"],
            name=op.f("fk_session_topic_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_session_topic_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_topic")),
        sa.UniqueConstraint(
            "session_id", "topic_id", name=op.f("uq_session_topic_session_id_topic_id")
        ),
    )
    with op.batch_alter_table("session_topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_topic_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column(
            "doer",
            sa.Enum(
                "CLIENT",
                "OFFICE",
                "PARTNER",
                name="doer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("doer_name", sa.String(length=80), nullable=True),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "OPEN",
                "IN_PROGRESS",
                "DONE",
                "POSTPONED",
                "NOT_POSSIBLE",
                name="taskstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "done_on IS NULL OR state IN ('DONE', 'NOT_POSSIBLE')",
            name=op.f("ck_task_done_on_when_closed"),
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_task_partner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_task_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["counselling_session.id"], name=op.f("fk_task_session_id")
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["staff.id"], name=op.f("fk_task_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_due_on_id"), ["due_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_session_id"), ["session_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_worker_id"), ["worker_id"], unique=False)

    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("building_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("floor", sa.String(length=20), nullable=True),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column(
            "usage_form",
            sa.Enum(
                "ROOM",
                "SHARED_FLAT",
                "OWN_FLAT",
                name="usageform",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "designation",
            sa.Enum(
                "MIXED",
                "WOMEN",
                "MEN",
                "FAMILY",
                "RESERVE",
                name="designation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("nominal_capacity", sa.Integer(), nullable=False),
        sa.Column("realistic_capacity", sa.Integer(), nullable=False),
        sa.Column("is_blocked", sa.Boolean(), nullable=False),
        sa.Column("blocked_reason", sa.String(length=200), nullable=True),
        sa.Column("is_barrier_free", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column(
            "sort_text",
            sa.String(length=160),
            sa.Computed("substr(search_text, 1, 160)", persisted=True),
            nullable=False,
        ),
        sa.CheckConstraint(
            "NOT is_blocked OR blocked_reason IS NOT NULL", name=op.f("ck_unit_blocked_with_reason")
        ),
        sa.CheckConstraint("area IS NULL OR area > 0", name=op.f("ck_unit_area_positive")),
        sa.CheckConstraint(
            "nominal_capacity >= 0", name=op.f("ck_unit_nominal_capacity_not_negative")
        ),
        sa.CheckConstraint(
            "realistic_capacity >= 0 AND realistic_capacity <= nominal_capacity",
            name=op.f("ck_unit_realistic_capacity_within_nominal"),
        ),
        sa.ForeignKeyConstraint(["building_id"], ["building.id"], name=op.f("fk_unit_building_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("building_id", "number", name=op.f("uq_unit_building_id_number")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_sort_text"), ["sort_text"], unique=False)

    op.create_table(
        "goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("life_area_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("starting_point", sa.Text(), nullable=True),
        sa.Column("target_date", sa.Date(), nullable=True),
        sa.Column("contribution_client", sa.Text(), nullable=True),
        sa.Column("contribution_office", sa.Text(), nullable=True),
        sa.Column("contribution_partner", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "AGREED",
                "ACTIVE",
                "ACHIEVED",
                "PARTLY",
                "NOT_ACHIEVED",
                "WITHDRAWN",
                name="goalstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("attainment", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "attainment IS NULL OR attainment BETWEEN 0 AND 4",
            name=op.f("ck_goal_attainment_0_to_4"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["goal_agreement.id"], name=op.f("fk_goal_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["life_area_id"], ["life_area.id"], name=op.f("fk_goal_life_area_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_life_area_id"), ["life_area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_target_date"), ["target_date"], unique=False)

    op.create_table(
        "stay",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("reason_id", sa.Integer(), nullable=True),
        sa.Column(
            "placement_basis",
            sa.Enum(
                "ORDER_LAW",
                "ASYLUM_SEEKERS_BENEFITS",
                "SOCIAL_ASSISTANCE",
                "CONTRACT",
                "UNKNOWN",
                name="placementbasis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("destination_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "destination_id IS NULL OR valid_to IS NOT NULL",
            name=op.f("ck_stay_destination_after_leaving"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_stay_valid_to_after_valid_from"),
        ),
        sa.ForeignKeyConstraint(
            ["destination_id"], ["stay_destination.id"], name=op.f("fk_stay_destination_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_stay_person_id")),
        sa.ForeignKeyConstraint(["reason_id"], ["stay_reason.id"], name=op.f("fk_stay_reason_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_stay_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay")),
    )
    with op.batch_alter_table("stay", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_stay_destination_id"), ["destination_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_stay_person_id_valid_from"), ["person_id", "valid_from"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_stay_reason_id"), ["reason_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stay_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_stay_valid_from_id"), ["valid_from", "id"], unique=False
        )

    op.create_table(
        "goal_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column(
            "doer",
            sa.Enum(
                "CLIENT",
                "OFFICE",
                "PARTNER",
                name="doer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("doer_name", sa.String(length=80), nullable=True),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "OPEN",
                "IN_PROGRESS",
                "DONE",
                "POSTPONED",
                "NOT_POSSIBLE",
                name="taskstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goal.id"], name=op.f("fk_goal_step_goal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_step")),
    )
    with op.batch_alter_table("goal_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_step_goal_id"), ["goal_id"], unique=False)
    for statement in AUDIT_TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("goal_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_step_goal_id"))

    op.drop_table("goal_step")
    with op.batch_alter_table("stay", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stay_valid_from_id"))
        batch_op.drop_index(batch_op.f("ix_stay_unit_id"))
        batch_op.drop_index(batch_op.f("ix_stay_reason_id"))
        batch_op.drop_index(batch_op.f("ix_stay_person_id_valid_from"))
        batch_op.drop_index(batch_op.f("ix_stay_destination_id"))

    op.drop_table("stay")
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_target_date"))
        batch_op.drop_index(batch_op.f("ix_goal_state"))
        batch_op.drop_index(batch_op.f("ix_goal_life_area_id"))
        batch_op.drop_index(batch_op.f("ix_goal_agreement_id"))

    op.drop_table("goal")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_sort_text"))

    op.drop_table("unit")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_worker_id"))
        batch_op.drop_index(batch_op.f("ix_task_state"))
        batch_op.drop_index(batch_op.f("ix_task_session_id"))
        batch_op.drop_index(batch_op.f("ix_task_person_id"))
        batch_op.drop_index(batch_op.f("ix_task_partner_id"))
        batch_op.drop_index(batch_op.f("ix_task_due_on_id"))

    op.drop_table("task")
    with op.batch_alter_table("session_topic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_topic_topic_id"))

    op.drop_table("session_topic")
    with op.batch_alter_table("session_handout", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_handout_partner_id"))

    op.drop_table("session_handout")
    with op.batch_alter_table("session_attendee", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_attendee_session_id"))

    op.drop_table("session_attendee")
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_topic_id"))
        batch_op.drop_index(batch_op.f("ix_offer_target_group_id"))
        batch_op.drop_index(batch_op.f("ix_offer_sort_text"))
        batch_op.drop_index(batch_op.f("ix_offer_partner_id"))
        batch_op.drop_index(batch_op.f("ix_offer_name"))

    op.drop_table("offer")
    with op.batch_alter_table("goal_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_agreement_worker_id"))
        batch_op.drop_index(batch_op.f("ix_goal_agreement_session_id"))
        batch_op.drop_index(batch_op.f("ix_goal_agreement_review_on"))
        batch_op.drop_index(batch_op.f("ix_goal_agreement_person_id_agreed_on"))
        batch_op.drop_index(batch_op.f("ix_goal_agreement_agreed_on_id"))

    op.drop_table("goal_agreement")
    with op.batch_alter_table("eviction_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_eviction_person_person_id"))

    op.drop_table("eviction_person")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_partner_id"))
        batch_op.drop_index(batch_op.f("ix_contact_job"))

    op.drop_table("contact")
    with op.batch_alter_table("responsibility", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_responsibility_worker_id"))
        batch_op.drop_index(batch_op.f("ix_responsibility_valid_from_id"))
        batch_op.drop_index(batch_op.f("ix_responsibility_person_id_valid_from"))
        batch_op.drop_index(batch_op.f("ix_responsibility_deputy_id"))

    op.drop_table("responsibility")
    with op.batch_alter_table("residence_status", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_residence_status_valid_from_id"))
        batch_op.drop_index(batch_op.f("ix_residence_status_toleration_reason_id"))
        batch_op.drop_index(batch_op.f("ix_residence_status_residence_title_id"))
        batch_op.drop_index(batch_op.f("ix_residence_status_person_id_valid_from"))
        batch_op.drop_index(batch_op.f("ix_residence_status_expires_on"))
        batch_op.drop_index(batch_op.f("ix_residence_status_document_kind_id"))

    op.drop_table("residence_status")
    with op.batch_alter_table("person_vulnerability", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_vulnerability_vulnerability_id"))

    op.drop_table("person_vulnerability")
    with op.batch_alter_table("person_target_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_target_group_valid_from_id"))
        batch_op.drop_index(batch_op.f("ix_person_target_group_target_group_id"))
        batch_op.drop_index(batch_op.f("ix_person_target_group_person_id_valid_from"))

    op.drop_table("person_target_group")
    with op.batch_alter_table("person_nationality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_nationality_country_id"))

    op.drop_table("person_nationality")
    with op.batch_alter_table("person_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_name_person_id"))

    op.drop_table("person_name")
    with op.batch_alter_table("person_language", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_language_language_id"))

    op.drop_table("person_language")
    with op.batch_alter_table("person_alert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_alert_person_id"))

    op.drop_table("person_alert")
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_sort_text"))
        batch_op.drop_index(batch_op.f("ix_partner_name"))
        batch_op.drop_index(batch_op.f("ix_partner_checked_on"))
        batch_op.drop_index(batch_op.f("ix_partner_category_id"))

    op.drop_table("partner")
    with op.batch_alter_table("household_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_household_member_role_id"))
        batch_op.drop_index(batch_op.f("ix_household_member_person_id_valid_from"))
        batch_op.drop_index(batch_op.f("ix_household_member_household_id"))

    op.drop_table("household_member")
    with op.batch_alter_table("eviction_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_eviction_case_worker_id"))
        batch_op.drop_index(batch_op.f("ix_eviction_case_state"))
        batch_op.drop_index(batch_op.f("ix_eviction_case_source_id"))
        batch_op.drop_index(batch_op.f("ix_eviction_case_sort_text"))
        batch_op.drop_index(batch_op.f("ix_eviction_case_received_on_id"))
        batch_op.drop_index(batch_op.f("ix_eviction_case_person_id"))
        batch_op.drop_index(batch_op.f("ix_eviction_case_household_id"))
        batch_op.drop_index(batch_op.f("ix_eviction_case_court_reference"))
        batch_op.drop_index(batch_op.f("ix_eviction_case_cause_id"))

    op.drop_table("eviction_case")
    with op.batch_alter_table("counselling_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_counselling_session_worker_id_held_on"))
        batch_op.drop_index(batch_op.f("ix_counselling_session_place_id"))
        batch_op.drop_index(batch_op.f("ix_counselling_session_person_id_held_on"))
        batch_op.drop_index(batch_op.f("ix_counselling_session_language_id"))
        batch_op.drop_index(batch_op.f("ix_counselling_session_held_on_id"))

    op.drop_table("counselling_session")
    op.drop_table("building")
    with op.batch_alter_table("benefit_period", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_benefit_period_valid_from_id"))
        batch_op.drop_index(batch_op.f("ix_benefit_period_person_id_valid_from"))
        batch_op.drop_index(batch_op.f("ix_benefit_period_benefit_law_id"))

    op.drop_table("benefit_period")
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topic_sort_order"))
        batch_op.drop_index(batch_op.f("ix_topic_criterion_id"))

    op.drop_table("topic")
    op.drop_table("staff_role")
    with op.batch_alter_table("staff_language", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_language_language_id"))

    op.drop_table("staff_language")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_started_at"))
        batch_op.drop_index(batch_op.f("ix_sign_in_staff_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("residence_title", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_residence_title_target_group_id"))
        batch_op.drop_index(batch_op.f("ix_residence_title_sort_order"))

    op.drop_table("residence_title")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_sort_text"))
        batch_op.drop_index(batch_op.f("ix_person_origin_country_id"))
        batch_op.drop_index(batch_op.f("ix_person_family_name_given_name_id"))
        batch_op.drop_index(batch_op.f("ix_person_closing_reason_id"))
        batch_op.drop_index(batch_op.f("ix_person_case_status"))
        batch_op.drop_index(batch_op.f("ix_person_birth_date"))
        batch_op.drop_index(batch_op.f("ix_person_bamf_ref"))
        batch_op.drop_index(batch_op.f("ix_person_azr_no"))

    op.drop_table("person")
    with op.batch_alter_table("partner_category", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_category_sort_order"))
        batch_op.drop_index(batch_op.f("ix_partner_category_criterion_id"))

    op.drop_table("partner_category")
    op.drop_table("office_hour")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_table_name_record_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_staff_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_at_id"))

    op.drop_table("audit_entry")
    with op.batch_alter_table("accommodation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accommodation_sort_text"))
        batch_op.drop_index(batch_op.f("ix_accommodation_name"))
        batch_op.drop_index(batch_op.f("ix_accommodation_kind_id"))

    op.drop_table("accommodation")
    with op.batch_alter_table("vulnerability", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vulnerability_sort_order"))

    op.drop_table("vulnerability")
    with op.batch_alter_table("toleration_reason", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_toleration_reason_sort_order"))

    op.drop_table("toleration_reason")
    with op.batch_alter_table("target_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_group_sort_order"))

    op.drop_table("target_group")
    with op.batch_alter_table("stay_reason", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stay_reason_sort_order"))

    op.drop_table("stay_reason")
    with op.batch_alter_table("stay_destination", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stay_destination_sort_order"))

    op.drop_table("stay_destination")
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_deputy_id"))

    op.drop_table("staff")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_username_hash"))
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_failed_at"))

    op.drop_table("sign_in_attempt")
    with op.batch_alter_table("session_place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_place_sort_order"))

    op.drop_table("session_place")
    with op.batch_alter_table("office_location", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_location_sort_order"))

    op.drop_table("office_location")
    op.drop_table("municipality")
    with op.batch_alter_table("life_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_life_area_sort_order"))

    op.drop_table("life_area")
    with op.batch_alter_table("language", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_language_sort_order"))

    op.drop_table("language")
    with op.batch_alter_table("household_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_household_role_sort_order"))

    op.drop_table("household_role")
    with op.batch_alter_table("household", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_household_sort_text"))
        batch_op.drop_index(batch_op.f("ix_household_label"))

    op.drop_table("household")
    with op.batch_alter_table("eviction_source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_eviction_source_sort_order"))

    op.drop_table("eviction_source")
    with op.batch_alter_table("eviction_cause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_eviction_cause_sort_order"))

    op.drop_table("eviction_cause")
    with op.batch_alter_table("document_kind", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_kind_sort_order"))

    op.drop_table("document_kind")
    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_criterion_sort_order"))

    op.drop_table("criterion")
    with op.batch_alter_table("country", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_country_sort_order"))

    op.drop_table("country")
    with op.batch_alter_table("closing_reason", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closing_reason_sort_order"))

    op.drop_table("closing_reason")
    with op.batch_alter_table("benefit_law", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_benefit_law_sort_order"))

    op.drop_table("benefit_law")
    with op.batch_alter_table("accommodation_kind", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accommodation_kind_sort_order"))

    op.drop_table("accommodation_kind")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS audit_entry_is_final")
