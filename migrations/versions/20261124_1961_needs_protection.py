"""needs: personal cases, and whose task it is, so that people are protected and nobody is late unasked."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1961"
down_revision = "20261124_1960"


def upgrade() -> None:
    # Not in a batch: SQLite would make the table anew, and drop with the old one all that hangs on it.
    op.add_column("need", sa.Column("personal_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("need", sa.Column("sent_on", sa.Date(), nullable=True))
    op.add_column(
        "need",
        sa.Column("competence", sa.String(length=40), nullable=False, server_default="consortium"),
    )


def downgrade() -> None:
    for column in ("competence", "sent_on", "personal_at"):
        op.execute(f"ALTER TABLE need DROP COLUMN {column}")
