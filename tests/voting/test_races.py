"""Many at once, at the last moment, and a process that dies: nobody counts twice, none is lost."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

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


def test_one_voter_fifty_times_at_once_has_one_row(open_vote, times):
    rounds = times(2, 200)
    vote = open_vote(rounds)
    poll_id, actors = vote.poll.id, [acting(person) for person in vote.people]
    db.session.rollback()

    for number, actor in enumerate(actors, start=1):

        def cast(choice, actor=actor):
            return casting.cast_ballot(
                poll_id, actor=actor, chosen={1: [1 + choice % 3]}, seen=None, clock=lambda: DURING
            )

        answers = in_threads(vote.app, cast, range(AT_ONCE))

        taken = [answer for answer in answers if isinstance(answer, casting.InTheBox)]
        assert len(taken) == 1
        assert count_of(BallotBox) == number
        db.session.rollback()


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


def test_what_was_acknowledged_before_the_close_is_counted(open_vote, times):
    for _round in range(times(4, 100)):
        race_to_the_close(open_vote)


def race_to_the_close(open_vote):
    """Let fourteen cast while two close: whoever was acknowledged is counted, nobody else."""
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
    assert count_of(PollRoll, PollRoll.voted, PollRoll.poll_id == poll_id) == acknowledged
    assert len(published.board_lines(vote.poll)) == acknowledged
    db.session.rollback()


def test_a_killed_process_loses_nothing_acknowledged(open_vote, times):
    runs = times(2, 100)
    each = times(11, 500)
    vote = open_vote(runs * (each + 60))
    ids = [person.id for person in vote.people]
    folder = vote.app.config["BALLOT_KEY_DIR"].parent
    url = db.engine.url.render_as_string(hide_password=False)
    db.session.rollback()
    acknowledged = []
    first = 0
    for _run in range(runs):
        said = cast_until_killed([url, str(folder), str(vote.poll.id), ids[first], ids[-1]], each)
        acknowledged += said
        # The one that was being written when the process died may be there or not: skip it.
        first = ids.index(said[-1]) + 2

    db.session.expire_all()
    configuration = from_json(vote.poll.config_json)
    seen = set(acknowledged)
    for person in vote.people[: first + 1]:
        own = ballots.find_own_ballot(vote.poll, configuration, reader=acting(person))
        assert own.is_in_the_box or person.id not in seen
        assert not own.is_in_the_box or own.answers == {1: (1 + person.id % 3,)}
    assert len(acknowledged) >= runs * each
    assert len(acknowledged) <= count_of(BallotBox) <= len(acknowledged) + runs
    assert closing.close_poll(vote.poll.id, now=CLOSES)


def cast_until_killed(arguments, after):
    """Start a process that casts, kill it after so many acknowledged, and return those."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.voting.caster", *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    ) as process:
        said = [int(line) for _, line in zip(range(after), process.stdout, strict=False)]
        os.kill(process.pid, signal.SIGKILL)
        said += [int(line) for line in process.stdout if line.endswith("\n")]
    return said
