"""duties: who must do what by when, so that nothing is forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_0400"
down_revision = "20261122_0300"


def upgrade() -> None:
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("harm", sa.Integer(), nullable=False),
        sa.CheckConstraint("harm BETWEEN 0 AND 3", name=op.f("ck_duty_harm_is_0_to_3")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint(
            "kind", "subject_kind", "subject_id", name=op.f("uq_duty_kind_subject_kind_subject_id")
        ),
    )
    op.create_index("ix_duty_open", "duty", ["done_at", "harm", "due_at"], unique=False)
    op.create_index("ix_duty_owner", "duty", ["owner_id", "done_at", "due_at"], unique=False)


def downgrade() -> None:
    op.drop_table("duty")
