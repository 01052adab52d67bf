"""voting: read paper ballots twice after the close, and let voters say that their code is gone."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1967"
down_revision = "20261124_1966"

STATE = "(SELECT state FROM poll WHERE id = {row}.poll_id)"
TRIGGERS = [
    (
        "poll_roll_stays_15",
        "poll_roll",
        "UPDATE",
        "NEW.on_paper IS DISTINCT FROM OLD.on_paper AND (NOT NEW.on_paper OR "
        + STATE.format(row="OLD")
        + " <> 'open')",
        "who took a paper ballot did so while the vote was open",
    ),
    *(
        (
            f"paper_reading_stays_{number}",
            "paper_reading",
            act,
            STATE.format(row="NEW") + " <> 'counting'",
            "envelopes are opened after the close",
        )
        for number, act in ((16, "INSERT"), (17, "UPDATE"))
    ),
]


def upgrade() -> None:
    op.create_table(
        "paper_reading",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=12), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["person.id"], name=op.f("fk_paper_reading_operator_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_paper_reading_poll_id_poll")
        ),
        sa.PrimaryKeyConstraint("poll_id", "sheet", "operator_id", name=op.f("pk_paper_reading")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_paper_reading_operator_id"), "paper_reading", ["operator_id"], unique=False
    )
    op.create_table(
        "poll_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_upheld", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(is_upheld IS NULL) = (decided_at IS NULL)"
            " AND (decided_at IS NULL) = (decided_by_id IS NULL)"
            " AND (decided_at IS NULL) = (reason IS NULL)",
            name=op.f("ck_poll_claim_decided_as_a_whole"),
        ),
        sa.CheckConstraint(
            "decided_by_id <> person_id", name=op.f("ck_poll_claim_decided_by_somebody_else")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_poll_claim_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_poll_claim_person_id_person")
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_poll_claim_poll_id_poll")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_claim")),
        sa.UniqueConstraint("poll_id", "person_id", name=op.f("uq_poll_claim_poll_id_person_id")),
    )
    op.create_index(op.f("ix_poll_claim_decided_by_id"), "poll_claim", ["decided_by_id"])
    op.create_index(op.f("ix_poll_claim_person_id"), "poll_claim", ["person_id"])
    for name, table, act, when, words in TRIGGERS:
        _refuse(name, table, act, when, words)


def downgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for name, table, *_rest in TRIGGERS:
        op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if on_postgresql else ""))
        if on_postgresql:
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_index(op.f("ix_poll_claim_person_id"), table_name="poll_claim")
    op.drop_index(op.f("ix_poll_claim_decided_by_id"), table_name="poll_claim")
    op.drop_table("poll_claim")
    op.drop_index(op.f("ix_paper_reading_operator_id"), table_name="paper_reading")
    op.drop_table("paper_reading")


def _refuse(name: str, table: str, act: str, when: str, words: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
            f"WHEN {when.replace('IS DISTINCT FROM', 'IS NOT')} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {when} THEN "
        f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF; "
        "RETURN NEW; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
