"""How a body votes: in the open, with its name, its reason and its conflict of interest."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db
from auriga_web.voting import policies
from auriga_web.voting.models import ChamberVote, Poll, PollState
from auriga_web.voting.operations.casting import NotOpenNow
from auriga_web.voting.operations.chronicle import locked_poll
from auriga_web.voting.rules import config
from auriga_web.voting.rules.methods import method_of


def vote_in_chamber(
    poll_id: int,
    *,
    chosen: Mapping[int, Sequence[int]],
    reason: str,
    conflict: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Write what the actor's body chooses; until the close it may change its mind, in the open.

    :raises NotAllowed: if the actor does not represent a body that votes.
    :raises NotOpenNow: if the vote is not open at this moment.
    :raises InvalidBallot: if the choices do not make a ballot.
    """
    authorise(policies.may_vote_in_chamber(actor))
    assert actor.body_id is not None
    assert actor.person_id is not None
    poll = locked_poll(poll_id)
    if poll.state is not PollState.OPEN or not poll.opens_at <= now < poll.closes_at:
        raise NotOpenNow(poll.state)

    for question_no, choice in _encoded(poll, chosen).items():
        vote = db.session.get(ChamberVote, (poll_id, question_no, actor.body_id))
        if vote is None:
            vote = ChamberVote(
                poll_id=poll_id, question_no=question_no, organisation_id=actor.body_id
            )
            vote.version = 0
            db.session.add(vote)
        vote.choice = choice
        vote.reason = reason.strip()
        vote.conflict = conflict.strip()
        vote.cast_by_id = actor.person_id
        vote.cast_at = now
        vote.version += 1
    db.session.flush()

    audit.record(actor, "poll.chamber_voted", subject_kind="poll", subject_id=poll_id, now=now)


def _encoded(poll: Poll, chosen: Mapping[int, Sequence[int]]) -> dict[int, str]:
    assert poll.config_json is not None
    return {
        question.no: method_of(question).encode(question, chosen.get(question.no, ()))
        for question in config.from_json(poll.config_json).questions
    }
