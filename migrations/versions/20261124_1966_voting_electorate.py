"""voting: say whom a vote asks, and take paper ballots or not; a list of those who can vote."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1966"
down_revision = "20261124_1965"


def upgrade() -> None:
    # Without batch mode, which would make the table anew and lose its triggers.
    op.add_column(
        "poll",
        sa.Column("electorate", sa.String(length=40), nullable=False, server_default="lives"),
    )
    op.add_column("poll", sa.Column("youngest", sa.String(length=40), nullable=True))
    op.add_column(
        "poll",
        sa.Column("takes_paper", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "poll_listed",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_poll_listed_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"],
            ["poll.id"],
            name=op.f("fk_poll_listed_poll_id_poll"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("poll_id", "person_id", name=op.f("pk_poll_listed")),
    )
    op.create_index(op.f("ix_poll_listed_person_id"), "poll_listed", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_poll_listed_person_id"), table_name="poll_listed")
    op.drop_table("poll_listed")
    for name in ("takes_paper", "youngest", "electorate"):
        op.drop_column("poll", name)
