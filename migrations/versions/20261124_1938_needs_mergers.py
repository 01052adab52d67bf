"""needs: where supporters came from and where a need stood, so that a merger can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1938"
down_revision = "20261124_1937"


def upgrade() -> None:
    # Not in a batch: SQLite would make the table anew, and drop with the old one all that hangs on it.
    op.add_column("need", sa.Column("state_before_merge", sa.String(length=40), nullable=True))
    op.execute("UPDATE need SET state_before_merge = 'published' WHERE state = 'merged'")
    with op.batch_alter_table("need_support") as support:
        support.add_column(sa.Column("from_need_id", sa.Integer(), nullable=True))
        support.create_foreign_key(
            op.f("fk_need_support_from_need_id_need"), "need", ["from_need_id"], ["id"]
        )
    op.create_index(op.f("ix_need_support_from_need_id"), "need_support", ["from_need_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_need_support_from_need_id"), table_name="need_support")
    with op.batch_alter_table("need_support") as support:
        support.drop_constraint(op.f("fk_need_support_from_need_id_need"), type_="foreignkey")
        support.drop_column("from_need_id")
    op.execute("ALTER TABLE need DROP COLUMN state_before_merge")
