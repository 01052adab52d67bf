"""Mails to everyone on the roll: that one can vote, that it ends soon, how it went.

Always to the whole roll: who has voted is nobody's business, not even a list of recipients'.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select

from auriga_web.accounts.models import Person
from auriga_web.core.database import db
from auriga_web.core.job_queue import enqueue
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import queue_mail
from auriga_web.voting.models import Poll, PollRoll, PollState

REMINDER_BEFORE = timedelta(hours=48)
_AT_A_TIME = 300


class Tiding(StrEnum):
    """What the roll is told."""

    OPENING = "opening"
    REMINDER = "reminder"
    RESULT = "result"


_FITS: Mapping[Tiding, PollState] = {
    Tiding.OPENING: PollState.OPEN,
    Tiding.REMINDER: PollState.OPEN,
    Tiding.RESULT: PollState.CLOSED,
}


def plan_tidings(poll: Poll, *, now: datetime) -> None:
    """Ask for the mails of a vote that opens: at its first minute, and two days before the end."""
    _plan(poll.id, Tiding.OPENING, now=now, at=max(now, poll.opens_at))
    reminder_at = poll.closes_at - REMINDER_BEFORE
    if reminder_at > poll.opens_at:
        _plan(poll.id, Tiding.REMINDER, now=now, at=reminder_at)


def plan_result(poll: Poll, *, now: datetime) -> None:
    """Ask for the mails with the hash of the board."""
    _plan(poll.id, Tiding.RESULT, now=now, at=now)


def tell_roll(poll_id: int, tiding: Tiding, *, after_id: int, now: datetime) -> None:
    """Write the mails of the next few hundred on the roll, and ask for the rest."""
    poll = db.session.get_one(Poll, poll_id)
    is_late = tiding is not Tiding.RESULT and now >= poll.closes_at
    if poll.state is not _FITS[tiding] or is_late:
        return
    people = db.session.execute(
        select(Person.id, Person.email, Person.language)
        .join(PollRoll, PollRoll.voter_id == Person.id)
        .where(PollRoll.poll_id == poll_id, Person.id > after_id, Person.active)
        .order_by(Person.id)
        .limit(_AT_A_TIME)
    ).all()
    for person in people:
        if person.email is None:
            continue
        with in_language(person.language):
            subject = _subject(tiding, poll)
        queue_mail(
            recipient=person.email,
            person_id=person.id,
            kind=f"voting.{tiding}",
            subject=subject,
            template=f"voting/mails/{tiding}.txt",
            context={"poll": poll},
            dedupe_key=f"voting.{tiding}:{poll_id}:{person.id}",
            language=person.language,
            now=now,
        )
    if len(people) == _AT_A_TIME:
        _plan(poll_id, tiding, now=now, at=now, after_id=people[-1].id)


def _subject(tiding: Tiding, poll: Poll) -> str:
    match tiding:
        case Tiding.OPENING:
            return _("You can vote: %(title)s", title=poll.title)
        case Tiding.REMINDER:
            return _("Two days left to vote: %(title)s", title=poll.title)
        case Tiding.RESULT:
            return _("The result of the vote “%(title)s”", title=poll.title)


def _plan(poll_id: int, tiding: Tiding, *, now: datetime, at: datetime, after_id: int = 0) -> None:
    enqueue(
        "voting.tell_roll",
        now=now,
        run_at=at,
        key=f"voting.{tiding}:{poll_id}:{after_id}",
        poll_id=poll_id,
        tiding=tiding.value,
        after_id=after_id,
    )
