"""processes: first tables, so that what is done together has phases and a promise."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1845"
down_revision = "20261124_1844"


def upgrade() -> None:
    op.create_table(
        "process",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipe", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("purpose_html", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("promise_by", sa.String(length=200), nullable=False),
        sa.Column("promise_due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("outcome_html", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'concluded' OR outcome <> ''", name=op.f("ck_process_ends_with_an_outcome")
        ),
        sa.CheckConstraint(
            "state <> 'stopped' OR state_reason <> ''",
            name=op.f("ck_process_no_stop_without_a_reason"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR (promise <> '' AND promise_by <> '' AND promise_due_on IS NOT NULL)",
            name=op.f("ck_process_opens_with_a_promise"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR opened_at IS NOT NULL", name=op.f("ck_process_opened_at_a_time")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_process_ends_after_it_starts")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_process_has_a_version")),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["person.id"],
            name=op.f("fk_process_author_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisation.id"], name=op.f("fk_process_owner_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territory.id"], name=op.f("fk_process_territory_id_territory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process")),
    )
    op.create_index("ix_process_author_id", "process", ["author_id"])
    op.create_index("ix_process_listing", "process", ["state", "starts_at", "id"])
    op.create_index("ix_process_owner_id", "process", ["owner_id"])
    op.create_index(
        "ix_process_territory_listing", "process", ["territory_id", "state", "starts_at", "id"]
    )
    op.create_table(
        "phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_phase_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["process.id"],
            name=op.f("fk_phase_process_id_process"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
        sa.UniqueConstraint("process_id", "position", name=op.f("uq_phase_process_id_position")),
    )
    op.create_index("ix_phase_present", "phase", ["process_id", "starts_at", "ends_at"])
    op.create_table(
        "process_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("visibility", sa.String(length=40), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "due_at IS NULL OR published_at IS NULL OR due_at > published_at",
            name=op.f("ck_process_document_due_after_it_is_published"),
        ),
        sa.CheckConstraint(
            "number >= 1 AND version_no >= 1", name=op.f("ck_process_document_counts_from_one")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["process.id"],
            name=op.f("fk_process_document_process_id_process"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_document")),
        sa.UniqueConstraint(
            "process_id", "number", name=op.f("uq_process_document_process_id_number")
        ),
    )
    op.create_table(
        "process_document_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["person.id"],
            name=op.f("fk_process_document_version_author_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["body_id"],
            ["organisation.id"],
            name=op.f("fk_process_document_version_body_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["process_document.id"],
            name=op.f("fk_process_document_version_document_id_process_document"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_document_version")),
        sa.UniqueConstraint(
            "document_id", "number", name=op.f("uq_process_document_version_document_id_number")
        ),
    )
    op.create_index(
        "ix_process_document_version_author_id", "process_document_version", ["author_id"]
    )
    op.create_index("ix_process_document_version_body_id", "process_document_version", ["body_id"])


def downgrade() -> None:
    op.drop_table("process_document_version")
    op.drop_table("process_document")
    op.drop_table("phase")
    op.drop_table("process")
