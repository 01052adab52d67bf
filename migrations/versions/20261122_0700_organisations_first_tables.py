"""organisations: bodies and those who act for them, so that a body speaks in its own name."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_0700"
down_revision = "20261122_0600"


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("runts_section", sa.String(length=40), nullable=True),
        sa.Column("fiscal_code", sa.String(length=16), nullable=True),
        sa.Column("comune_id", sa.Integer(), nullable=True),
        sa.Column("contact_email", sa.String(length=320), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("requested_by_id", sa.Integer(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind = 'informal_group' OR fiscal_code IS NOT NULL",
            name=op.f("ck_organisation_body_has_fiscal_code"),
        ),
        sa.CheckConstraint(
            "runts_section IS NULL OR kind IN ('association', 'cooperative_a', 'cooperative_b')",
            name=op.f("ck_organisation_section_of_third_sector"),
        ),
        sa.CheckConstraint(
            "state <> 'refused' OR reason IS NOT NULL",
            name=op.f("ck_organisation_refusal_has_reason"),
        ),
        sa.CheckConstraint(
            "state = 'requested' OR decided_at IS NOT NULL",
            name=op.f("ck_organisation_decision_has_date"),
        ),
        sa.ForeignKeyConstraint(
            ["comune_id"], ["territory.id"], name=op.f("fk_organisation_comune_id_territory")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["person.id"],
            name=op.f("fk_organisation_decided_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["requested_by_id"],
            ["person.id"],
            name=op.f("fk_organisation_requested_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("fiscal_code", name=op.f("uq_organisation_fiscal_code")),
    )
    op.create_index(op.f("ix_organisation_comune_id"), "organisation", ["comune_id"], unique=False)
    op.create_index(
        op.f("ix_organisation_decided_by_id"), "organisation", ["decided_by_id"], unique=False
    )
    op.create_index(
        "ix_organisation_directory", "organisation", ["state", "kind", "name", "id"], unique=False
    )
    op.create_index(
        op.f("ix_organisation_requested_by_id"), "organisation", ["requested_by_id"], unique=False
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from",
            name=op.f("ck_membership_ends_after_it_starts"),
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"],
            ["person.id"],
            name=op.f("fk_membership_invited_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_membership_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_membership_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "organisation_id", "person_id", name=op.f("uq_membership_organisation_id_person_id")
        ),
    )
    op.create_index(
        op.f("ix_membership_invited_by_id"), "membership", ["invited_by_id"], unique=False
    )
    op.create_index(
        "ix_membership_person", "membership", ["person_id", "organisation_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("membership")
    op.drop_table("organisation")
