"""Whatever statement a crash falls upon, nobody is told half, and everybody once in the end."""

import sqlalchemy as sa

from auriga_web.core.access import Actor, Level, Role
from auriga_web.core.job_queue import Job
from auriga_web.core.job_queue.queue import jobs
from auriga_web.core.mail import OutboxMail
from auriga_web.needs import operations as needs
from auriga_web.notifications.models import Notification
from tests.factories import NOON, NeedFactory, PersonFactory, SupportFactory

SUPPORTERS = 12


class Crash(Exception):
    """As when the machine loses its current."""


def crashes(engine, number, act):
    """Do something and fall over the statement of this number; False if there were not so many."""
    seen = 0

    def fall(_connection, _cursor, statement, *_rest):
        nonlocal seen
        if statement.startswith(("SAVEPOINT", "ROLLBACK", "RELEASE")):
            return
        seen += 1
        if seen == number:
            raise Crash

    sa.event.listen(engine, "before_cursor_execute", fall)
    try:
        act()
    except Crash:
        return True
    finally:
        sa.event.remove(engine, "before_cursor_execute", fall)
    return False


def test_a_crash_at_any_statement_loses_nobody_and_tells_nobody_twice(db, monkeypatch):
    monkeypatch.setattr("auriga_web.core.clock.now", lambda: NOON)
    need = NeedFactory(published=True)
    SupportFactory.create_batch(SUPPORTERS, need_id=need.id)
    facilitator = Actor(
        person_id=PersonFactory(facilitator=True).id,
        roles=frozenset({Role.FACILITATOR}),
        level=Level.VERIFIED,
    )
    needs.take_up(need, actor=facilitator, now=NOON)
    db.session.commit()
    job = db.session.scalars(sa.select(Job).where(Job.name == "notifications.tell")).one()
    name, arguments = job.name, job.arguments

    def tell():
        with db.session.begin_nested():
            jobs[name](**arguments)

    def written():
        return [
            db.session.scalar(sa.select(sa.func.count()).select_from(model))
            for model in (Notification, OutboxMail)
        ]

    before, number = written(), 1
    while crashes(db.engine, number, tell):
        assert written() == before
        number += 1

    assert number > SUPPORTERS
    told = written()
    assert told[0] - before[0] == told[1] - before[1] == SUPPORTERS + 1
    tell()
    assert written() == told
