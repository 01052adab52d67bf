"""accounts: codes sent by mail, so that one signs in without a password."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1840"
down_revision = "20261124_1830"


def upgrade() -> None:
    op.create_table(
        "sign_in_code",
        sa.Column("request_sha256", sa.String(length=64), nullable=False),
        sa.Column("code_sha256", sa.String(length=64), nullable=False),
        sa.Column("link_sha256", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_sign_in_code_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_sha256", name=op.f("pk_sign_in_code")),
        sa.UniqueConstraint("link_sha256", name=op.f("uq_sign_in_code_link_sha256")),
    )
    op.create_index("ix_sign_in_code_person_id", "sign_in_code", ["person_id"], unique=False)
    op.create_index("ix_sign_in_code_expires_at", "sign_in_code", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_table("sign_in_code")
