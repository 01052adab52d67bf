"""What somebody who holds the whole database, its log and the mails can find out: nothing."""

import random
from itertools import combinations
from pathlib import Path

import pytest
import sqlalchemy as sa

from auriga_web.core import clock
from auriga_web.core.database import Base, db
from auriga_web.voting.models import BallotBox
from auriga_web.voting.operations import closing
from auriga_web.voting.operations.drafting import OptionDraft
from auriga_web.voting.queries import keys, published
from tests.factories.voting import CLOSES, DURING, cast, code_of

VOTERS = 300
MOST_ORDER = 0.15
OPTIONS = [OptionDraft(title=f"Opzione {number}") for number in range(1, 13)]
CHOSEN = (2, 5, 7, 11)
ENCODED = b"2+5+7+11"


def order_between(first, second):
    """Return Kendall's tau: 1 for the same order, -1 for the reverse, about 0 for none."""
    place = {item: number for number, item in enumerate(second)}
    pairs = list(combinations([place[item] for item in first], 2))
    return sum(1 if a < b else -1 for a, b in pairs) / len(pairs)


def rows_of_everything(but=()):
    """Return every row of every table as text."""
    return {
        table.name: sorted(map(repr, db.session.execute(sa.select(table)).all()))
        for table in Base.metadata.sorted_tables
        if table.name not in but
    }


def bytes_of_everything():
    """Return the bytes of tables and log as they lie in storage."""
    if db.engine.dialect.name == "sqlite":
        path = Path(db.engine.url.database)
        return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    with db.engine.connect() as connection:
        connection.execute(sa.text("CHECKPOINT"))
        files = connection.execute(
            sa.text(
                "SELECT pg_relation_filepath(oid) FROM pg_class"
                " WHERE relkind IN ('r', 'i', 't') AND relnamespace <> 'pg_catalog'::regnamespace"
                " AND pg_relation_filepath(oid) IS NOT NULL"
                " UNION ALL SELECT 'pg_wal/' || name FROM pg_ls_waldir()"
            )
        ).scalars()
        read = sa.text("SELECT pg_read_binary_file(:name)")
        return b"".join(bytes(connection.scalar(read, {"name": name})) for name in files.all())


def commit_ids(table):
    return set(db.session.scalars(sa.text(f"SELECT xmin::text FROM {table}")))


class TestBox:
    def test_holds_neither_choice_nor_code_nor_person(self, open_vote):
        vote = open_vote(3, options=OPTIONS)
        person = vote.people[0]
        cast(vote.poll, person, *CHOSEN)
        code = code_of(vote.poll, person)

        stored = bytes_of_everything()

        assert ENCODED not in stored
        assert code.encode() not in stored
        assert set(BallotBox.__table__.columns.keys()) == {
            "poll_id",
            "voter_tag",
            "sealed",
            "etag",
        }

    def test_names_its_voter_nowhere_else(self, open_vote):
        vote = open_vote(3)
        cast(vote.poll, vote.people[0], 1)
        tag = keys.seal_for(vote.poll).tag(vote.people[0].id)

        elsewhere = str(rows_of_everything(but={"ballot_box"})).encode()

        assert tag not in elsewhere
        assert tag.hex().encode() not in elsewhere
        assert repr(tag).encode() not in elsewhere

    def test_is_all_that_a_cast_changes(self, open_vote):
        vote = open_vote(3)
        before = rows_of_everything(but={"ballot_box"})

        cast(vote.poll, vote.people[0], 1)
        code_of(vote.poll, vote.people[0])

        assert rows_of_everything(but={"ballot_box"}) == before

    def test_shares_its_transaction_with_nothing(self, open_vote, engine_name):
        if engine_name == "sqlite":
            pytest.skip("SQLite keeps no transaction beside a row.")
        vote = open_vote(12)
        for person in vote.people:
            cast(vote.poll, person, 1)

        of_ballots = commit_ids("ballot_box")
        shared = {
            table.name
            for table in Base.metadata.sorted_tables
            if table.name != "ballot_box" and commit_ids(table.name) & of_ballots
        }

        assert shared == set()


class TestRequest:
    def test_leaves_nothing_but_a_sealed_ballot(self, open_vote, monkeypatch, caplog):
        monkeypatch.setattr(clock, "now", lambda: DURING)
        vote = open_vote(3, options=OPTIONS)
        vote.app.config["WTF_CSRF_ENABLED"] = False
        browser = vote.app.test_client()
        with browser.session_transaction() as session:
            session["_user_id"] = vote.people[0].get_id()
            session["_fresh"] = True
        browser.get("/votazioni")
        before = rows_of_everything(but={"ballot_box"})
        at = f"/votazioni/{vote.poll.id}"

        with caplog.at_level("DEBUG"):
            cast_answer = browser.post(f"{at}/voto", data={"q1": list(CHOSEN), "seen": ""})
            browser.get(f"{at}/voto")
            code_answer = browser.post(f"{at}/codice")
        db.session.rollback()

        assert (cast_answer.status_code, code_answer.status_code) == (303, 200)
        assert rows_of_everything(but={"ballot_box"}) == before
        code = code_answer.text.split('id="code-1">')[1].split("<")[0]
        kept = bytes_of_everything()
        for secret in (ENCODED, code.encode(), code.replace("-", "").encode()):
            assert secret not in kept
            assert secret.decode() not in caplog.text
        assert "Set-Cookie" not in code_answer.headers


class TestBoard:
    def test_tells_no_order_in_tables_or_log_and_outlives_its_key(self, open_vote, engine_name):
        vote = open_vote(VOTERS)
        shuffled = random.Random(11).sample(vote.people, VOTERS)
        voters, codes = [person.id for person in shuffled], []
        for person in shuffled:
            cast(vote.poll, person, 1)
            codes.append(code_of(vote.poll, person))
        closing.close_poll(vote.poll.id, now=CLOSES)
        db.session.commit()

        if engine_name == "postgresql":
            assert len(commit_ids("ballot_board")) == len(commit_ids("poll_roll")) == 1
        place = "" if engine_name == "sqlite" else " ORDER BY ctid"
        board = list(db.session.scalars(sa.text(f"SELECT code FROM ballot_board{place}")))
        roll = list(db.session.scalars(sa.text(f"SELECT voter_id FROM poll_roll{place}")))
        stored = bytes_of_everything()
        logged = sorted(codes, key=lambda code: stored.find(code.encode()))
        code_of_voter = dict(zip(voters, codes, strict=True))

        assert set(board) == set(codes)
        assert all(code.encode() in stored for code in codes)
        for first, second in (
            (codes, board),
            (codes, logged),
            (voters, roll),
            # Nor does the place on the roll tell the place on the board.
            ([code_of_voter[voter] for voter in roll], board),
        ):
            assert abs(order_between(first, second)) < MOST_ORDER

        closing.destroy_key_of_closed(vote.poll.id, now=CLOSES)
        db.session.commit()
        with pytest.raises(keys.KeyMissing):
            keys.seal_for(vote.poll)
        assert {line.code for line in published.board_lines(vote.poll)} == set(codes)
