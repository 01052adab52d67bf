"""core: attachments, so that pictures and documents can hang on things."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1830"
down_revision = "20261122_1400"


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("byte_count", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("thumbnail_sha256", sa.String(length=64), nullable=True),
        sa.Column("thumbnail_width", sa.Integer(), nullable=True),
        sa.Column("thumbnail_height", sa.Integer(), nullable=True),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'picture') = (thumbnail_sha256 IS NOT NULL)",
            name=op.f("ck_attachment_picture_has_thumbnail"),
        ),
        sa.CheckConstraint(
            "kind <> 'picture' OR description <> ''",
            name=op.f("ck_attachment_picture_is_described"),
        ),
        sa.CheckConstraint("byte_count > 0", name=op.f("ck_attachment_holds_something")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(
        "ix_attachment_subject", "attachment", ["subject_kind", "subject_id", "position", "id"]
    )
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"])
    op.create_index("ix_attachment_thumbnail_sha256", "attachment", ["thumbnail_sha256"])
    op.create_index(op.f("ix_attachment_uploaded_by_id"), "attachment", ["uploaded_by_id"])


def downgrade() -> None:
    op.drop_table("attachment")
