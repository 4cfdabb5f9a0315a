"""The document register, signatures, and the files that are kept sealed beside the database."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "PROTOCOL",
                "AGREEMENT",
                "ADDENDUM",
                "OTHER",
                name="documentkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "ISSUED",
                "SIGNED",
                "REFUSED",
                "REPLACED",
                name="documentstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("goal_agreement_id", sa.Integer(), nullable=True),
        sa.Column("eviction_case_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("is_sealed", sa.Boolean(), nullable=False),
        sa.Column("seal_fingerprint", sa.String(length=64), nullable=True),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("copy_given_on", sa.Date(), nullable=True),
        sa.Column("copy_given_by_id", sa.Integer(), nullable=True),
        sa.Column("refusal_reason", sa.String(length=200), nullable=True),
        sa.Column("refused_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN session_id IS NULL THEN 0 ELSE 1 END + CASE WHEN goal_agreement_id IS NULL THEN 0 ELSE 1 END + CASE WHEN eviction_case_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_document_of_one_record"),
        ),
        sa.CheckConstraint("pages > 0", name=op.f("ck_document_at_least_one_page")),
        sa.ForeignKeyConstraint(
            ["copy_given_by_id"], ["staff.id"], name=op.f("fk_document_copy_given_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["eviction_case_id"], ["eviction_case.id"], name=op.f("fk_document_eviction_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["goal_agreement_id"], ["goal_agreement.id"], name=op.f("fk_document_goal_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["staff.id"], name=op.f("fk_document_issued_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_document_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["counselling_session.id"], name=op.f("fk_document_session_id")
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["staff.id"], name=op.f("fk_document_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("number", name=op.f("uq_document_number")),
    )
    op.create_index("ix_document_copy_given_by_id", "document", ["copy_given_by_id"])
    op.create_index("ix_document_eviction_case_id", "document", ["eviction_case_id"])
    op.create_index("ix_document_goal_agreement_id", "document", ["goal_agreement_id"])
    op.create_index("ix_document_issued_at_id", "document", ["issued_at", "id"])
    op.create_index("ix_document_issued_by_id", "document", ["issued_by_id"])
    op.create_index("ix_document_person_id", "document", ["person_id"])
    op.create_index("ix_document_seal_fingerprint", "document", ["seal_fingerprint"])
    op.create_index("ix_document_session_id", "document", ["session_id"])
    op.create_index("ix_document_worker_id_state", "document", ["worker_id", "state"])
    op.create_table(
        "document_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column(
            "party",
            sa.Enum(
                "CLIENT",
                "WORKER",
                "INTERPRETER",
                "OTHER",
                name="party",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "SCREEN",
                "INK",
                name="signaturekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=True),
        sa.Column("document_hash", sa.String(length=64), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'SCREEN') = (image IS NOT NULL)",
            name=op.f("ck_document_signature_image_when_on_screen"),
        ),
        sa.CheckConstraint("line >= 0", name=op.f("ck_document_signature_line_counts_from_zero")),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_document_signature_document_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_document_signature_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_signature")),
        sa.UniqueConstraint(
            "document_id", "line", name=op.f("uq_document_signature_document_id_line")
        ),
    )
    op.create_index(
        "ix_document_signature_recorded_by_id", "document_signature", ["recorded_by_id"]
    )
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "PAPER",
                "SCAN",
                name="filepurpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("mime", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
        sa.Column("stored_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_stored_file_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["stored_by_id"], ["staff.id"], name=op.f("fk_stored_file_stored_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("name", name=op.f("uq_stored_file_name")),
    )
    op.create_index("ix_stored_file_document_id", "stored_file", ["document_id"])
    op.create_index("ix_stored_file_sha256", "stored_file", ["sha256"])
    op.create_index("ix_stored_file_stored_by_id", "stored_file", ["stored_by_id"])


def downgrade() -> None:
    op.drop_table("stored_file")
    op.drop_table("document_signature")
    op.drop_table("document")
