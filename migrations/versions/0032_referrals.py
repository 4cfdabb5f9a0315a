"""Referrals with their steps, consents to pass data on, and their papers in the register."""

import sqlalchemy as sa
from alembic import op

from migrations.checks import recheck

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

KINDS = "'PROTOCOL', 'AGREEMENT', 'ADDENDUM', 'OTHER'"
RECORDS = ("session_id", "goal_agreement_id", "eviction_case_id")
# Tables with a computed column, and those that others hang on, are changed in place.
NEW_COLUMNS = (("document", "referral"), ("document", "consent"), ("task", "referral"))


def one_of(columns: tuple[str, ...]) -> str:
    return " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in columns) + " = 1"


CHECKS = (
    ("documentkind", f"kind IN ({KINDS})", f"kind IN ({KINDS}, 'REFERRAL', 'CONSENT')"),
    ("of_one_record", one_of(RECORDS), one_of((*RECORDS, "referral_id", "consent_id"))),
)


def upgrade() -> None:
    make_tables()
    for table, target in NEW_COLUMNS:
        column = f"{target}_id"
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER"
            f" CONSTRAINT fk_{table}_{column} REFERENCES {target} (id)"
        )
        op.create_index(f"ix_{table}_{column}", table, [column])
    for name, before, after in CHECKS:
        recheck("document", name, before, after)


def make_tables() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("data_note", sa.String(length=200), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column(
            "form",
            sa.Enum(
                "WRITTEN",
                "ELECTRONIC",
                "ORAL",
                name="consentform",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("interpreter", sa.String(length=80), nullable=True),
        sa.Column("has_name", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_birth_date", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_address", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_phone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_languages", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_residence_status", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_concern", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_health", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_until IS NULL OR given_on IS NULL OR valid_until >= given_on",
            name=op.f("ck_consent_valid_until_not_before_given_on"),
        ),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR given_on IS NULL OR withdrawn_on >= given_on",
            name=op.f("ck_consent_withdrawn_on_not_before_given_on"),
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_consent_partner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["staff.id"], name=op.f("fk_consent_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_given_on_id", "consent", ["given_on", "id"])
    op.create_index("ix_consent_partner_id", "consent", ["partner_id"])
    op.create_index("ix_consent_person_id_partner_id", "consent", ["person_id", "partner_id"])
    op.create_index("ix_consent_worker_id", "consent", ["worker_id"])

    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column(
            "basis",
            sa.Enum(
                "NONE",
                "CONSENT",
                "LAW",
                name="transferbasis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("consent_id", sa.Integer(), nullable=True),
        sa.Column("law", sa.String(length=200), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "ADVISED",
                "CONTACTED",
                "BOOKED",
                "ATTENDED",
                "MISSED",
                "DECLINED",
                "DONE",
                name="referralstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column("booked_time", sa.Time(), nullable=True),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("attended_on", sa.Date(), nullable=True),
        sa.Column(
            "result",
            sa.Enum(
                "SOLVED",
                "IN_CARE",
                "PARTLY",
                "NO_HELP",
                name="referralresult",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "decline_reason",
            sa.Enum(
                "CLIENT_DECLINED",
                "NO_PLACE",
                "NOT_RESPONSIBLE",
                "OTHER",
                name="declinereason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("result_note", sa.Text(), nullable=True),
        sa.Column("has_name", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_birth_date", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_address", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_phone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_languages", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_residence_status", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_concern", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_health", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_referral_appointment_id")
        ),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name=op.f("fk_referral_consent_id")
        ),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goal.id"], name=op.f("fk_referral_goal_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_referral_offer_id")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_referral_partner_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_referral_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["counselling_session.id"], name=op.f("fk_referral_session_id")
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_referral_topic_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["staff.id"], name=op.f("fk_referral_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_index("ix_referral_appointment_id", "referral", ["appointment_id"])
    op.create_index("ix_referral_consent_id", "referral", ["consent_id"])
    op.create_index("ix_referral_goal_id", "referral", ["goal_id"])
    op.create_index("ix_referral_offer_id", "referral", ["offer_id"])
    op.create_index("ix_referral_partner_id_referred_on", "referral", ["partner_id", "referred_on"])
    op.create_index("ix_referral_person_id_referred_on", "referral", ["person_id", "referred_on"])
    op.create_index("ix_referral_referred_on_id", "referral", ["referred_on", "id"])
    op.create_index("ix_referral_session_id", "referral", ["session_id"])
    op.create_index("ix_referral_state_booked_on", "referral", ["state", "booked_on"])
    op.create_index("ix_referral_topic_id", "referral", ["topic_id"])
    op.create_index("ix_referral_worker_id_state", "referral", ["worker_id", "state"])

    op.create_table(
        "referral_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column(
            "came_from",
            sa.Enum(
                "ADVISED",
                "CONTACTED",
                "BOOKED",
                "ATTENDED",
                "MISSED",
                "DECLINED",
                "DONE",
                name="came_from",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "ADVISED",
                "CONTACTED",
                "BOOKED",
                "ATTENDED",
                "MISSED",
                "DECLINED",
                "DONE",
                name="referralstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column(
            "way",
            sa.Enum(
                "PHONE",
                "EMAIL",
                "LETTER",
                "IN_PERSON",
                "BY_CLIENT",
                name="contactway",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column(
            "basis",
            sa.Enum(
                "NONE",
                "CONSENT",
                "LAW",
                name="transferbasis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("passed", sa.String(length=200), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_referral_step_referral_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_referral_step_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_step")),
    )
    op.create_index("ix_referral_step_referral_id_id", "referral_step", ["referral_id", "id"])
    op.create_index("ix_referral_step_staff_id", "referral_step", ["staff_id"])
    op.create_index("ix_referral_step_taken_on_way", "referral_step", ["taken_on", "way"])


def downgrade() -> None:
    """Papers of referrals and consents go with them."""
    op.execute(
        "DELETE FROM stored_file WHERE document_id IN (SELECT id FROM document"
        " WHERE referral_id IS NOT NULL OR consent_id IS NOT NULL)"
    )
    op.execute("DELETE FROM document WHERE referral_id IS NOT NULL OR consent_id IS NOT NULL")
    for name, before, after in CHECKS:
        recheck("document", name, after, before)
    for table, target in reversed(NEW_COLUMNS):
        op.drop_index(f"ix_{table}_{target}_id", table)
        op.execute(f"ALTER TABLE {table} DROP COLUMN {target}_id")
    for table in ("referral_step", "referral", "consent"):
        op.drop_table(table)
