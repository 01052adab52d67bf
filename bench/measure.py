"""What is measured: pages as visitors and members see them, and the writes that matter."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import event, func, select

from auriga_web.accounts.models import Person
from auriga_web.core.database import db
from auriga_web.needs.models import Need, NeedCounter
from auriga_web.voting.models import Poll, PollRoll, PollState
from bench.load import Result, get, post, run
from bench.served import Installation

READERS = 8
WRITERS = 16
# Each votes once: a change would have to name the ballot it replaces.
VOTERS = 800
# A common word, two words, a rare one, a mistyped one, one kind alone.
SEARCHES = {
    f"search, {name}": f"/cerca?{urlencode(asked)}"
    for name, asked in (
        ("common word", {"q": "casa"}),
        ("two words", {"q": "accompagnare visite"}),
        ("rare word", {"q": "anziani"}),
        ("mistyped", {"q": "acompagnare"}),
        ("one kind", {"q": "casa", "tipo": "iniziative"}),
    )
}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    result: Result
    statements: int | None = None


@dataclass(frozen=True)
class Subjects:
    """What there is to measure with."""

    members: Sequence[str]
    voters: Sequence[str]
    busy_need: int
    open_needs: Sequence[int]
    poll: int
    comune: int


def measure(installation: Installation, *, seconds: float, only: str = "") -> list[Row]:
    """Return a row for each measure whose name holds `only`; the first is the reference."""
    subjects = _choose(installation)
    cookies = installation.cookies_for(subjects.members)
    voters = installation.cookies_for(subjects.voters)
    rows = [Row("Flask constant", _constant(installation, seconds=seconds))]
    with installation.serving():
        rows += _pages(installation, subjects, cookies[0], seconds=seconds, only=only)
        rows += _writes(installation, subjects, cookies, voters, seconds=seconds, only=only)
    return rows


def _choose(installation: Installation) -> Subjects:
    with installation.application():
        busy = (
            db.session.scalars(
                select(NeedCounter.need_id)
                .join(Need, Need.id == NeedCounter.need_id)
                .where(NeedCounter.comment_count >= 50, Need.is_listed)
                .order_by(NeedCounter.comment_count)
                .limit(1)
            ).one_or_none()
            or db.session.scalars(
                select(NeedCounter.need_id).order_by(NeedCounter.comment_count.desc()).limit(1)
            ).one()
        )
        poll = db.session.scalars(select(Poll.id).where(Poll.state == PollState.OPEN)).one()
        return Subjects(
            members=db.session.scalars(
                select(Person.fs_uniquifier)
                .where(Person.tf_primary_method.is_(None), Person.email.is_not(None))
                .order_by(Person.id.desc())
                .limit(WRITERS)
            ).all()
            or db.session.scalars(select(Person.fs_uniquifier).limit(WRITERS)).all(),
            voters=db.session.scalars(
                select(Person.fs_uniquifier)
                .join(PollRoll, PollRoll.voter_id == Person.id)
                .where(PollRoll.poll_id == poll)
                .order_by(Person.id.desc())
                .limit(VOTERS)
            ).all(),
            busy_need=busy,
            open_needs=db.session.scalars(
                select(Need.id)
                .where(Need.is_listed, Need.state == "published")
                .order_by(func.length(Need.title), Need.id)
                .limit(5000)
            ).all(),
            poll=poll,
            comune=db.session.scalars(
                select(Need.comune_id).group_by(Need.comune_id).order_by(func.count().desc())
            ).first()
            or 0,
        )


def _pages(
    installation: Installation, subjects: Subjects, member: str, *, seconds: float, only: str
) -> Iterator[Row]:
    need = f"/bisogni/{subjects.busy_need}"
    listing = "/bisogni"
    filtered = f"/bisogni?{urlencode({'comune': subjects.comune, 'stato': 'published'})}"
    search = f"/bisogni?{urlencode({'q': 'accompagnare visite'})}"
    for name, path in (("home", "/"), ("list", listing), ("need", need)):
        if only in f"{name}, visitor (kept)":
            yield Row(f"{name}, visitor (kept)", _read(installation, get(path), seconds))
    with installation.application() as app:
        for name, path in (
            ("home", "/"),
            ("list", listing),
            ("list, filtered", filtered),
            ("list, searched", search),
            *SEARCHES.items(),
            ("need, 50 comments", need),
        ):
            if only not in f"{name}, member":
                continue
            counted = _statements(app, path, member)
            yield Row(
                f"{name}, member",
                _read(installation, get(path, cookie=member), seconds)
                if name not in SEARCHES
                else _read_anew(installation, path, member, seconds),
                counted,
            )


def _writes(
    installation: Installation,
    subjects: Subjects,
    members: Sequence[str],
    voters: Sequence[str],
    *,
    seconds: float,
    only: str,
) -> Iterator[Row]:
    if not any(only in f"{name}, durable" for name in ("support", "comment", "vote")):
        return
    tokens = [installation.token_for(cookie, "/bisogni/nuovo/testo") for cookie in members]
    vote_page = f"/votazioni/{subjects.poll}/voto"
    vote_tokens = [installation.token_for(cookie, vote_page) for cookie in voters]

    def support(number: int) -> bytes:
        who, need = number % len(members), number // len(members)
        path = f"/bisogni/{subjects.open_needs[need % len(subjects.open_needs)]}/adesioni"
        return post(path, urlencode({"csrf_token": tokens[who]}), cookie=members[who])

    def comment(number: int) -> bytes:
        who, need = number % len(members), number // len(members)
        subject = subjects.open_needs[need % len(subjects.open_needs)]
        form = {"csrf_token": tokens[who], "body": f"Serve anche qui, dico io: {number}."}
        path = f"/discussioni/nuovo?tipo=need&id={subject}"
        return post(path, urlencode(form), cookie=members[who])

    def vote(number: int) -> bytes:
        who = number
        form = [("csrf_token", vote_tokens[who]), ("q1", "1"), ("q1", "2")]
        return post(vote_page, urlencode(form), cookie=voters[who])

    for name, make, most in (
        ("support", support, None),
        ("comment", comment, None),
        ("vote", vote, len(voters)),
    ):
        if only not in f"{name}, durable":
            continue
        yield Row(
            f"{name}, durable",
            run(installation.port, make, connections=WRITERS, seconds=seconds, at_most=most),
        )


def _read(installation: Installation, request: bytes, seconds: float) -> Result:
    run(installation.port, lambda _n: request, connections=READERS, seconds=0.5)
    return run(installation.port, lambda _n: request, connections=READERS, seconds=seconds)


def _read_anew(installation: Installation, path: str, cookie: str, seconds: float) -> Result:
    """Read a page that is kept by its address, each time by another one."""
    return run(
        installation.port,
        lambda n: get(f"{path}&volta={n}", cookie=cookie),
        connections=READERS,
        seconds=seconds,
    )


def _statements(app: Flask, path: str, cookie: str) -> int:
    counted: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA")):
            counted.append(statement)

    engines = list(db.engines.values())
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        app.test_client(use_cookies=False).get(path, headers={"Cookie": cookie})
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
    return len(counted)


def _constant(installation: Installation, *, seconds: float) -> Result:
    with _constant_server(installation):
        return _read(installation, get("/"), seconds)


@contextmanager
def _constant_server(installation: Installation) -> Iterator[None]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(installation.port), "--workers", "2", "--blocking-threads", "1"]
    command += ["--no-access-log", "--log-level", "warning", "--factory"]
    server = subprocess.Popen([*command, "bench.constant:create_app"])
    try:
        installation.wait_for("/")
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)
