"""Mailing the hash of the board to everyone on the roll, whether they voted or not."""

from datetime import datetime

from sqlalchemy import select

from auriga_web.accounts.models import Person
from auriga_web.core.database import db
from auriga_web.core.job_queue import enqueue
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import queue_mail
from auriga_web.voting.models import Poll, PollRoll, PollState

_AT_A_TIME = 300


def send_result(poll_id: int, *, after_id: int, now: datetime) -> None:
    """Write the mails of the next few hundred on the roll, and ask for the rest."""
    poll = db.session.get_one(Poll, poll_id)
    if poll.state is not PollState.CLOSED:
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
            subject = _("The result of the vote “%(title)s”", title=poll.title)
        queue_mail(
            recipient=person.email,
            person_id=person.id,
            kind="voting.result",
            subject=subject,
            template="voting/mails/result.txt",
            context={"poll": poll},
            dedupe_key=f"voting.result:{poll_id}:{person.id}",
            language=person.language,
            now=now,
        )
    if len(people) == _AT_A_TIME:
        last = people[-1].id
        enqueue(
            "voting.send_result",
            now=now,
            key=f"voting.send_result:{poll_id}:{last}",
            poll_id=poll_id,
            after_id=last,
        )
