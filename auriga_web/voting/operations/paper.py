"""Voting on paper: printing sheets, checking people off, reading sheets twice after the close."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import NoResultFound

from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db
from auriga_web.voting import policies
from auriga_web.voting.models import BallotBox, PaperReading, Poll, PollRoll, PollState
from auriga_web.voting.operations.casting import NotOpenNow
from auriga_web.voting.operations.chronicle import add_event, locked_poll
from auriga_web.voting.queries import interests
from auriga_web.voting.queries.keys import seal_for
from auriga_web.voting.rules import codes, config, paper
from auriga_web.voting.rules.counting.ballots import BLANK
from auriga_web.voting.rules.methods import method_of

_PRINTS_IN = frozenset({PollState.FROZEN, PollState.OPEN, PollState.SUSPENDED})


class TakesNoPaper(Exception):
    """This vote takes no paper ballots, or not now."""


class VotedOnScreen(Exception):
    """This person has a ballot in the box: they cannot vote on paper too."""


class AlreadyCheckedOff(Exception):
    """This person has had their paper ballot."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A ballot to print: its number, and the code of each question."""

    number: str
    codes: Mapping[int, str]


def print_sheets(poll_id: int, count: int, *, actor: Actor, now: datetime) -> Sequence[Sheet]:
    """Return sheets to print; how many is said in public, and no list of them is kept.

    :raises NotAllowed: if the actor is no operator, or has an interest in the vote.
    :raises TakesNoPaper: if the vote takes no paper ballots, or no longer.
    :raises KeyMissing: if the key of the box is not there.
    """
    poll = _poll_of_paper(poll_id, actor)
    if poll.state not in _PRINTS_IN:
        raise TakesNoPaper
    seal = seal_for(poll)
    questions = _configuration(poll).questions
    sheets = []
    for _number in range(count):
        number = paper.new_sheet(seal)
        receipt = paper.receipt_of(seal, number)
        sheets.append(
            Sheet(
                number=number,
                codes={
                    question.no: codes.code_for(receipt, poll_id=poll_id, question_no=question.no)
                    for question in questions
                },
            )
        )
    add_event(poll, "paper_printed", {"sheets": count}, now=now)
    return sheets


def check_off(poll_id: int, voter_id: int, *, actor: Actor, clock: Callable[[], datetime]) -> None:
    """Write that somebody on the roll votes on paper: from now on they cannot on screen.

    :raises NotAllowed: if the actor is no operator, has an interest in the vote, or is the voter.
    :raises TakesNoPaper: if the vote takes no paper ballots.
    :raises NotOpenNow: if the vote is not open at this moment.
    :raises NoResultFound: if this person is not on the roll.
    :raises VotedOnScreen: if they have a ballot in the box.
    :raises AlreadyCheckedOff: if they had their paper ballot.
    """
    poll = _poll_of_paper(poll_id, actor)
    authorise(actor.person_id != voter_id)
    now = clock()
    if poll.state is not PollState.OPEN or not poll.opens_at <= now < poll.closes_at:
        raise NotOpenNow(poll.state)
    place = PollRoll.poll_id == poll_id, PollRoll.voter_id == voter_id
    if db.session.execute(select(PollRoll.on_paper).where(*place)).scalar_one():
        raise AlreadyCheckedOff
    in_box = select(BallotBox.poll_id).where(
        BallotBox.poll_id == poll_id, BallotBox.voter_tag == seal_for(poll).tag(voter_id)
    )
    if db.session.execute(in_box).first() is not None:
        raise VotedOnScreen
    db.session.execute(
        update(PollRoll)
        .where(*place)
        .values(on_paper=True)
        .execution_options(synchronize_session=False)
    )
    audit.record(
        actor,
        "poll.checked_off",
        subject_kind="poll",
        subject_id=poll_id,
        now=now,
        details={"voter_id": voter_id},
    )


def read_sheet(
    poll_id: int,
    sheet: str,
    chosen: Mapping[int, Sequence[int]],
    *,
    is_spoiled: bool = False,
    actor: Actor,
    now: datetime,
) -> None:
    """Write what the actor reads on a sheet, or puts right what they read before.

    :raises NotAllowed: if the actor is no operator, or has an interest in the vote.
    :raises TakesNoPaper: if the envelopes are not being opened.
    :raises NotOurSheet: if the sheet was not printed for this vote.
    :raises InvalidBallot: if what is marked makes no ballot, and it is not said to be spoiled.
    """
    poll = _poll_of_paper(poll_id, actor)
    if poll.state is not PollState.COUNTING:
        raise TakesNoPaper
    number = paper.check_sheet(seal_for(poll), sheet)
    answers = {
        str(question.no): BLANK
        if is_spoiled or not chosen.get(question.no)
        else method_of(question).encode(question, chosen[question.no])
        for question in _configuration(poll).questions
    }
    before = db.session.get(PaperReading, (poll_id, number, actor.person_id))
    if before is None:
        db.session.add(
            PaperReading(
                poll_id=poll_id, sheet=number, operator_id=actor.person_id, answers=answers
            )
        )
    elif before.answers != answers:
        before.answers = answers
        add_event(poll, "reading_corrected", {"sheet": paper.shown(number)}, now=now)
    db.session.flush()


def _poll_of_paper(poll_id: int, actor: Actor) -> Poll:
    authorise(policies.may_handle_paper(actor))
    poll = locked_poll(poll_id)
    if poll.config_json is None:
        raise NoResultFound(f"Vote {poll_id} is a draft.")
    authorise(not interests.has_interest(poll_id, actor.person_id))
    if not _configuration(poll).takes_paper:
        raise TakesNoPaper
    return poll


def _configuration(poll: Poll) -> config.Config:
    assert poll.config_json is not None
    return config.from_json(poll.config_json)
