"""desk: help given to a person and cards, so that who has no address takes part too."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1950"
down_revision = "20261124_1938"

_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "assistance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("consent_version", sa.String(length=20), nullable=False),
        sa.Column("started_at", _WHEN, nullable=False),
        sa.Column("ended_at", _WHEN, nullable=True),
        sa.CheckConstraint(
            "channel IN ('desk', 'phone', 'paper')",
            name=op.f("ck_assistance_channel_has_an_operator"),
        ),
        sa.CheckConstraint(
            "operator_id <> person_id", name=op.f("ck_assistance_nobody_assists_themselves")
        ),
        sa.CheckConstraint(
            "ended_at IS NULL OR ended_at >= started_at",
            name=op.f("ck_assistance_ends_after_it_starts"),
        ),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["person.id"], name=op.f("fk_assistance_operator_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_assistance_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance")),
    )
    op.create_index("ix_assistance_person", "assistance", ["person_id", "started_at"])
    op.create_index("ix_assistance_operator", "assistance", ["operator_id", "started_at"])
    op.create_table(
        "desk_card",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_sha256", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", _WHEN, nullable=False),
        sa.Column("claimed_at", _WHEN, nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_desk_card_made_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_desk_card_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_desk_card")),
        sa.UniqueConstraint("code_sha256", name=op.f("uq_desk_card_code_sha256")),
    )
    op.create_index(op.f("ix_desk_card_made_by_id"), "desk_card", ["made_by_id"])
    # An operator named beside a comment is a person; who is gone is named no more.
    op.execute(
        "UPDATE comment SET operator_id = NULL WHERE operator_id IS NOT NULL"
        " AND operator_id NOT IN (SELECT id FROM person)"
    )
    with op.batch_alter_table("comment") as comment:
        comment.create_foreign_key(
            op.f("fk_comment_operator_id_person"), "person", ["operator_id"], ["id"]
        )
        comment.create_index(op.f("ix_comment_operator_id"), ["operator_id"])


def downgrade() -> None:
    with op.batch_alter_table("comment") as comment:
        comment.drop_index(op.f("ix_comment_operator_id"))
        comment.drop_constraint(op.f("fk_comment_operator_id_person"), type_="foreignkey")
    op.drop_table("desk_card")
    op.drop_table("assistance")
