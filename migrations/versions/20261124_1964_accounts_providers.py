"""accounts: links to a provider's identities, so that one signs in with SPID or CIE."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1964"
down_revision = "20261124_1963"


def upgrade() -> None:
    op.create_table(
        "external_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject_hmac", sa.String(length=64), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_external_identity_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_identity")),
        sa.UniqueConstraint(
            "issuer", "subject_hmac", name=op.f("uq_external_identity_issuer_subject_hmac")
        ),
        sa.UniqueConstraint(
            "person_id", "issuer", name=op.f("uq_external_identity_person_id_issuer")
        ),
    )


def downgrade() -> None:
    op.drop_table("external_identity")
