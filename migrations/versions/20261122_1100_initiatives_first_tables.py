"""initiatives: initiatives with their versions, costs and milestones."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_1100"
down_revision = "20261122_1000"


def upgrade() -> None:
    op.create_table(
        "initiative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.String(length=600), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_place", sa.String(length=120), nullable=False),
        sa.Column("promoter_id", sa.Integer(), nullable=True),
        sa.Column("runner_id", sa.Integer(), nullable=True),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("frozen_version_no", sa.Integer(), nullable=True),
        sa.Column("poll_id", sa.Integer(), nullable=True),
        sa.Column("present_stop", sa.String(length=40), nullable=False),
        sa.Column("need_count", sa.Integer(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("outcome_html", sa.Text(), nullable=False),
        sa.Column("evaluation", sa.Text(), nullable=False),
        sa.Column("evaluation_html", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state <> 'rejected' OR state_reason <> ''",
            name=op.f("ck_initiative_no_without_a_reason"),
        ),
        sa.CheckConstraint(
            "state IN ('idea', 'exploration', 'co_design', 'frozen', 'in_vote', 'approved', 'rejected', 'to_revise', 'in_progress', 'concluded', 'evaluated')",
            name=op.f("ck_initiative_state_is_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('concluded', 'evaluated') OR outcome <> ''",
            name=op.f("ck_initiative_ends_with_an_outcome"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('frozen', 'in_vote', 'approved', 'in_progress', 'concluded', 'evaluated') OR frozen_version_no IS NOT NULL",
            name=op.f("ck_initiative_decided_on_a_frozen_text"),
        ),
        sa.CheckConstraint(
            "need_count >= 0 AND comment_count >= 0", name=op.f("ck_initiative_counts_not_negative")
        ),
        sa.CheckConstraint("version_no >= 1", name=op.f("ck_initiative_has_a_version")),
        sa.ForeignKeyConstraint(
            ["area_id"], ["service_area.id"], name=op.f("fk_initiative_area_id_service_area")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_initiative_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["promoter_id"],
            ["organisation.id"],
            name=op.f("fk_initiative_promoter_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["runner_id"], ["organisation.id"], name=op.f("fk_initiative_runner_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territory.id"], name=op.f("fk_initiative_territory_id_territory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
    )
    op.create_index(op.f("ix_initiative_area_id"), "initiative", ["area_id"], unique=False)
    op.create_index(op.f("ix_initiative_author_id"), "initiative", ["author_id"], unique=False)
    op.create_index("ix_initiative_listing", "initiative", ["moved_at", "id"], unique=False)
    op.create_index(op.f("ix_initiative_promoter_id"), "initiative", ["promoter_id"], unique=False)
    op.create_index(op.f("ix_initiative_runner_id"), "initiative", ["runner_id"], unique=False)
    op.create_index(
        "ix_initiative_state_listing", "initiative", ["state", "moved_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_initiative_territory_id"), "initiative", ["territory_id"], unique=False
    )
    op.create_table(
        "initiative_milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_initiative_milestone_initiative_id_initiative"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_milestone")),
    )
    op.create_index(
        "ix_initiative_milestone_listing",
        "initiative_milestone",
        ["initiative_id", "due_on", "id"],
        unique=False,
    )
    op.create_table(
        "initiative_need",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_initiative_need_initiative_id_initiative"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_initiative_need_need_id_need")
        ),
        sa.PrimaryKeyConstraint("initiative_id", "need_id", name=op.f("pk_initiative_need")),
    )
    op.create_index(
        op.f("ix_initiative_need_need_id"), "initiative_need", ["need_id"], unique=False
    )
    op.create_table(
        "initiative_partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("contribution", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_initiative_partner_initiative_id_initiative"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_initiative_partner_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_partner")),
        sa.UniqueConstraint(
            "initiative_id",
            "organisation_id",
            name=op.f("uq_initiative_partner_initiative_id_organisation_id"),
        ),
    )
    op.create_index(
        op.f("ix_initiative_partner_organisation_id"),
        "initiative_partner",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "initiative_version",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.String(length=600), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_place", sa.String(length=120), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("frozen_text", sa.Text(), nullable=True),
        sa.Column("frozen_sha256", sa.String(length=64), nullable=True),
        sa.Column("frozen_cost_cents", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(frozen_sha256 IS NULL) = (frozen_text IS NULL) AND (frozen_sha256 IS NULL) = (frozen_at IS NULL)",
            name=op.f("ck_initiative_version_frozen_whole"),
        ),
        sa.CheckConstraint(
            "frozen_sha256 IS NULL OR length(frozen_sha256) = 64",
            name=op.f("ck_initiative_version_hash_is_whole"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_initiative_version_counted_from_one")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_initiative_version_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["body_id"],
            ["organisation.id"],
            name=op.f("fk_initiative_version_body_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_initiative_version_initiative_id_initiative"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("initiative_id", "number", name=op.f("pk_initiative_version")),
    )
    op.create_index(
        op.f("ix_initiative_version_author_id"), "initiative_version", ["author_id"], unique=False
    )
    op.create_index(
        op.f("ix_initiative_version_body_id"), "initiative_version", ["body_id"], unique=False
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION initiative_version_stays() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'a frozen text does not change' USING ERRCODE = 'check_violation'; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE TRIGGER initiative_version_frozen BEFORE UPDATE OR DELETE ON initiative_version FOR EACH ROW WHEN (OLD.frozen_sha256 IS NOT NULL) EXECUTE FUNCTION initiative_version_stays()"
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER IF NOT EXISTS initiative_version_frozen_update BEFORE UPDATE ON initiative_version WHEN OLD.frozen_sha256 IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a frozen text does not change'); END"
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER IF NOT EXISTS initiative_version_frozen_delete BEFORE DELETE ON initiative_version WHEN OLD.frozen_sha256 IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a frozen text does not change'); END"
        )
    op.create_table(
        "initiative_cost_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=160), nullable=False),
        sa.Column("asked_cents", sa.Integer(), nullable=False),
        sa.Column("brought_cents", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "asked_cents >= 0", name=op.f("ck_initiative_cost_line_asked_not_negative")
        ),
        sa.CheckConstraint(
            "brought_cents = 0 OR partner_id IS NOT NULL",
            name=op.f("ck_initiative_cost_line_somebody_brings_it"),
        ),
        sa.CheckConstraint(
            "brought_cents BETWEEN 0 AND asked_cents",
            name=op.f("ck_initiative_cost_line_brought_within_asked"),
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_initiative_cost_line_initiative_id_initiative"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["initiative_partner.id"],
            name=op.f("fk_initiative_cost_line_partner_id_initiative_partner"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_cost_line")),
    )
    op.create_index(
        "ix_initiative_cost_line_listing",
        "initiative_cost_line",
        ["initiative_id", "position", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_initiative_cost_line_partner_id"),
        "initiative_cost_line",
        ["partner_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("initiative_cost_line")
    op.drop_table("initiative_version")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION initiative_version_stays()")
    op.drop_table("initiative_partner")
    op.drop_table("initiative_need")
    op.drop_table("initiative_milestone")
    op.drop_table("initiative")
