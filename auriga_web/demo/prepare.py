"""Filling a database with the demo, once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import delete

from auriga_web.core import clock, installation, job_queue
from auriga_web.core.commands.schema import upgrade_schema
from auriga_web.core.database import db
from auriga_web.core.job_queue import Job
from auriga_web.core.mail import OutboxMail
from auriga_web.core.search.vocabulary import renew_vocabulary
from auriga_web.demo import bulk, people
from auriga_web.demo.budget_vote import BudgetVote
from auriga_web.demo.content import read_content
from auriga_web.demo.initiatives import InitiativeStories
from auriga_web.demo.needs import NeedStories
from auriga_web.demo.paths import PathStories
from auriga_web.demo.rows import refresh_statistics
from auriga_web.demo.services import add_services
from auriga_web.demo.timeline import Timeline
from auriga_web.demo.votes import VoteStories
from auriga_web.services.operations import load_service_areas
from auriga_web.territories.operations import load_territories

_SEED = 1994
Progress = Callable[[str], None]


def prepare(size: str, *, now: datetime, say: Progress) -> bool:
    """Fill the database with a demo of this size; return False if it was there already.

    :raises AlreadyPrepared: if the database is in real use.
    """
    upgrade_schema()
    installation.mark(is_demo=True, now=now)
    if people.has_people():
        db.session.rollback()
        return False
    content = read_content()
    load_territories(now)
    load_service_areas(now)
    say("stories")
    crowd = _tell_stories(now, bulk.SIZES[size])
    say("needs")
    bulk.add_needs(bulk.SIZES[size], crowd, content, now=now)
    db.session.commit()
    say("messages")
    _run_jobs()
    renew_vocabulary(now)
    refresh_statistics()
    db.session.commit()
    return True


def _tell_stories(now: datetime, size: bulk.Size) -> range:
    crowds: list[range] = []
    random, content, timeline = Random(_SEED), read_content(), Timeline()
    cast = people.Cast(content, random, now=now)
    needs = NeedStories(content, cast, timeline, random, now=now)
    initiatives = InitiativeStories(content, cast, needs, timeline, random, now=now)
    votes = VoteStories(cast, initiatives, timeline, random, now=now)
    paths = PathStories(cast, initiatives, timeline, random, now=now)
    budget = BudgetVote(cast, timeline, Random(_SEED + 1), now=now)
    for stories in (needs, initiatives, votes, paths, budget):
        stories.tell()
    timeline.at(now - timedelta(days=380), add_services, content, cast)
    # The crowd comes after the vote that was held, and is on the roll of the one that is open.
    timeline.at(now - timedelta(days=100), lambda at: crowds.append(bulk.add_people(size, now=at)))
    timeline.play()
    return crowds[0]


def _run_jobs() -> None:
    # People in the demo have been told on the site; their addresses do not exist, and a large roll
    # would be written to for hours.
    db.session.execute(delete(Job).where(Job.name == "voting.tell_roll"))
    while job_queue.run_due_jobs(clock.now(), limit=500):
        continue
    db.session.execute(delete(OutboxMail))
