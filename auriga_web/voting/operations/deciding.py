"""What takes two persons: opening, extending, resuming and voiding a vote."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from auriga_web.accounts import queries as accounts
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db
from auriga_web.voting import policies
from auriga_web.voting.models import Poll, PollApproval, PollState, TwoPersonAct
from auriga_web.voting.operations import opening, stopping
from auriga_web.voting.operations.chronicle import locked_poll
from auriga_web.voting.queries.polls import approvals_of
from auriga_web.voting.rules import states, two_persons
from auriga_web.voting.rules.config import canonical, sha256


class AlreadyApproved(Exception):
    """This person has said so already: it takes another one."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What came of an approval: whether it was the second, and so done."""

    is_done: bool


_Terms = Mapping[str, str]


def approve(
    poll_id: int, act: TwoPersonAct, terms: _Terms, *, actor: Actor, now: datetime
) -> Decision:
    """Say that something shall be done to a vote; done when two persons have said the same.

    `terms` are what exactly: nothing for an opening and a resumption, the `reason` of a voiding,
    `from`, `to` and `reason` of an extension.

    :raises NotAllowed: if the actor is neither a facilitator nor an administrator.
    :raises AlreadyApproved: if the actor has approved the same already.
    :raises CannotMove: if the vote is not in a state for it.
    :raises NotReady: if the checklist finds what stops an opening.
    :raises NotAnOutage: if an extension is not by the length of a recorded outage.
    :raises KeyMissing: if the key of the box is not there.
    """
    authorise(policies.may_approve(actor))
    assert actor.person_id is not None
    poll = locked_poll(poll_id)
    _check[act](poll, terms, now)
    terms_sha256 = sha256(canonical(dict(terms)))
    given = list(approvals_of(poll_id, act, terms_sha256))
    if any(approval.person_id == actor.person_id for approval in given):
        raise AlreadyApproved

    mine = PollApproval(
        poll_id=poll_id,
        act=act,
        terms_sha256=terms_sha256,
        person_id=actor.person_id,
        role=" ".join(sorted(actor.roles)),
        terms=dict(terms),
        at=now,
    )
    db.session.add(mine)
    db.session.flush()
    audit.record(actor, f"poll.{act}_approved", subject_kind="poll", subject_id=poll_id, now=now)

    if not two_persons.is_complete(_approval(one) for one in [*given, mine]):
        return Decision(is_done=False)
    _do[act](poll, terms, now)
    _settle(poll_id, act)
    return Decision(is_done=True)


def _approval(row: PollApproval) -> two_persons.Approval:
    """Return what an approval is still worth: the roles of its day that its person holds today."""
    person = accounts.find_actor(row.person_id)
    held = frozenset(map(str, person.roles)) if person else frozenset()
    return two_persons.Approval(row.person_id, frozenset(row.role.split()) & held)


def _settle(poll_id: int, act: TwoPersonAct) -> None:
    db.session.execute(
        update(PollApproval)
        .where(PollApproval.poll_id == poll_id, PollApproval.act == act)
        .values(is_done=True)
    )


def _check_resumption(poll: Poll, _terms: _Terms, _now: datetime) -> None:
    if poll.state is not PollState.SUSPENDED:
        raise states.CannotMove(poll.state, PollState.OPEN)


def _check_voiding(poll: Poll, _terms: _Terms, _now: datetime) -> None:
    states.check_move(poll.state, PollState.VOID)


_Step = Callable[[Poll, _Terms, datetime], None]

_check: dict[TwoPersonAct, _Step] = {
    TwoPersonAct.OPENING: opening.check_can_open,
    TwoPersonAct.EXTENSION: stopping.check_extension,
    TwoPersonAct.RESUMPTION: _check_resumption,
    TwoPersonAct.VOIDING: _check_voiding,
}

_do: dict[TwoPersonAct, _Step] = {
    TwoPersonAct.OPENING: opening.open_poll,
    TwoPersonAct.EXTENSION: stopping.extend_poll,
    TwoPersonAct.RESUMPTION: stopping.resume_poll,
    TwoPersonAct.VOIDING: stopping.void_poll,
}
