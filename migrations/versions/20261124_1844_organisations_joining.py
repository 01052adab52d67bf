"""organisations: people ask to belong to a body, choose whether it names them, and describe it."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1844"
down_revision = "20261124_1843"


def upgrade() -> None:
    with op.batch_alter_table("organisation") as organisation:
        organisation.add_column(sa.Column("skills", sa.JSON(), nullable=False, server_default="[]"))
        organisation.add_column(
            sa.Column("version", sa.Integer(), nullable=False, server_default="1")
        )
    with op.batch_alter_table("membership") as membership:
        membership.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
        membership.add_column(sa.Column("message", sa.Text(), nullable=True))
        membership.add_column(
            sa.Column("is_listed", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        membership.alter_column(
            "invited_at", existing_type=sa.DateTime(timezone=True), nullable=True
        )
        membership.create_check_constraint(
            op.f("ck_membership_somebody_began_it"),
            "invited_at IS NOT NULL OR asked_at IS NOT NULL",
        )
    # The defaults filled the rows that were there; from now on the application says.
    with op.batch_alter_table("organisation") as organisation:
        organisation.alter_column("skills", server_default=None)
        organisation.alter_column("version", server_default=None)
    with op.batch_alter_table("membership") as membership:
        membership.alter_column("is_listed", server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM membership WHERE invited_at IS NULL")
    with op.batch_alter_table("membership") as membership:
        membership.drop_constraint(op.f("ck_membership_somebody_began_it"), type_="check")
        membership.alter_column(
            "invited_at", existing_type=sa.DateTime(timezone=True), nullable=False
        )
        membership.drop_column("is_listed")
        membership.drop_column("message")
        membership.drop_column("asked_at")
    with op.batch_alter_table("organisation") as organisation:
        organisation.drop_column("version")
        organisation.drop_column("skills")
