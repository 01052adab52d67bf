"""territories: comuni and zones, and who lives where."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_0600"
down_revision = "20261122_0500"


def upgrade() -> None:
    op.create_table(
        "territory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("istat_code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("outline", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind <> 'comune' OR population IS NOT NULL",
            name=op.f("ck_territory_comune_has_population"),
        ),
        sa.CheckConstraint(
            "population IS NULL OR population >= 0",
            name=op.f("ck_territory_population_not_negative"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory")),
        sa.UniqueConstraint("istat_code", name=op.f("uq_territory_istat_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_territory_slug")),
    )
    op.create_index(op.f("ix_territory_kind"), "territory", ["kind"], unique=False)
    op.create_table(
        "residency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_residency_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territory.id"], name=op.f("fk_residency_territory_id_territory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residency")),
        sa.UniqueConstraint(
            "person_id",
            "territory_id",
            "relation",
            name=op.f("uq_residency_person_id_territory_id_relation"),
        ),
    )
    op.create_index(op.f("ix_residency_person_id"), "residency", ["person_id"], unique=False)
    op.create_index(op.f("ix_residency_territory_id"), "residency", ["territory_id"], unique=False)
    op.create_table(
        "territory_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("parent_id <> child_id", name=op.f("ck_territory_part_not_of_itself")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from",
            name=op.f("ck_territory_part_ends_after_it_starts"),
        ),
        sa.ForeignKeyConstraint(
            ["child_id"], ["territory.id"], name=op.f("fk_territory_part_child_id_territory")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["territory.id"], name=op.f("fk_territory_part_parent_id_territory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory_part")),
        sa.UniqueConstraint(
            "parent_id",
            "child_id",
            "valid_from",
            name=op.f("uq_territory_part_parent_id_child_id_valid_from"),
        ),
    )
    op.create_index(
        op.f("ix_territory_part_child_id"), "territory_part", ["child_id"], unique=False
    )
    op.create_index(
        op.f("ix_territory_part_parent_id"), "territory_part", ["parent_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("territory_part")
    op.drop_table("residency")
    op.drop_table("territory")
