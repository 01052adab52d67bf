"""voting: points, a budget and what cannot go together, so that a vote can share out money."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1962"
down_revision = "20261124_1961"


def upgrade() -> None:
    # Added one by one: a copied table would lose the triggers that keep what is frozen.
    op.add_column("poll_question", sa.Column("points", sa.Integer(), nullable=True))
    op.add_column("poll_question", sa.Column("budget_cents", sa.BigInteger(), nullable=True))
    op.add_column(
        "poll_question",
        sa.Column("incompatible", sa.String(300), nullable=False, server_default=""),
    )


def downgrade() -> None:
    for column in ("incompatible", "budget_cents", "points"):
        op.drop_column("poll_question", column)
