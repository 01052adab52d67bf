"""accounts: changes of address that wait, so that both mailboxes say yes."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1937"
down_revision = "20261124_1917"


def upgrade() -> None:
    op.create_table(
        "address_change",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("new_email", sa.String(length=320), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("old_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("new_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_address_change_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_address_change")),
    )
    op.create_index("ix_address_change_expires_at", "address_change", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_table("address_change")
