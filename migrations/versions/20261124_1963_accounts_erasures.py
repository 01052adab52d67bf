"""accounts: who asked to be forgotten, so that it is done after two weeks and again after a restore."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1963"
down_revision = "20261124_1962"


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_erasure_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_erasure")),
    )
    op.create_index("ix_erasure_due_at", "erasure", ["due_at"], unique=False)


def downgrade() -> None:
    op.drop_table("erasure")
