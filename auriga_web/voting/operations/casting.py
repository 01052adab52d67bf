"""Putting a ballot in the box, changing it, and asking for its code.

Nothing here leaves a trace of who, when or from where: no audit row, no event, no time.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core.access import Actor, NotAllowed
from auriga_web.core.database import db, is_postgresql, lock_writers
from auriga_web.voting.models import BallotBox, Poll, PollRoll, PollState
from auriga_web.voting.queries.keys import seal_of
from auriga_web.voting.rules import codes, config, sealing
from auriga_web.voting.rules.methods import method_of

Clock = Callable[[], datetime]


class NotOpenNow(Exception):
    """The vote does not take ballots at this moment."""

    def __init__(self, state: PollState) -> None:
        super().__init__(f"The vote is {state} or outside its hours.")
        self.state = state


class NotOnTheRoll(NotAllowed):
    """This person is not on the roll of the vote."""


class VotedOnPaper(NotAllowed):
    """This person was checked off for a paper ballot and cannot also vote on screen."""


class ChangedMeanwhile(Exception):
    """The ballot in the box is no longer the one the voter was looking at."""


class NoBallotYet(Exception):
    """There is no ballot of this person in the box."""


@dataclass(frozen=True, kw_only=True)
class InTheBox:
    """The voter's own ballot as it now lies in the box."""

    answers: Mapping[int, tuple[int, ...]]
    etag: str
    closes_at: datetime


@dataclass(frozen=True, kw_only=True)
class Receipt(InTheBox):
    """The ballot and the code of each question; shown once, in one response, kept nowhere."""

    codes: Mapping[int, str]


def cast_ballot(
    poll_id: int,
    *,
    actor: Actor,
    chosen: Mapping[int, Sequence[int]],
    seen: str | None,
    clock: Clock,
) -> InTheBox:
    """Put the actor's ballot in the box, or change it if it is still the one they have `seen`.

    :raises InvalidBallot: if the choices do not make a ballot.
    :raises NotOnTheRoll: if the actor may not vote here.
    :raises NotOpenNow: if the vote takes no ballots at this moment.
    :raises ChangedMeanwhile: if the ballot in the box is another than the one seen.
    :raises KeyMissing: if the key of the box is not there.
    """
    frozen = _frozen(poll_id)
    voter_id = _voter(actor)
    answers = _encoded(frozen.configuration, chosen)
    # Sealed before any lock is taken: nobody waits for arithmetic.
    tag = frozen.seal.tag(voter_id)
    sealed = frozen.seal.close(
        sealing.Ballot(answers=answers, receipt=codes.new_receipt()), tag=tag
    )
    etag = sealing.new_etag()

    closes_at = _enter(poll_id, voter_id=voter_id, clock=clock)
    _put(poll_id, tag=tag, sealed=sealed, etag=etag, seen=seen)
    return InTheBox(
        answers=_decoded(frozen.configuration, answers), etag=etag.hex(), closes_at=closes_at
    )


def request_code(poll_id: int, *, actor: Actor, clock: Clock) -> Receipt:
    """Seal the actor's ballot again with a new receipt, and return its codes; earlier ones die.

    :raises NoBallotYet: if the actor has no ballot in the box.
    :raises NotOnTheRoll: if the actor may not vote here.
    :raises NotOpenNow: if the vote takes no ballots at this moment.
    :raises KeyMissing: if the key of the box is not there.
    """
    frozen = _frozen(poll_id)
    voter_id = _voter(actor)
    tag = frozen.seal.tag(voter_id)

    closes_at = _enter(poll_id, voter_id=voter_id, clock=clock)
    row = BallotBox.poll_id == poll_id, BallotBox.voter_tag == tag
    sealed = db.session.scalar(select(BallotBox.sealed).where(*row).with_for_update())
    if sealed is None:
        raise NoBallotYet
    ballot = sealing.Ballot(
        answers=frozen.seal.open(sealed, tag=tag).answers, receipt=codes.new_receipt()
    )
    etag = sealing.new_etag()
    db.session.execute(
        update(BallotBox)
        .where(*row)
        .values(sealed=frozen.seal.close(ballot, tag=tag), etag=etag)
        .execution_options(synchronize_session=False)
    )
    return Receipt(
        answers=_decoded(frozen.configuration, ballot.answers),
        etag=etag.hex(),
        closes_at=closes_at,
        codes={
            no: codes.code_for(ballot.receipt, poll_id=poll_id, question_no=no)
            for no in ballot.answers
        },
    )


@dataclass(frozen=True, kw_only=True)
class _Frozen:
    configuration: config.Config
    seal: sealing.Seal


# Built once, of columns and not of mapped attributes: asked at every choice of every voter.
_poll, _roll, _box = (model.__table__.columns for model in (Poll, PollRoll, BallotBox))
_FROZEN = select(_poll.state, _poll.config_json, _poll.key_name, _poll.seal_bytes).where(
    _poll.id == bindparam("poll_id")
)
_HOURS = (
    select(_poll.state, _poll.opens_at, _poll.closes_at)
    .where(_poll.id == bindparam("poll_id"))
    .with_for_update(read=True)
)
_ON_ROLL = select(_roll.on_paper).where(
    _roll.poll_id == bindparam("poll_id"), _roll.voter_id == bindparam("voter_id")
)
_NEW_SQLITE, _NEW_POSTGRESQL = (
    insert(cast(Table, BallotBox.__table__)).on_conflict_do_nothing().returning(_box.poll_id)
    for insert in (sqlite.insert, postgresql.insert)
)
_CHANGED = (
    update(cast(Table, BallotBox.__table__))
    .where(
        _box.poll_id == bindparam("of_poll"),
        _box.voter_tag == bindparam("of_tag"),
        _box.etag == bindparam("seen"),
    )
    .returning(_box.poll_id)
)


def _frozen(poll_id: int) -> _Frozen:
    row = db.session.execute(_FROZEN, {"poll_id": poll_id}).one()
    if row.state not in (PollState.OPEN, PollState.SUSPENDED):
        raise NotOpenNow(row.state)
    return _Frozen(
        configuration=config.from_json(row.config_json),
        seal=seal_of(poll_id, row.key_name, row.seal_bytes),
    )


def _voter(actor: Actor) -> int:
    if actor.person_id is None or not actor.is_verified:
        raise NotOnTheRoll
    return actor.person_id


def _encoded(configuration: config.Config, chosen: Mapping[int, Sequence[int]]) -> dict[int, str]:
    return {
        question.no: method_of(question).encode(question, chosen.get(question.no, ()))
        for question in configuration.questions
    }


def _decoded(
    configuration: config.Config, answers: Mapping[int, str]
) -> dict[int, tuple[int, ...]]:
    return {
        question.no: method_of(question).decode(answers[question.no])
        for question in configuration.questions
    }


def _enter(poll_id: int, *, voter_id: int, clock: Clock) -> datetime:
    """Take the place of a writer, and only then look at the state, the clock and the roll.

    Returns until when the vote is open.
    """
    lock_writers()
    poll = db.session.execute(_HOURS, {"poll_id": poll_id}).one()
    now = clock()
    if poll.state is not PollState.OPEN or not poll.opens_at <= now < poll.closes_at:
        raise NotOpenNow(poll.state)
    place = db.session.execute(_ON_ROLL, {"poll_id": poll_id, "voter_id": voter_id}).one_or_none()
    if place is None:
        raise NotOnTheRoll
    if place.on_paper:
        raise VotedOnPaper
    closes_at: datetime = poll.closes_at
    return closes_at


def _put(poll_id: int, *, tag: bytes, sealed: bytes, etag: bytes, seen: str | None) -> None:
    values = {"sealed": sealed, "etag": etag}
    if seen:
        statement = _CHANGED.values(**values)
        found = db.session.execute(
            statement, {"of_poll": poll_id, "of_tag": tag, "seen": _bytes_of(seen)}
        )
    else:
        new = _NEW_POSTGRESQL if is_postgresql() else _NEW_SQLITE
        found = db.session.execute(new.values(poll_id=poll_id, voter_tag=tag, **values))
    if found.one_or_none() is None:
        raise ChangedMeanwhile


def _bytes_of(seen: str) -> bytes:
    try:
        return bytes.fromhex(seen)
    except ValueError:
        # What is not an etag matches no ballot.
        return secrets.token_bytes(sealing.ETAG_BYTES)
