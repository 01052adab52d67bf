"""chain: stops and links, so that a thing shows where it stands and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_0300"
down_revision = "20261122_0200"


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_kind", sa.String(length=40), nullable=False),
        sa.Column("from_id", sa.String(length=40), nullable=False),
        sa.Column("to_kind", sa.String(length=40), nullable=False),
        sa.Column("to_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint(
            "from_kind",
            "from_id",
            "to_kind",
            "to_id",
            name=op.f("uq_link_from_kind_from_id_to_kind_to_id"),
        ),
    )
    op.create_index("ix_link_to", "link", ["to_kind", "to_id"], unique=False)
    op.create_table(
        "stop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("stop", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sentence", sa.String(length=300), nullable=False),
        sa.Column("sentence_values", sa.JSON(), nullable=False),
        sa.Column("cause_kind", sa.String(length=40), nullable=True),
        sa.Column("cause_id", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop")),
    )
    op.create_index("ix_stop_subject", "stop", ["subject_kind", "subject_id", "at"], unique=False)


def downgrade() -> None:
    op.drop_table("stop")
    op.drop_table("link")
