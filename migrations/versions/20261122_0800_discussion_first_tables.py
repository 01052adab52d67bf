"""discussion: threads and comments, on anything that has a gate."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_0800"
down_revision = "20261122_0700"


def upgrade() -> None:
    op.create_table(
        "thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "comment_count >= 0", name=op.f("ck_thread_comment_count_is_not_negative")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
        sa.UniqueConstraint(
            "subject_kind", "subject_id", name=op.f("uq_thread_subject_kind_subject_id")
        ),
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_body_id", sa.Integer(), nullable=True),
        sa.Column("author_body_name", sa.String(length=160), nullable=True),
        sa.Column("author_place", sa.String(length=120), nullable=True),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("stance", sa.String(length=40), nullable=True),
        sa.Column("is_official", sa.Boolean(), nullable=False),
        sa.Column("useful_count", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "stance IN ('for', 'neutral', 'against')", name=op.f("ck_comment_stance_is_known")
        ),
        sa.CheckConstraint(
            "(depth = 1) = (parent_id IS NULL) AND (depth = 1) = (root_id IS NULL)",
            name=op.f("ck_comment_an_answer_has_a_parent"),
        ),
        sa.CheckConstraint("depth BETWEEN 1 AND 3", name=op.f("ck_comment_depth_has_an_end")),
        sa.CheckConstraint(
            "useful_count >= 0", name=op.f("ck_comment_useful_count_is_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["author_body_id"],
            ["organisation.id"],
            name=op.f("fk_comment_author_body_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_comment_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id_comment")
        ),
        sa.ForeignKeyConstraint(
            ["root_id"], ["comment.id"], name=op.f("fk_comment_root_id_comment")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_comment_thread_id_thread")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index(op.f("ix_comment_author_body_id"), "comment", ["author_body_id"], unique=False)
    op.create_index(
        "ix_comment_author_id_created_at", "comment", ["author_id", "created_at"], unique=False
    )
    op.create_index(op.f("ix_comment_parent_id"), "comment", ["parent_id"], unique=False)
    op.create_index("ix_comment_root_id_id", "comment", ["root_id", "id"], unique=False)
    op.create_index("ix_comment_thread_id_id", "comment", ["thread_id", "id"], unique=False)
    op.create_index(
        "ix_comment_thread_useful",
        "comment",
        ["thread_id", "useful_count", "id"],
        unique=False,
        sqlite_where=sa.text("depth = 1"),
        postgresql_where=sa.text("depth = 1"),
    )
    op.create_table(
        "comment_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_comment_version_comment_id_comment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_version")),
        sa.UniqueConstraint(
            "comment_id", "number", name=op.f("uq_comment_version_comment_id_number")
        ),
    )
    op.create_table(
        "useful",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_useful_comment_id_comment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_useful_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("comment_id", "person_id", name=op.f("pk_useful")),
    )
    op.create_index(op.f("ix_useful_person_id"), "useful", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("useful")
    op.drop_table("comment_version")
    op.drop_table("comment")
    op.drop_table("thread")
