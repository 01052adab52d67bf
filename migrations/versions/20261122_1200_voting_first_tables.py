"""voting: polls, the sealed box and the public board."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_1200"
down_revision = "20261122_1100"


def upgrade() -> None:
    op.create_table(
        "poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("config_json", sa.Text(), nullable=True),
        sa.Column("config_sha256", sa.String(length=64), nullable=True),
        sa.Column("seal_bytes", sa.Integer(), nullable=True),
        sa.Column("key_name", sa.String(length=32), nullable=True),
        sa.Column("roll_size", sa.Integer(), nullable=True),
        sa.Column("roll_commit", sa.String(length=64), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turnout_shown", sa.Integer(), nullable=True),
        sa.Column("turnout_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("board_mode", sa.String(length=40), nullable=True),
        sa.Column("board_sha256", sa.String(length=64), nullable=True),
        sa.Column("ballots_count", sa.Integer(), nullable=True),
        sa.Column("outcome_json", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state <> 'closed' OR (board_sha256 IS NOT NULL AND ballots_count IS NOT NULL AND outcome_json IS NOT NULL AND ballots_count <= roll_size)",
            name=op.f("ck_poll_closed_with_its_board"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR (config_json IS NOT NULL AND config_sha256 IS NOT NULL AND seal_bytes IS NOT NULL AND key_name IS NOT NULL)",
            name=op.f("ck_poll_frozen_with_its_configuration"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'frozen', 'void') OR (roll_size IS NOT NULL AND roll_commit IS NOT NULL)",
            name=op.f("ck_poll_open_with_its_roll"),
        ),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_poll_opens_before_it_closes")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_poll_created_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territory.id"], name=op.f("fk_poll_territory_id_territory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll")),
    )
    op.create_index(op.f("ix_poll_created_by_id"), "poll", ["created_by_id"], unique=False)
    op.create_index(op.f("ix_poll_state"), "poll", ["state"], unique=False)
    op.create_index(op.f("ix_poll_territory_id"), "poll", ["territory_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_stays_6 BEFORE UPDATE ON poll WHEN OLD.state <> 'draft' AND (NEW.title IS NOT OLD.title OR NEW.effect IS NOT OLD.effect OR NEW.territory_id IS NOT OLD.territory_id OR NEW.opens_at IS NOT OLD.opens_at OR NEW.config_json IS NOT OLD.config_json OR NEW.config_sha256 IS NOT OLD.config_sha256 OR NEW.seal_bytes IS NOT OLD.seal_bytes OR NEW.key_name IS NOT OLD.key_name OR NEW.state = 'draft') BEGIN SELECT RAISE(ABORT, 'a frozen vote does not change'); END"
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_stays_7 BEFORE UPDATE ON poll WHEN OLD.roll_commit IS NOT NULL AND (NEW.roll_size IS NOT OLD.roll_size OR NEW.roll_commit IS NOT OLD.roll_commit) BEGIN SELECT RAISE(ABORT, 'the roll of an open vote does not change'); END"
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_stays_8 BEFORE UPDATE ON poll WHEN OLD.state IN ('closed', 'void') AND (NEW.state IS NOT OLD.state OR NEW.board_sha256 IS NOT OLD.board_sha256 OR NEW.ballots_count IS NOT OLD.ballots_count OR NEW.outcome_json IS NOT OLD.outcome_json OR NEW.closes_at IS NOT OLD.closes_at) BEGIN SELECT RAISE(ABORT, 'a vote that is over does not change'); END"
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_stays_9 BEFORE DELETE ON poll WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'a frozen vote is not removed'); END"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_stays_6() RETURNS trigger AS $$ BEGIN IF OLD.state <> 'draft' AND (NEW.title IS DISTINCT FROM OLD.title OR NEW.effect IS DISTINCT FROM OLD.effect OR NEW.territory_id IS DISTINCT FROM OLD.territory_id OR NEW.opens_at IS DISTINCT FROM OLD.opens_at OR NEW.config_json IS DISTINCT FROM OLD.config_json OR NEW.config_sha256 IS DISTINCT FROM OLD.config_sha256 OR NEW.seal_bytes IS DISTINCT FROM OLD.seal_bytes OR NEW.key_name IS DISTINCT FROM OLD.key_name OR NEW.state = 'draft') THEN RAISE EXCEPTION 'a frozen vote does not change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_stays_6 BEFORE UPDATE ON poll FOR EACH ROW EXECUTE FUNCTION poll_stays_6()"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_stays_7() RETURNS trigger AS $$ BEGIN IF OLD.roll_commit IS NOT NULL AND (NEW.roll_size IS DISTINCT FROM OLD.roll_size OR NEW.roll_commit IS DISTINCT FROM OLD.roll_commit) THEN RAISE EXCEPTION 'the roll of an open vote does not change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_stays_7 BEFORE UPDATE ON poll FOR EACH ROW EXECUTE FUNCTION poll_stays_7()"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_stays_8() RETURNS trigger AS $$ BEGIN IF OLD.state IN ('closed', 'void') AND (NEW.state IS DISTINCT FROM OLD.state OR NEW.board_sha256 IS DISTINCT FROM OLD.board_sha256 OR NEW.ballots_count IS DISTINCT FROM OLD.ballots_count OR NEW.outcome_json IS DISTINCT FROM OLD.outcome_json OR NEW.closes_at IS DISTINCT FROM OLD.closes_at) THEN RAISE EXCEPTION 'a vote that is over does not change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_stays_8 BEFORE UPDATE ON poll FOR EACH ROW EXECUTE FUNCTION poll_stays_8()"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_stays_9() RETURNS trigger AS $$ BEGIN IF OLD.state <> 'draft' THEN RAISE EXCEPTION 'a frozen vote is not removed' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_stays_9 BEFORE DELETE ON poll FOR EACH ROW EXECUTE FUNCTION poll_stays_9()"
        )
    op.create_table(
        "ballot_board",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("question_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=26), nullable=False),
        sa.Column("choice", sa.String(length=2000), nullable=True),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_ballot_board_poll_id_poll")
        ),
        sa.PrimaryKeyConstraint("poll_id", "question_no", "code", name=op.f("pk_ballot_board")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballot_box",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("voter_tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("etag", sa.LargeBinary(length=16), nullable=False),
        sa.CheckConstraint("length(etag) = 16", name=op.f("ck_ballot_box_etag_is_whole")),
        sa.CheckConstraint("length(voter_tag) = 32", name=op.f("ck_ballot_box_tag_is_whole")),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_ballot_box_poll_id_poll")),
        sa.PrimaryKeyConstraint("poll_id", "voter_tag", name=op.f("pk_ballot_box")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "chamber_vote",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("question_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=2000), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("conflict", sa.Text(), nullable=False),
        sa.Column("cast_by_id", sa.Integer(), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cast_by_id"], ["person.id"], name=op.f("fk_chamber_vote_cast_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_chamber_vote_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_chamber_vote_poll_id_poll")
        ),
        sa.PrimaryKeyConstraint(
            "poll_id", "question_no", "organisation_id", name=op.f("pk_chamber_vote")
        ),
    )
    op.create_index(
        op.f("ix_chamber_vote_cast_by_id"), "chamber_vote", ["cast_by_id"], unique=False
    )
    op.create_index(
        op.f("ix_chamber_vote_organisation_id"), "chamber_vote", ["organisation_id"], unique=False
    )
    op.create_table(
        "poll_approval",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("terms_sha256", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.CheckConstraint("role <> ''", name=op.f("ck_poll_approval_given_in_a_role")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_poll_approval_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_poll_approval_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "poll_id", "act", "terms_sha256", "person_id", name=op.f("pk_poll_approval")
        ),
    )
    op.create_index(
        op.f("ix_poll_approval_person_id"), "poll_approval", ["person_id"], unique=False
    )
    op.create_table(
        "poll_event",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload_json", sa.Text(), nullable=False),
        sa.Column("prev_sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_poll_event_counts_from_one")),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_poll_event_poll_id_poll")),
        sa.PrimaryKeyConstraint("poll_id", "seq", name=op.f("pk_poll_event")),
        sa.UniqueConstraint("sha256", name=op.f("uq_poll_event_sha256")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_event_stays_13 BEFORE UPDATE ON poll_event WHEN TRUE BEGIN SELECT RAISE(ABORT, 'what happened does not change'); END"
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_event_stays_14 BEFORE DELETE ON poll_event WHEN TRUE BEGIN SELECT RAISE(ABORT, 'what happened does not change'); END"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_event_stays_13() RETURNS trigger AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'what happened does not change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_event_stays_13 BEFORE UPDATE ON poll_event FOR EACH ROW EXECUTE FUNCTION poll_event_stays_13()"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_event_stays_14() RETURNS trigger AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'what happened does not change' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_event_stays_14 BEFORE DELETE ON poll_event FOR EACH ROW EXECUTE FUNCTION poll_event_stays_14()"
        )
    op.create_table(
        "poll_question",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.Column("winners", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "minimum >= 1 AND minimum <= maximum", name=op.f("ck_poll_question_limits_make_sense")
        ),
        sa.CheckConstraint("no >= 1", name=op.f("ck_poll_question_counts_from_one")),
        sa.CheckConstraint("winners >= 1", name=op.f("ck_poll_question_somebody_wins")),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_poll_question_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("poll_id", "no", name=op.f("pk_poll_question")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_question_stays_0 BEFORE INSERT ON poll_question WHEN (SELECT state FROM poll WHERE id = NEW.poll_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'a frozen vote does not change'); END"
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_question_stays_1 BEFORE UPDATE ON poll_question WHEN (SELECT state FROM poll WHERE id = OLD.poll_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'a frozen vote does not change'); END"
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_question_stays_2 BEFORE DELETE ON poll_question WHEN (SELECT state FROM poll WHERE id = OLD.poll_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'a frozen vote does not change'); END"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_question_stays_0() RETURNS trigger AS $$ BEGIN IF (SELECT state FROM poll WHERE id = NEW.poll_id) <> 'draft' THEN RAISE EXCEPTION 'a frozen vote does not change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_question_stays_0 BEFORE INSERT ON poll_question FOR EACH ROW EXECUTE FUNCTION poll_question_stays_0()"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_question_stays_1() RETURNS trigger AS $$ BEGIN IF (SELECT state FROM poll WHERE id = OLD.poll_id) <> 'draft' THEN RAISE EXCEPTION 'a frozen vote does not change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_question_stays_1 BEFORE UPDATE ON poll_question FOR EACH ROW EXECUTE FUNCTION poll_question_stays_1()"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_question_stays_2() RETURNS trigger AS $$ BEGIN IF (SELECT state FROM poll WHERE id = OLD.poll_id) <> 'draft' THEN RAISE EXCEPTION 'a frozen vote does not change' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_question_stays_2 BEFORE DELETE ON poll_question FOR EACH ROW EXECUTE FUNCTION poll_question_stays_2()"
        )
    op.create_table(
        "poll_roll",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("voter_id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("voted", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_poll_roll_poll_id_poll")),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territory.id"], name=op.f("fk_poll_roll_territory_id_territory")
        ),
        sa.ForeignKeyConstraint(
            ["voter_id"], ["person.id"], name=op.f("fk_poll_roll_voter_id_person")
        ),
        sa.PrimaryKeyConstraint("poll_id", "voter_id", name=op.f("pk_poll_roll")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_poll_roll_territory_id"), "poll_roll", ["territory_id"], unique=False)
    op.create_index(op.f("ix_poll_roll_voter_id"), "poll_roll", ["voter_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_roll_stays_10 BEFORE INSERT ON poll_roll WHEN (SELECT state FROM poll WHERE id = NEW.poll_id) <> 'frozen' BEGIN SELECT RAISE(ABORT, 'the roll is drawn once'); END"
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_roll_stays_11 BEFORE DELETE ON poll_roll WHEN TRUE BEGIN SELECT RAISE(ABORT, 'the roll does not change'); END"
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_roll_stays_12 BEFORE UPDATE ON poll_roll WHEN NEW.poll_id IS NOT OLD.poll_id OR NEW.voter_id IS NOT OLD.voter_id OR NEW.territory_id IS NOT OLD.territory_id OR NEW.channel IS NOT OLD.channel OR ((SELECT state FROM poll WHERE id = OLD.poll_id) = 'closed' AND NEW.voted IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'the roll does not change'); END"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_roll_stays_10() RETURNS trigger AS $$ BEGIN IF (SELECT state FROM poll WHERE id = NEW.poll_id) <> 'frozen' THEN RAISE EXCEPTION 'the roll is drawn once' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_roll_stays_10 BEFORE INSERT ON poll_roll FOR EACH ROW EXECUTE FUNCTION poll_roll_stays_10()"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_roll_stays_11() RETURNS trigger AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'the roll does not change' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_roll_stays_11 BEFORE DELETE ON poll_roll FOR EACH ROW EXECUTE FUNCTION poll_roll_stays_11()"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_roll_stays_12() RETURNS trigger AS $$ BEGIN IF NEW.poll_id IS DISTINCT FROM OLD.poll_id OR NEW.voter_id IS DISTINCT FROM OLD.voter_id OR NEW.territory_id IS DISTINCT FROM OLD.territory_id OR NEW.channel IS DISTINCT FROM OLD.channel OR ((SELECT state FROM poll WHERE id = OLD.poll_id) = 'closed' AND NEW.voted IS NOT NULL) THEN RAISE EXCEPTION 'the roll does not change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_roll_stays_12 BEFORE UPDATE ON poll_roll FOR EACH ROW EXECUTE FUNCTION poll_roll_stays_12()"
        )
    op.create_table(
        "poll_tally",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("question_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("option_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n >= 0", name=op.f("ck_poll_tally_not_negative")),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_poll_tally_poll_id_poll")),
        sa.PrimaryKeyConstraint("poll_id", "question_no", "option_no", name=op.f("pk_poll_tally")),
    )
    op.create_table(
        "poll_tally_by",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("question_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dimension", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("option_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "n IS NULL OR n >= 10", name=op.f("ck_poll_tally_by_small_cells_left_out")
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_poll_tally_by_poll_id_poll")
        ),
        sa.PrimaryKeyConstraint(
            "poll_id", "question_no", "dimension", "key", "option_no", name=op.f("pk_poll_tally_by")
        ),
    )
    op.create_table(
        "poll_option",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("question_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("cost_cents", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.Column("version_no", sa.Integer(), nullable=True),
        sa.Column("text_sha256", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "(initiative_id IS NULL) = (text_sha256 IS NULL)",
            name=op.f("ck_poll_option_bound_to_a_frozen_text"),
        ),
        sa.CheckConstraint("cost_cents >= 0", name=op.f("ck_poll_option_cost_not_negative")),
        sa.CheckConstraint("no >= 1", name=op.f("ck_poll_option_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_poll_option_initiative_id_initiative"),
        ),
        sa.ForeignKeyConstraint(
            ["poll_id", "question_no"],
            ["poll_question.poll_id", "poll_question.no"],
            name=op.f("fk_poll_option_poll_id_question_no_poll_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("poll_id", "question_no", "no", name=op.f("pk_poll_option")),
    )
    op.create_index(
        op.f("ix_poll_option_initiative_id"), "poll_option", ["initiative_id"], unique=False
    )
    op.create_index(
        "ix_poll_option_question", "poll_option", ["question_no", "poll_id"], unique=False
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_option_stays_3 BEFORE INSERT ON poll_option WHEN (SELECT state FROM poll WHERE id = NEW.poll_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'a frozen vote does not change'); END"
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_option_stays_4 BEFORE UPDATE ON poll_option WHEN (SELECT state FROM poll WHERE id = OLD.poll_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'a frozen vote does not change'); END"
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER poll_option_stays_5 BEFORE DELETE ON poll_option WHEN (SELECT state FROM poll WHERE id = OLD.poll_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'a frozen vote does not change'); END"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_option_stays_3() RETURNS trigger AS $$ BEGIN IF (SELECT state FROM poll WHERE id = NEW.poll_id) <> 'draft' THEN RAISE EXCEPTION 'a frozen vote does not change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_option_stays_3 BEFORE INSERT ON poll_option FOR EACH ROW EXECUTE FUNCTION poll_option_stays_3()"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_option_stays_4() RETURNS trigger AS $$ BEGIN IF (SELECT state FROM poll WHERE id = OLD.poll_id) <> 'draft' THEN RAISE EXCEPTION 'a frozen vote does not change' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_option_stays_4 BEFORE UPDATE ON poll_option FOR EACH ROW EXECUTE FUNCTION poll_option_stays_4()"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION poll_option_stays_5() RETURNS trigger AS $$ BEGIN IF (SELECT state FROM poll WHERE id = OLD.poll_id) <> 'draft' THEN RAISE EXCEPTION 'a frozen vote does not change' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $$ LANGUAGE plpgsql"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER poll_option_stays_5 BEFORE DELETE ON poll_option FOR EACH ROW EXECUTE FUNCTION poll_option_stays_5()"
        )


def downgrade() -> None:
    op.drop_table("poll_option")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION poll_option_stays_3()")
        op.execute("DROP FUNCTION poll_option_stays_4()")
        op.execute("DROP FUNCTION poll_option_stays_5()")
    op.drop_table("poll_tally_by")
    op.drop_table("poll_tally")
    op.drop_table("poll_roll")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION poll_roll_stays_10()")
        op.execute("DROP FUNCTION poll_roll_stays_11()")
        op.execute("DROP FUNCTION poll_roll_stays_12()")
    op.drop_table("poll_question")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION poll_question_stays_0()")
        op.execute("DROP FUNCTION poll_question_stays_1()")
        op.execute("DROP FUNCTION poll_question_stays_2()")
    op.drop_table("poll_event")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION poll_event_stays_13()")
        op.execute("DROP FUNCTION poll_event_stays_14()")
    op.drop_table("poll_approval")
    op.drop_table("chamber_vote")
    op.drop_table("ballot_box")
    op.drop_table("ballot_board")
    op.drop_table("poll")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION poll_stays_6()")
        op.execute("DROP FUNCTION poll_stays_7()")
        op.execute("DROP FUNCTION poll_stays_8()")
        op.execute("DROP FUNCTION poll_stays_9()")
