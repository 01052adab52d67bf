"""services: service areas and the catalogue, so that people see what already exists."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_0900"
down_revision = "20261122_0800"


def upgrade() -> None:
    op.create_table(
        "service_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("is_sensitive", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "parent_id IS NULL OR parent_id <> id", name=op.f("ck_service_area_not_of_itself")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["service_area.id"], name=op.f("fk_service_area_parent_id_service_area")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_area")),
        sa.UniqueConstraint("slug", name=op.f("uq_service_area_slug")),
    )
    op.create_index(op.f("ix_service_area_parent_id"), "service_area", ["parent_id"], unique=False)
    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("description_html", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=300), nullable=False),
        sa.Column("how_to_get_in", sa.Text(), nullable=False),
        sa.Column("how_to_get_in_html", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("run_by", sa.String(length=200), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("cost", sa.String(length=300), nullable=False),
        sa.Column("telephone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("hours", sa.String(length=300), nullable=False),
        sa.Column("where_in_words", sa.String(length=400), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("run_by <> ''", name=op.f("ck_service_somebody_runs_it")),
        sa.CheckConstraint(
            "places IS NULL OR places >= 0", name=op.f("ck_service_places_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["area_id"], ["service_area.id"], name=op.f("fk_service_area_id_service_area")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_service_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
    )
    op.create_index(
        "ix_service_area_listing", "service", ["area_id", "is_listed", "title", "id"], unique=False
    )
    op.create_index("ix_service_listing", "service", ["is_listed", "title", "id"], unique=False)
    op.create_index(
        op.f("ix_service_organisation_id"), "service", ["organisation_id"], unique=False
    )
    op.create_table(
        "service_territory",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_service_territory_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
            name=op.f("fk_service_territory_territory_id_territory"),
        ),
        sa.PrimaryKeyConstraint("service_id", "territory_id", name=op.f("pk_service_territory")),
    )
    op.create_index(
        op.f("ix_service_territory_territory_id"),
        "service_territory",
        ["territory_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("service_territory")
    op.drop_table("service")
    op.drop_table("service_area")
