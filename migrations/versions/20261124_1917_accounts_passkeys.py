"""accounts: passkeys, so that one signs in without a password; spare codes are kept hashed alone."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1917"
down_revision = "20261124_1900"


def upgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("passkey_handle", sa.String(length=64), nullable=True))
        person.create_unique_constraint(op.f("uq_person_passkey_handle"), ["passkey_handle"])
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=True),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("device_type", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_passkey_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_passkey_person_id_name")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    # Codes in clear can be used no more: who had some is told on their page that none is left.
    op.execute(sa.text("UPDATE person SET mf_recovery_codes = NULL"))


def downgrade() -> None:
    op.drop_table("passkey")
    with op.batch_alter_table("person") as person:
        person.drop_constraint(op.f("uq_person_passkey_handle"), type_="unique")
        person.drop_column("passkey_handle")
