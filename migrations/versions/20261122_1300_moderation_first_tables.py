"""moderation: reports, decisions and appeals."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_1300"
down_revision = "20261122_1200"


def upgrade() -> None:
    op.create_table(
        "moderation_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=True),
        sa.Column("rule", sa.String(length=300), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("effect", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "decided_by_id IS NOT NULL OR origin = 'automatic'",
            name=op.f("ck_moderation_decision_a_person_decides"),
        ),
        sa.CheckConstraint(
            "verdict IN ('nothing_wrong', 'restore') OR (ground IS NOT NULL AND rule <> '' AND facts <> '')",
            name=op.f("ck_moderation_decision_a_restriction_has_reasons"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_moderation_decision_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["person.id"],
            name=op.f("fk_moderation_decision_decided_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_decision")),
        sa.UniqueConstraint(
            "id", "decided_by_id", name=op.f("uq_moderation_decision_id_decided_by_id")
        ),
    )
    op.create_index(
        op.f("ix_moderation_decision_author_id"), "moderation_decision", ["author_id"], unique=False
    )
    op.create_index(
        "ix_moderation_decision_decided_at",
        "moderation_decision",
        ["decided_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_moderation_decision_decided_by_id"),
        "moderation_decision",
        ["decided_by_id"],
        unique=False,
    )
    op.create_index(
        "ix_moderation_decision_subject",
        "moderation_decision",
        ["subject_kind", "subject_id", "id"],
        unique=False,
    )
    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("first_decider_id", sa.Integer(), nullable=True),
        sa.Column("appellant_id", sa.Integer(), nullable=True),
        sa.Column("appellant_key", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_by_id IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_appeal_an_outcome_has_a_decider"),
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR first_decider_id IS NULL OR decided_by_id <> first_decider_id",
            name=op.f("ck_appeal_another_person_decides"),
        ),
        sa.ForeignKeyConstraint(
            ["appellant_id"],
            ["person.id"],
            name=op.f("fk_appeal_appellant_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_appeal_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id", "first_decider_id"],
            ["moderation_decision.id", "moderation_decision.decided_by_id"],
            name=op.f("fk_appeal_decision_id_first_decider_id_moderation_decision"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["moderation_decision.id"],
            name=op.f("fk_appeal_decision_id_moderation_decision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint(
            "decision_id", "appellant_key", name=op.f("uq_appeal_decision_id_appellant_key")
        ),
    )
    op.create_index(op.f("ix_appeal_appellant_id"), "appeal", ["appellant_id"], unique=False)
    op.create_index(op.f("ix_appeal_decided_by_id"), "appeal", ["decided_by_id"], unique=False)
    op.create_index(
        op.f("ix_appeal_first_decider_id"), "appeal", ["first_decider_id"], unique=False
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("reporter_email", sa.String(length=320), nullable=True),
        sa.Column("sender_sha256", sa.String(length=64), nullable=True),
        sa.Column("receipt", sa.String(length=20), nullable=False),
        sa.Column("is_trusted", sa.Boolean(), nullable=False),
        sa.Column("about_consortium", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["moderation_decision.id"],
            name=op.f("fk_report_decision_id_moderation_decision"),
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"],
            ["person.id"],
            name=op.f("fk_report_reporter_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("receipt", name=op.f("uq_report_receipt")),
    )
    op.create_index(op.f("ix_report_decision_id"), "report", ["decision_id"], unique=False)
    op.create_index(
        "ix_report_reporter_id_created_at", "report", ["reporter_id", "created_at"], unique=False
    )
    op.create_index(
        "ix_report_sender_sha256_created_at",
        "report",
        ["sender_sha256", "created_at"],
        unique=False,
    )
    op.create_index(
        "ix_report_subject", "report", ["subject_kind", "subject_id", "decision_id"], unique=False
    )
    op.create_index(
        "uq_report_open_reporter",
        "report",
        ["subject_kind", "subject_id", "reporter_id"],
        unique=True,
        sqlite_where=sa.text("decision_id IS NULL AND reporter_id IS NOT NULL"),
        postgresql_where=sa.text("decision_id IS NULL AND reporter_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("report")
    op.drop_table("appeal")
    op.drop_table("moderation_decision")
