"""needs: sketches, so that what somebody is writing survives until they have signed in."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1848"
down_revision = "20261124_1845"


def upgrade() -> None:
    op.create_table(
        "need_sketch",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_need_sketch")),
    )
    op.create_index(op.f("ix_need_sketch_saved_at"), "need_sketch", ["saved_at"])


def downgrade() -> None:
    op.drop_table("need_sketch")
