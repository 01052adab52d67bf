"""What a voter may know of their own ballot; nobody else is ever answered here."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, select

from auriga_web.accounts.models import Erasure
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.voting.models import BallotBox, Poll, PollRoll, PollState
from auriga_web.voting.queries.keys import seal_for
from auriga_web.voting.rules.config import Config, Option, Question
from auriga_web.voting.rules.methods import method_of

_PLACE = select(PollRoll.on_paper).where(
    PollRoll.poll_id == bindparam("poll_id"), PollRoll.voter_id == bindparam("voter_id")
)
_ROW = select(BallotBox.sealed, BallotBox.etag).where(
    BallotBox.poll_id == bindparam("poll_id"), BallotBox.voter_tag == bindparam("tag")
)


class OwnBallot(NamedTuple):
    """The reader's own ballot: whether one is in the box, what it says, and how to change it."""

    is_in_the_box: bool
    answers: Mapping[int, tuple[int, ...]]
    etag: str

    @property
    def choices_count(self) -> int:
        return sum(len(set(chosen)) for chosen in self.answers.values())


NO_BALLOT = OwnBallot(False, {}, "")


def is_on_open_roll() -> ColumnElement[bool]:
    """Hold of whoever's erasure has to wait: they are on the roll of a vote that is not closed."""
    return exists(
        select(PollRoll.poll_id)
        .join(Poll, Poll.id == PollRoll.poll_id)
        .where(PollRoll.voter_id == Erasure.person_id)
        .where(Poll.state.in_([PollState.OPEN, PollState.SUSPENDED, PollState.COUNTING]))
    )


def is_on_roll(poll_id: int, *, reader: Actor) -> bool:
    """Tell whether the reader is on the roll of a vote that was opened."""
    if reader.person_id is None:
        return False
    values = {"poll_id": poll_id, "voter_id": reader.person_id}
    return db.session.execute(_PLACE, values).one_or_none() is not None


def find_own_ballot(poll: Poll, configuration: Config, *, reader: Actor) -> OwnBallot:
    """Return the reader's own ballot, out of its seal; only while the box stands.

    :raises KeyMissing: if the key of the box is not there.
    """
    if reader.person_id is None or poll.state not in (PollState.OPEN, PollState.SUSPENDED):
        return NO_BALLOT
    seal = seal_for(poll)
    tag = seal.tag(reader.person_id)
    row = db.session.execute(_ROW, {"poll_id": poll.id, "tag": tag}).one_or_none()
    if row is None:
        return NO_BALLOT
    ballot = seal.open(bytes(row.sealed), tag=tag)
    return OwnBallot(
        is_in_the_box=True,
        answers={
            question.no: method_of(question).decode(ballot.answers[question.no])
            for question in configuration.questions
        },
        etag=bytes(row.etag).hex(),
    )


def ordered_options(poll_id: int, question: Question, *, voter_id: int) -> Sequence[Option]:
    """Return the options in an order drawn for this voter: always the same for them."""

    def place(option: Option) -> bytes:
        drawn = f"{poll_id}|{question.no}|{voter_id}|{option.no}"
        return hashlib.sha256(drawn.encode()).digest()

    return sorted(question.options, key=place)
