"""Many at once, at the last moment, and a process that dies: nobody counts twice, none is lost."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from auriga_web.core.database import db
from auriga_web.voting.models import BallotBox, PollRoll, PollState
from auriga_web.voting.operations import casting, closing
from auriga_web.voting.queries import ballots, published
from auriga_web.voting.rules.config import from_json
from tests.factories.voting import CLOSES, DURING, acting

AT_ONCE = 50
CHECKOUT = Path(__file__).resolve().parents[2]


def count_of(model, *conditions):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions))


def in_threads(app, work, items):
    """Do `work` on every item at once, each in a context and a transaction of its own."""

    def alone(item):
        with app.app_context():
            try:
                done = work(item)
                db.session.commit()
                return done
            except (casting.ChangedMeanwhile, casting.NotOpenNow) as refusal:
                db.session.rollback()
                return refusal

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(alone, items))


def test_one_voter_fifty_times_at_once_has_one_row(open_vote):
    vote = open_vote(1)
    poll_id, actor = vote.poll.id, acting(vote.people[0])
    db.session.rollback()

    def cast(number):
        return casting.cast_ballot(
            poll_id, actor=actor, chosen={1: [1 + number % 3]}, seen=None, clock=lambda: DURING
        )

    answers = in_threads(vote.app, cast, range(AT_ONCE))

    taken = [answer for answer in answers if isinstance(answer, casting.InTheBox)]
    assert len(taken) == 1
    assert count_of(BallotBox) == 1


def test_changes_at_once_keep_one_of_them(open_vote):
    vote = open_vote(1)
    poll_id, actor = vote.poll.id, acting(vote.people[0])
    held = casting.cast_ballot(
        poll_id, actor=actor, chosen={1: [1]}, seen=None, clock=lambda: DURING
    )
    db.session.commit()

    def change(number):
        return casting.cast_ballot(
            poll_id, actor=actor, chosen={1: [2, 3]}, seen=held.etag, clock=lambda: DURING
        )

    answers = in_threads(vote.app, change, range(12))

    taken = [answer for answer in answers if isinstance(answer, casting.InTheBox)]
    own = ballots.find_own_ballot(vote.poll, from_json(vote.poll.config_json), reader=actor)
    assert len(taken) == 1
    assert own.etag == taken[0].etag


@pytest.mark.parametrize("round_number", range(4))
def test_what_was_acknowledged_before_the_close_is_counted(open_vote, round_number):
    vote = open_vote(14)
    poll_id, actors = vote.poll.id, [acting(person) for person in vote.people]
    db.session.rollback()
    time_is_up = threading.Event()
    start = threading.Barrier(len(actors) + 2)

    def cast_or_close(actor):
        start.wait()
        if actor is None:
            time_is_up.set()
            return closing.close_poll(poll_id, now=CLOSES)
        return casting.cast_ballot(
            poll_id,
            actor=actor,
            chosen={1: [1]},
            seen=None,
            clock=lambda: CLOSES if time_is_up.is_set() else DURING,
        )

    answers = in_threads(vote.app, cast_or_close, [*actors, None, None])

    acknowledged = sum(isinstance(answer, casting.InTheBox) for answer in answers)
    db.session.expire_all()
    assert answers[-2:].count(True) == 1
    assert vote.poll.state is PollState.CLOSED
    assert vote.poll.ballots_count == acknowledged
    assert count_of(PollRoll, PollRoll.voted) == acknowledged
    assert len(published.board_lines(vote.poll)) == acknowledged


def test_a_killed_process_loses_nothing_acknowledged(open_vote, tmp_path):
    vote = open_vote(60)
    ids = [person.id for person in vote.people]
    folder = vote.app.config["BALLOT_KEY_DIR"].parent
    url = db.engine.url.render_as_string(hide_password=False)
    db.session.rollback()
    acknowledged = []
    for after in (7, 11):
        first = ids[len(acknowledged) + 1] if acknowledged else ids[0]
        # The one that was being written when the process died may be there or not: skip it.
        command = [sys.executable, "-m", "tests.voting.caster", url, str(folder)]
        with subprocess.Popen(
            [*command, str(vote.poll.id), str(first), str(ids[-1])],
            stdout=subprocess.PIPE,
            text=True,
            cwd=CHECKOUT,
        ) as process:
            for _, line in zip(range(after), process.stdout, strict=False):
                acknowledged.append(int(line))
            os.kill(process.pid, signal.SIGKILL)
            acknowledged += [int(line) for line in process.stdout if line.endswith("\n")]

    db.session.expire_all()
    configuration = from_json(vote.poll.config_json)
    for person in vote.people:
        own = ballots.find_own_ballot(vote.poll, configuration, reader=acting(person))
        assert own.is_in_the_box or person.id not in acknowledged
        assert not own.is_in_the_box or own.answers == {1: (1 + person.id % 3,)}
    assert len(acknowledged) >= 18
    assert count_of(BallotBox) <= len(acknowledged) + 2
    assert closing.close_poll(vote.poll.id, now=CLOSES)
