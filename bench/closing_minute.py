"""The last minute of a vote over HTTP: everybody comes, half of them in the last sixth."""

import http.client
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from urllib.parse import urlencode

from sqlalchemy import select

from auriga_web.core import clock
from auriga_web.core.commands.schema import upgrade_schema
from auriga_web.core.database import db
from auriga_web.territories.models import Territory
from auriga_web.voting.models import Poll, PollState, TwoPersonAct
from auriga_web.voting.operations import drafting
from auriga_web.voting.queries import published
from bench.served import Installation
from tests.factories.territories import ComuneFactory
from tests.factories.voting import approve, draft_poll, facilitator, voters

_AT_ONCE = 64
_LAST_PART = 1 / 6
_COUNT_WITHIN_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was answered, how fast, and what stands on the board."""

    statuses: Counter[int]
    times: Sequence[float]
    accepted: int
    on_board: int

    def percentile(self, share: float) -> float:
        """Return within how many seconds this share of the ballots was answered."""
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def closing_minute(installation: Installation, *, count: int, seconds: float) -> Outcome:
    """Let `count` voters come in the last `seconds` of a vote, and wait for its board.

    How long an answer took is measured from when the voter pressed, waiting in line included.
    """
    with installation.application():
        upgrade_schema()
        comune = ComuneFactory()
        names = [person.get_id() for person in voters(comune, count)]
    cookies = installation.cookies_for(names)
    with installation.serving():
        with installation.application():
            poll_id = _open(comune.id, until=clock.now() + timedelta(seconds=seconds + count / 50))
            closes_at = db.session.get_one(Poll, poll_id).closes_at
        path = f"/votazioni/{poll_id}/voto"
        with ThreadPoolExecutor(_AT_ONCE // 4) as pool:
            tokens = list(pool.map(lambda cookie: installation.token_for(cookie, path), cookies))
        begins_in = (closes_at - clock.now()).total_seconds() - seconds
        moments = [begins_in + moment for moment in _arrivals(count, seconds)]
        browsers = list(zip(cookies, tokens, strict=True))
        statuses, times = _send(installation.port, path, browsers, moments)
        on_board = _wait_for_board(installation, poll_id)
    return Outcome(statuses=statuses, times=times, accepted=statuses[200], on_board=on_board)


def _open(comune_id: int, *, until: datetime) -> int:
    comune = db.session.get_one(Territory, comune_id)
    now = clock.now()
    poll = draft_poll(comune, opens_at=now - timedelta(hours=1), closes_at=until)
    drafting.freeze_poll(poll.id, actor=facilitator(), now=now)
    approve(poll, TwoPersonAct.OPENING, at=now)
    return poll.id


def _arrivals(count: int, seconds: float) -> list[float]:
    random = Random(60)
    late = seconds * (1 - _LAST_PART)
    early = [random.uniform(0, late) for _voter in range(count // 2)]
    return sorted([*early, *(random.uniform(late, seconds) for _v in range(count - len(early)))])


def _send(
    port: int, path: str, browsers: Sequence[tuple[str, str]], moments: Sequence[float]
) -> tuple[Counter[int], list[float]]:
    started = time.perf_counter()

    def press(number: int) -> tuple[int, float]:
        (cookie, token), moment = browsers[number], moments[number]
        time.sleep(max(0.0, started + moment - time.perf_counter()))
        headers = {
            "Cookie": cookie,
            "HX-Request": "true",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({"csrf_token": token, "q1": 1 + number % 3, "seen": ""})
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read()
        return answer.status, time.perf_counter() - started - moment

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answered = list(pool.map(press, range(len(browsers))))
    return Counter(status for status, _spent in answered), [spent for _status, spent in answered]


def _wait_for_board(installation: Installation, poll_id: int) -> int:
    with installation.application():
        for _second in range(_COUNT_WITHIN_SECONDS):
            db.session.rollback()
            poll = db.session.scalars(
                select(Poll).where(Poll.id == poll_id).execution_options(populate_existing=True)
            ).one()
            if poll.state is PollState.CLOSED:
                return len(published.board_lines(poll))
            time.sleep(1)
    raise TimeoutError("The vote was not counted.")
