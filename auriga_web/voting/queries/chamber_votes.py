"""The chamber of bodies: who has voted while it is open, what each chose once it is over."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.initiatives.models import Initiative
from auriga_web.organisations.models import Organisation
from auriga_web.voting.models import ChamberVote, PollOption
from auriga_web.voting.rules.config import Config
from auriga_web.voting.rules.methods import method_of


class VotingBody(NamedTuple):
    """A body that has voted."""

    id: int
    name: str


def list_bodies_that_voted(poll_id: int) -> Sequence[VotingBody]:
    """Return the bodies that have voted, by name; what they chose is said at the close."""
    rows = db.session.execute(
        select(Organisation.id, Organisation.name)
        .where(
            Organisation.id.in_(
                select(ChamberVote.organisation_id).where(ChamberVote.poll_id == poll_id)
            )
        )
        .order_by(Organisation.name, Organisation.id)
    )
    return [VotingBody(*row) for row in rows]


def stated_in_public(poll_id: int) -> list[dict[str, Any]]:
    """Return what every body chose, as it is published at the close."""
    rows = db.session.execute(
        select(
            ChamberVote.question_no,
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            ChamberVote.choice,
            ChamberVote.reason,
            ChamberVote.conflict,
            Organisation.id.in_(_runners_of(poll_id)).label("would_run_it"),
        )
        .join(Organisation, Organisation.id == ChamberVote.organisation_id)
        .where(ChamberVote.poll_id == poll_id)
        .order_by(ChamberVote.question_no, Organisation.name, Organisation.id)
    )
    return [
        {
            "question_no": row.question_no,
            "body_id": row.id,
            "body": row.name,
            "kind": str(row.kind),
            "choice": row.choice,
            "reason": row.reason,
            "conflict": row.conflict,
            "would_run_it": bool(row.would_run_it),
        }
        for row in rows
    ]


def would_run_it(poll_id: int, *, reader: Actor) -> bool:
    """Tell whether the reader's body would run one of the initiatives voted on."""
    if reader.body_id is None:
        return False
    runners = _runners_of(poll_id).where(Initiative.runner_id == reader.body_id)
    return db.session.scalars(runners).first() is not None


def _runners_of(poll_id: int) -> Select[int | None]:
    return (
        select(Initiative.runner_id)
        .join(PollOption, PollOption.initiative_id == Initiative.id)
        .where(PollOption.poll_id == poll_id, Initiative.runner_id.is_not(None))
    )


def find_own_body_vote(
    poll_id: int, configuration: Config, *, reader: Actor
) -> tuple[Mapping[int, tuple[int, ...]], str, str] | None:
    """Return what the reader's own body has chosen, with its reason and conflict, if it has."""
    if reader.body_id is None:
        return None
    votes = db.session.scalars(
        select(ChamberVote).where(
            ChamberVote.poll_id == poll_id, ChamberVote.organisation_id == reader.body_id
        )
    ).all()
    if not votes:
        return None
    chosen = {
        vote.question_no: method_of(configuration.question(vote.question_no)).decode(vote.choice)
        for vote in votes
    }
    return chosen, votes[0].reason, votes[0].conflict
