"""Lists of votes, and one vote with its frozen configuration."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import selectinload

from auriga_web.accounts.models import Person
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.core.keyset import Page, after, decode, take
from auriga_web.territories.models import Territory
from auriga_web.voting import policies
from auriga_web.voting.models import (
    Poll,
    PollApproval,
    PollEvent,
    PollOption,
    PollQuestion,
    PollRoll,
    PollState,
    TwoPersonAct,
)
from auriga_web.voting.queries.places import PLACE_NAME


class ListedPoll(NamedTuple):
    """A vote as a list shows it."""

    id: int
    title: str
    state: PollState
    opens_at: datetime
    closes_at: datetime
    territory: str
    roll_size: int | None
    ballots_count: int | None


class ShownPoll(NamedTuple):
    """A vote with the name of its territory."""

    poll: Poll
    territory: str


_LISTED = select(
    Poll.id,
    Poll.title,
    Poll.state,
    Poll.opens_at,
    Poll.closes_at,
    PLACE_NAME,
    Poll.roll_size,
    Poll.ballots_count,
).join(Territory, Territory.id == Poll.territory_id)
_GOING_ON = (PollState.DRAFT, PollState.FROZEN, PollState.OPEN, PollState.SUSPENDED)
_CURRENT = _LISTED.where(Poll.state.in_([*_GOING_ON, PollState.COUNTING])).order_by(
    Poll.closes_at, Poll.id
)
_OVER = _LISTED.where(Poll.state.in_([PollState.CLOSED, PollState.VOID])).order_by(
    Poll.closes_at.desc(), Poll.id.desc()
)
MOST = 50


def list_current_polls(*, reader: Actor) -> Sequence[ListedPoll]:
    """Return the votes that are not over, the one that closes first on top."""
    rows = db.session.execute(_CURRENT.where(policies.readable_by(reader)).limit(MOST))
    return [ListedPoll(*row) for row in rows]


_ANNOUNCED = _LISTED.where(Poll.state.in_([PollState.FROZEN, PollState.OPEN])).order_by(
    Poll.closes_at, Poll.id
)
_OF_VOTER = (
    _LISTED.join(PollRoll, PollRoll.poll_id == Poll.id)
    .where(PollRoll.voter_id == bindparam("voter_id"))
    .order_by(Poll.closes_at.desc(), Poll.id.desc())
)


def list_announced_polls(*, limit: int) -> Sequence[ListedPoll]:
    """Return the votes that are open or announced, the one that closes first on top."""
    return [ListedPoll(*row) for row in db.session.execute(_ANNOUNCED.limit(limit))]


def list_polls_of_voter(voter_id: int, *, limit: int = 10) -> Sequence[ListedPoll]:
    """Return the votes on whose roll somebody is, the last one first."""
    rows = db.session.execute(_OF_VOTER.limit(limit), {"voter_id": voter_id})
    return [ListedPoll(*row) for row in rows]


def list_past_polls(cursor: str | None, *, limit: int = 20) -> Page[ListedPoll]:
    """Return the votes that are over, the last one first; `cursor` continues a list."""
    statement = _OVER.limit(limit + 1)
    place = decode(cursor, kinds=(datetime, int))
    if place is not None:
        statement = statement.where(after((Poll.closes_at, Poll.id), place, descending=True))
    rows = [ListedPoll(*row) for row in db.session.execute(statement)]
    return take(rows, limit=limit, key=lambda row: (row.closes_at, row.id))


_SHOWN = (
    select(Poll, PLACE_NAME)
    .join(Territory, Territory.id == Poll.territory_id)
    .where(Poll.id == bindparam("poll_id"))
)


def get_poll(poll_id: int, *, reader: Actor) -> ShownPoll:
    """Return a vote that `reader` may see.

    :raises NoResultFound: if there is none, or it is not theirs to see.
    """
    row = db.session.execute(_SHOWN.where(policies.readable_by(reader)), {"poll_id": poll_id}).one()
    return ShownPoll(*row)


def get_frozen_poll(poll_id: int, *, reader: Actor) -> ShownPoll:
    """Return a vote whose configuration is fixed: a draft has no ballot and no board.

    :raises NoResultFound: if there is none.
    """
    shown = get_poll(poll_id, reader=reader)
    if shown.poll.config_json is None:
        raise NoResultFound
    return shown


def get_draft(poll_id: int, *, reader: Actor) -> ShownPoll:
    """Return a vote with the rows of its questions, for those who prepare it.

    :raises NoResultFound: if there is none, or it is not theirs to see.
    """
    row = db.session.execute(
        _SHOWN.where(policies.readable_by(reader)).options(
            selectinload(Poll.questions).selectinload(PollQuestion.options)
        ),
        {"poll_id": poll_id},
    ).one()
    return ShownPoll(*row)


def list_events(poll_id: int) -> Sequence[PollEvent]:
    """Return the public events of a vote, first thing first."""
    return db.session.scalars(
        select(PollEvent).where(PollEvent.poll_id == poll_id).order_by(PollEvent.seq)
    ).all()


def list_approvals(poll_id: int) -> Sequence[PollApproval]:
    """Return what persons have approved that is not done yet, oldest first."""
    return db.session.scalars(
        select(PollApproval)
        .where(PollApproval.poll_id == poll_id, PollApproval.is_done.is_(False))
        .order_by(PollApproval.at, PollApproval.person_id)
    ).all()


def approvals_of(poll_id: int, act: TwoPersonAct, terms_sha256: str) -> Sequence[PollApproval]:
    """Return the approvals of one act on one vote, meant in the same way."""
    return db.session.scalars(
        select(PollApproval)
        .where(
            PollApproval.poll_id == poll_id,
            PollApproval.act == act,
            PollApproval.terms_sha256 == terms_sha256,
            PollApproval.is_done.is_(False),
        )
        .order_by(PollApproval.at, PollApproval.person_id)
    ).all()


def get_approval(poll_id: int, act: str, terms_sha256: str) -> PollApproval:
    """Return the first approval of an act, to approve the same in turn.

    :raises NoResultFound: if nobody has approved that.
    """
    found = [
        approval
        for approval in list_approvals(poll_id)
        if (approval.act, approval.terms_sha256) == (act, terms_sha256)
    ]
    if not found:
        raise NoResultFound
    return found[0]


def names_of(person_ids: Sequence[int]) -> Mapping[int, str]:
    """Return the names of persons of the staff, as other staff see them."""
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {row.id: row.name for row in rows}


def list_polls_about(initiative_id: int) -> Sequence[ListedPoll]:
    """Return the public votes in which an initiative is an option, the last one first."""
    rows = db.session.execute(
        _LISTED.where(
            Poll.state != PollState.DRAFT,
            Poll.id.in_(
                select(PollOption.poll_id).where(PollOption.initiative_id == initiative_id)
            ),
        ).order_by(Poll.closes_at.desc(), Poll.id.desc())
    )
    return [ListedPoll(*row) for row in rows]
