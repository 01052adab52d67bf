"""accounts: how a verification was made and when it ends, so that many can be revoked at once."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1955"
down_revision = "20261124_1950"

_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("verification") as verification:
        verification.add_column(
            sa.Column("means", sa.String(length=40), nullable=False, server_default="desk")
        )
        verification.add_column(sa.Column("vouched_by_id", sa.Integer(), nullable=True))
        verification.add_column(sa.Column("expires_on", sa.Date(), nullable=True))
        verification.add_column(sa.Column("revoked_at", _WHEN, nullable=True))
    # Who was verified before has five years from then, as who is verified at a desk today.
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE verification SET expires_on = date(verified_at, '+1825 days')")
    else:
        op.execute("UPDATE verification SET expires_on = verified_at::date + 1825")
    with op.batch_alter_table("verification") as verification:
        verification.alter_column("means", server_default=None)
        verification.alter_column("expires_on", existing_type=sa.Date(), nullable=False)
        verification.create_check_constraint(
            op.f("ck_verification_a_body_vouches"),
            "(means = 'body') = (vouched_by_id IS NOT NULL)",
        )
        verification.create_index(op.f("ix_verification_expires_on"), ["expires_on"])
        verification.create_index("ix_verification_vouched_by", ["vouched_by_id", "verified_at"])
    op.create_table(
        "accreditation",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("given_at", _WHEN, nullable=False),
        sa.Column("ended_at", _WHEN, nullable=True),
        sa.CheckConstraint(
            "quota BETWEEN 1 AND 500", name=op.f("ck_accreditation_quota_has_an_end")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["person.id"], name=op.f("fk_accreditation_given_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_accreditation_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_accreditation")),
    )
    op.create_index(op.f("ix_accreditation_given_by_id"), "accreditation", ["given_by_id"])


def downgrade() -> None:
    op.drop_table("accreditation")
    with op.batch_alter_table("verification") as verification:
        verification.drop_index("ix_verification_vouched_by")
        verification.drop_index(op.f("ix_verification_expires_on"))
        verification.drop_constraint(op.f("ck_verification_a_body_vouches"), type_="check")
        verification.drop_column("revoked_at")
        verification.drop_column("expires_on")
        verification.drop_column("vouched_by_id")
        verification.drop_column("means")
