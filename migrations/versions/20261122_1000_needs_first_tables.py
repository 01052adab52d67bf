"""needs: needs, and what people and bodies do about them."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_1000"
down_revision = "20261122_0900"


def upgrade() -> None:
    op.create_table(
        "need_count",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n >= 0", name=op.f("ck_need_count_none_below_zero")),
        sa.PrimaryKeyConstraint("kind", "key", "value", name=op.f("pk_need_count")),
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("synthesis", sa.Text(), nullable=False),
        sa.Column("synthesis_html", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_theme_author_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
    )
    op.create_index(op.f("ix_theme_author_id"), "theme", ["author_id"], unique=False)
    op.create_table(
        "need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("plain_summary", sa.String(length=600), nullable=False),
        sa.Column("service_area_id", sa.Integer(), nullable=False),
        sa.Column("is_sensitive", sa.Boolean(), nullable=False),
        sa.Column("target_groups", sa.JSON(), nullable=False),
        sa.Column("comune_id", sa.Integer(), nullable=False),
        sa.Column("zona_id", sa.Integer(), nullable=True),
        sa.Column("frazione", sa.String(length=80), nullable=False),
        sa.Column("speaks_for", sa.String(length=40), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_body_id", sa.Integer(), nullable=True),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("is_signed", sa.Boolean(), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("state_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("stop", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("addressee_id", sa.Integer(), nullable=True),
        sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'merged') = (merged_into_id IS NOT NULL)",
            name=op.f("ck_need_merged_into_another"),
        ),
        sa.CheckConstraint(
            "is_listed = (hidden_at IS NULL AND state IN ('published', 'taken_up', 'answered', 'not_pursued'))",
            name=op.f("ck_need_listed_when_public"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned') OR published_at IS NOT NULL",
            name=op.f("ck_need_published_once_public"),
        ),
        sa.CheckConstraint(
            "NOT (is_signed AND is_sensitive)", name=op.f("ck_need_no_name_where_sensitive")
        ),
        sa.CheckConstraint("merged_into_id <> id", name=op.f("ck_need_not_merged_into_itself")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_need_version_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["addressee_id"], ["organisation.id"], name=op.f("fk_need_addressee_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["author_body_id"],
            ["organisation.id"],
            name=op.f("fk_need_author_body_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_need_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["comune_id"], ["territory.id"], name=op.f("fk_need_comune_id_territory")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["need.id"], name=op.f("fk_need_merged_into_id_need")
        ),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["person.id"], name=op.f("fk_need_operator_id_person")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_need_owner_id_person")),
        sa.ForeignKeyConstraint(
            ["service_area_id"],
            ["service_area.id"],
            name=op.f("fk_need_service_area_id_service_area"),
        ),
        sa.ForeignKeyConstraint(
            ["zona_id"], ["territory.id"], name=op.f("fk_need_zona_id_territory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
    )
    op.create_index(op.f("ix_need_addressee_id"), "need", ["addressee_id"], unique=False)
    op.create_index(
        "ix_need_area_newest",
        "need",
        ["service_area_id", "is_listed", "published_at", "id"],
        unique=False,
    )
    op.create_index("ix_need_author", "need", ["author_id", "id"], unique=False)
    op.create_index(op.f("ix_need_author_body_id"), "need", ["author_body_id"], unique=False)
    op.create_index(
        "ix_need_comune_newest",
        "need",
        ["comune_id", "is_listed", "published_at", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_need_merged_into_id"), "need", ["merged_into_id"], unique=False)
    op.create_index("ix_need_newest", "need", ["is_listed", "published_at", "id"], unique=False)
    op.create_index(op.f("ix_need_operator_id"), "need", ["operator_id"], unique=False)
    op.create_index(op.f("ix_need_owner_id"), "need", ["owner_id"], unique=False)
    op.create_index(
        "ix_need_state_newest", "need", ["state", "is_listed", "published_at", "id"], unique=False
    )
    op.create_index(
        "ix_need_waiting",
        "need",
        ["is_listed", "first_answered_at", "answer_due_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_need_zona_newest", "need", ["zona_id", "is_listed", "published_at", "id"], unique=False
    )
    op.create_table(
        "need_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'final' AND verdict IN ('answered', 'not_pursued')) OR (kind = 'first' AND verdict IS NULL)",
            name=op.f("ck_need_answer_final_has_verdict"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_need_answer_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["organisation.id"], name=op.f("fk_need_answer_body_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_need_answer_need_id_need"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_answer")),
    )
    op.create_index(op.f("ix_need_answer_author_id"), "need_answer", ["author_id"], unique=False)
    op.create_index(op.f("ix_need_answer_body_id"), "need_answer", ["body_id"], unique=False)
    op.create_index("ix_need_answer_latest", "need_answer", ["given_at", "id"], unique=False)
    op.create_index(
        "ix_need_answer_need", "need_answer", ["need_id", "given_at", "id"], unique=False
    )
    op.create_table(
        "need_co_author",
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_need_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_need_id"], ["need.id"], name=op.f("fk_need_co_author_from_need_id_need")
        ),
        sa.ForeignKeyConstraint(
            ["need_id"],
            ["need.id"],
            name=op.f("fk_need_co_author_need_id_need"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_need_co_author_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("need_id", "person_id", name=op.f("pk_need_co_author")),
    )
    op.create_index(
        op.f("ix_need_co_author_from_need_id"), "need_co_author", ["from_need_id"], unique=False
    )
    op.create_index(
        op.f("ix_need_co_author_person_id"), "need_co_author", ["person_id"], unique=False
    )
    op.create_table(
        "need_counter",
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("support_count", sa.Integer(), nullable=False),
        sa.Column("position_count", sa.Integer(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("follow_count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "support_count >= 0 AND position_count >= 0 AND comment_count >= 0 AND follow_count >= 0",
            name=op.f("ck_need_counter_none_below_zero"),
        ),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_need_counter_need_id_need"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("need_id", name=op.f("pk_need_counter")),
    )
    op.create_index(
        "ix_need_counter_most_supported", "need_counter", ["support_count", "need_id"], unique=False
    )
    op.create_table(
        "need_position",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.String(length=300), nullable=False),
        sa.Column("has_interest", sa.Boolean(), nullable=False),
        sa.Column("interest", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_need_position_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["organisation.id"], name=op.f("fk_need_position_body_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_need_position_need_id_need"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_position")),
        sa.UniqueConstraint("need_id", "body_id", name="once_a_body"),
    )
    op.create_index(
        op.f("ix_need_position_author_id"), "need_position", ["author_id"], unique=False
    )
    op.create_index(op.f("ix_need_position_body_id"), "need_position", ["body_id"], unique=False)
    op.create_table(
        "need_support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_need_support_need_id_need"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["person.id"], name=op.f("fk_need_support_operator_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_need_support_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_support")),
        sa.UniqueConstraint("need_id", "person_id", name="once_a_person"),
    )
    op.create_index(
        op.f("ix_need_support_operator_id"), "need_support", ["operator_id"], unique=False
    )
    op.create_index(op.f("ix_need_support_person_id"), "need_support", ["person_id"], unique=False)
    op.create_table(
        "need_version",
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("plain_summary", sa.String(length=600), nullable=False),
        sa.Column("replaced_by_id", sa.Integer(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_need_version_need_id_need"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["person.id"], name=op.f("fk_need_version_replaced_by_id_person")
        ),
        sa.PrimaryKeyConstraint("need_id", "version", name=op.f("pk_need_version")),
    )
    op.create_index(
        op.f("ix_need_version_replaced_by_id"), "need_version", ["replaced_by_id"], unique=False
    )
    op.create_table(
        "theme_need",
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_theme_need_need_id_need"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"],
            ["theme.id"],
            name=op.f("fk_theme_need_theme_id_theme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("theme_id", "need_id", name=op.f("pk_theme_need")),
    )
    op.create_index(op.f("ix_theme_need_need_id"), "theme_need", ["need_id"], unique=False)


def downgrade() -> None:
    op.drop_table("theme_need")
    op.drop_table("need_version")
    op.drop_table("need_support")
    op.drop_table("need_position")
    op.drop_table("need_counter")
    op.drop_table("need_co_author")
    op.drop_table("need_answer")
    op.drop_table("need")
    op.drop_table("theme")
    op.drop_table("need_count")
