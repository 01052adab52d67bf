"""Claims about codes that are not there: how many for all, what they say for the guarantor."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Integer, cast, func, select

from auriga_web.accounts.models import Person
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db
from auriga_web.voting import policies
from auriga_web.voting.models import PollClaim


class ClaimCounts(NamedTuple):
    """How many claimed, how many claims are decided, and how many were right."""

    made: int
    decided: int
    upheld: int


class ReadClaim(NamedTuple):
    """A claim with the name of whoever made it, as the guarantor reads it."""

    claim: PollClaim
    name: str


def count_claims(poll_id: int) -> ClaimCounts:
    """Return how many claims there were about a vote, in one statement."""
    row = db.session.execute(
        select(
            func.count(),
            func.count(PollClaim.decided_at),
            func.coalesce(func.sum(cast(PollClaim.is_upheld, Integer)), 0),
        ).where(PollClaim.poll_id == poll_id)
    ).one()
    return ClaimCounts(*row)


def has_open_claims(poll_id: int) -> bool:
    """Tell whether a claim about a vote waits for the guarantor."""
    waiting = select(PollClaim.id).where(
        PollClaim.poll_id == poll_id, PollClaim.decided_at.is_(None)
    )
    return db.session.scalars(waiting.limit(1)).first() is not None


def list_claims(poll_id: int, *, reader: Actor, limit: int = 200) -> Sequence[ReadClaim]:
    """Return the claims about a vote, those that wait first.

    :raises NotAllowed: if the reader is not the guarantor.
    """
    authorise(policies.may_decide_claims(reader))
    rows = db.session.execute(
        select(PollClaim, Person.name)
        .join(Person, Person.id == PollClaim.person_id)
        .where(PollClaim.poll_id == poll_id)
        .order_by(PollClaim.decided_at.is_not(None), PollClaim.made_at, PollClaim.id)
        .limit(limit)
    )
    return [ReadClaim(*row) for row in rows]
