"""notifications: what people follow, and what they are told."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_1400"
down_revision = "20261122_1300"


def upgrade() -> None:
    op.create_table(
        "follow",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_follow_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow")),
        sa.UniqueConstraint(
            "person_id",
            "subject_kind",
            "subject_id",
            name=op.f("uq_follow_person_id_subject_kind_subject_id"),
        ),
    )
    op.create_index(
        "ix_follow_subject", "follow", ["subject_kind", "subject_id", "person_id"], unique=False
    )
    op.create_table(
        "notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("event_key", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_read", sa.Boolean(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "is_read = (read_at IS NOT NULL)", name=op.f("ck_notification_read_at_a_time")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_notification_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint(
            "person_id", "event_key", name=op.f("uq_notification_person_id_event_key")
        ),
    )
    op.create_index("ix_notification_digest", "notification", ["mail", "person_id"], unique=False)
    op.create_index(
        "ix_notification_listing", "notification", ["person_id", "is_read", "id"], unique=False
    )
    op.create_table(
        "notification_preference",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mail", sa.String(length=40), nullable=False),
        sa.Column("is_quiet_at_night", sa.Boolean(), nullable=False),
        sa.Column("unread_count", sa.Integer(), nullable=False),
        sa.Column("digest_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "unread_count >= 0", name=op.f("ck_notification_preference_unread_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_notification_preference_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notification_preference")),
    )


def downgrade() -> None:
    op.drop_table("notification_preference")
    op.drop_table("notification")
    op.drop_table("follow")
