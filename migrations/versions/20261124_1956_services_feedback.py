"""services: whether each was useful, whom it is for, who looks after it."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1956"
down_revision = "20261124_1955"


def upgrade() -> None:
    with op.batch_alter_table("service") as service:
        service.add_column(sa.Column("owner_id", sa.Integer(), nullable=True))
        service.add_column(
            sa.Column("useful_count", sa.Integer(), nullable=False, server_default="0")
        )
        service.add_column(
            sa.Column("feedback_count", sa.Integer(), nullable=False, server_default="0")
        )
        service.create_foreign_key(
            op.f("fk_service_owner_id_person"), "person", ["owner_id"], ["id"], ondelete="SET NULL"
        )
        service.create_index(op.f("ix_service_owner_id"), ["owner_id"], unique=False)
        service.create_check_constraint(
            op.f("ck_service_useful_of_feedback"),
            "useful_count >= 0 AND useful_count <= feedback_count",
        )
    with op.batch_alter_table("service") as service:
        service.alter_column("useful_count", server_default=None)
        service.alter_column("feedback_count", server_default=None)
    op.create_table(
        "service_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("sender_sha256", sa.String(length=64), nullable=True),
        sa.Column("is_useful", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_service_feedback_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_service_feedback_person_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_feedback")),
    )
    op.create_index(op.f("ix_service_feedback_service_id"), "service_feedback", ["service_id"])
    op.create_index(op.f("ix_service_feedback_person_id"), "service_feedback", ["person_id"])
    for name, column in (
        ("uq_service_feedback_person", "person_id"),
        ("uq_service_feedback_sender", "sender_sha256"),
    ):
        op.create_index(
            name,
            "service_feedback",
            ["service_id", column],
            unique=True,
            sqlite_where=sa.text(f"{column} IS NOT NULL"),
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
    op.create_table(
        "service_for_whom",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("for_whom", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_service_for_whom_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("service_id", "for_whom", name=op.f("pk_service_for_whom")),
    )
    op.create_index("ix_service_for_whom_group", "service_for_whom", ["for_whom", "service_id"])


def downgrade() -> None:
    op.drop_table("service_for_whom")
    op.drop_table("service_feedback")
    with op.batch_alter_table("service") as service:
        service.drop_constraint(op.f("ck_service_useful_of_feedback"), type_="check")
        service.drop_index(op.f("ix_service_owner_id"))
        service.drop_constraint(op.f("fk_service_owner_id_person"), type_="foreignkey")
        service.drop_column("feedback_count")
        service.drop_column("useful_count")
        service.drop_column("owner_id")
