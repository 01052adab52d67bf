"""initiatives: people propose other words for a passage, which are accepted or refused with a reason."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1960"
down_revision = "20261124_1956"


def upgrade() -> None:
    with op.batch_alter_table("initiative") as initiative:
        initiative.add_column(
            sa.Column("open_amendment_count", sa.Integer(), nullable=False, server_default="0")
        )
        initiative.create_check_constraint(
            op.f("ck_initiative_amendments_not_negative"), "open_amendment_count >= 0"
        )
    op.create_table(
        "initiative_amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("replacement", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_place", sa.String(length=120), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("accepted_version_no", sa.Integer(), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('proposed', 'accepted', 'refused', 'withdrawn')",
            name=op.f("ck_initiative_amendment_state_is_known"),
        ),
        sa.CheckConstraint(
            "passage <> '' AND passage <> replacement",
            name=op.f("ck_initiative_amendment_changes_something"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_initiative_amendment_says_why")),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)",
            name=op.f("ck_initiative_amendment_decided_or_open"),
        ),
        sa.CheckConstraint(
            "state <> 'refused' OR decision_reason <> ''",
            name=op.f("ck_initiative_amendment_no_without_a_reason"),
        ),
        sa.CheckConstraint(
            "(state = 'accepted') = (accepted_version_no IS NOT NULL)",
            name=op.f("ck_initiative_amendment_accepted_into_a_version"),
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_initiative_amendment_initiative_id_initiative"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_initiative_amendment_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["body_id"],
            ["organisation.id"],
            name=op.f("fk_initiative_amendment_body_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["person.id"],
            name=op.f("fk_initiative_amendment_decided_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_amendment")),
    )
    with op.batch_alter_table("initiative_amendment") as amendment:
        amendment.create_index("ix_initiative_amendment_listing", ["initiative_id", "id"])
        for column in ("author_id", "body_id", "decided_by_id"):
            amendment.create_index(op.f(f"ix_initiative_amendment_{column}"), [column])


def downgrade() -> None:
    op.drop_table("initiative_amendment")
    with op.batch_alter_table("initiative") as initiative:
        initiative.drop_constraint(op.f("ck_initiative_amendments_not_negative"), type_="check")
        initiative.drop_column("open_amendment_count")
