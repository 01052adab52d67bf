"""Saying that one's code is not there, and the guarantor's decision; how many is public."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts import queries as accounts
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import queue_mail
from auriga_web.duties import operations as duties
from auriga_web.voting import policies
from auriga_web.voting.models import Poll, PollClaim, PollState
from auriga_web.voting.operations.chronicle import add_event, locked_poll
from auriga_web.voting.queries import ballots
from auriga_web.voting.queries.claims import has_open_claims
from auriga_web.voting.rules import claims


class AlreadyClaimed(Exception):
    """This person has claimed about this vote before."""


class AlreadyDecided(Exception):
    """The guarantor has decided on this claim."""


def make_claim(poll_id: int, *, text: str, actor: Actor, now: datetime) -> None:
    """Write that the actor does not find their code, for the guarantor alone to read.

    :raises NotAllowed: if the actor is not on the roll.
    :raises TooLate: if there is no result, or the ten days are over.
    :raises AlreadyClaimed: if the actor has claimed before.
    """
    poll = locked_poll(poll_id)
    authorise(ballots.is_on_roll(poll_id, reader=actor))
    claims.check_in_time(poll.closed_at if poll.state is PollState.CLOSED else None, now=now)
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    written = db.session.execute(
        insert(PollClaim)
        .values(poll_id=poll_id, person_id=actor.person_id, text=text.strip(), made_at=now)
        .on_conflict_do_nothing()
        .returning(PollClaim.id)
    ).scalar_one_or_none()
    if written is None:
        raise AlreadyClaimed
    duties.open_duty(
        kind="poll.claims",
        subject=("poll", poll_id),
        role=Role.GUARANTOR,
        due_at=now + claims.DECIDED_WITHIN,
        now=now,
    )
    audit.record(actor, "poll.claimed", subject_kind="poll", subject_id=poll_id, now=now)


def decide_claim(
    poll_id: int, claim_id: int, *, is_upheld: bool, reason: str, actor: Actor, now: datetime
) -> None:
    """Decide on a claim, with a reason for whoever made it; that it was decided is public.

    :raises NotAllowed: if the actor is not the guarantor, or made the claim.
    :raises NoResultFound: if there is no such claim about this vote.
    :raises AlreadyDecided: if it is decided.
    """
    authorise(policies.may_decide_claims(actor))
    poll = locked_poll(poll_id)
    claim = db.session.scalars(
        select(PollClaim)
        .where(PollClaim.id == claim_id, PollClaim.poll_id == poll_id)
        .execution_options(populate_existing=True)
    ).one()
    authorise(claim.person_id != actor.person_id)
    if claim.decided_at is not None:
        raise AlreadyDecided
    claim.is_upheld, claim.reason = is_upheld, reason.strip()
    claim.decided_by_id, claim.decided_at = actor.person_id, now
    db.session.flush()
    add_event(poll, "claim_decided", {"is_upheld": is_upheld}, now=now)
    if not has_open_claims(poll_id):
        duties.settle_duty(kind="poll.claims", subject=("poll", poll_id), now=now)
    audit.record(actor, "poll.claim_decided", subject_kind="poll", subject_id=poll_id, now=now)
    _tell(poll, claim, now=now)


def _tell(poll: Poll, claim: PollClaim, *, now: datetime) -> None:
    person = accounts.get_person(claim.person_id)
    if person.email is None:
        return
    with in_language(person.language):
        subject = _("The guarantor's answer about the vote “%(title)s”", title=poll.title)
    queue_mail(
        recipient=person.email,
        person_id=person.id,
        kind="voting.claim",
        subject=subject,
        template="voting/mails/claim.txt",
        context={"poll": poll, "claim": claim},
        dedupe_key=f"voting.claim:{claim.id}",
        language=person.language,
        now=now,
    )
