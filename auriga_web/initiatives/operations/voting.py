"""What the votes upstairs tell an initiative: it is being voted on, and what was decided."""

from datetime import datetime, timedelta

from auriga_web.chain import operations as chain
from auriga_web.core.access import SYSTEM, Role
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.duties import operations as duties
from auriga_web.initiatives.events import InitiativeDecided, InitiativePutToVote
from auriga_web.initiatives.models import Initiative, InitiativeState
from auriga_web.initiatives.operations.moving import move
from auriga_web.initiatives.rules import CannotMove

# After the vote, by when the work starts or the text is taken up again.
START_DUE = timedelta(days=30)


def start_vote(
    initiative: Initiative | int, *, poll_id: int, now: datetime, until: datetime | None = None
) -> None:
    """Say that the vote on the frozen text has opened.

    :raises CannotMove: if the text is not frozen.
    """
    initiative = _loaded(initiative)
    move(
        initiative,
        InitiativeState.IN_VOTE,
        actor=SYSTEM,
        now=now,
        cause=("poll", poll_id),
        poll_id=poll_id,
        until=until,
    )
    chain.link(origin=("initiative", initiative.id), result=("poll", poll_id), now=now)

    announce(InitiativePutToVote(initiative_id=initiative.id, poll_id=poll_id, at=now))


def record_vote_result(
    initiative: Initiative | int,
    *,
    poll_id: int,
    approved: bool | None,
    now: datetime,
    reason: str = "",
) -> None:
    """Say what the vote decided: approved, not approved, or (None) to be written again.

    `reason` is what the page says of a "no"; without one it points to the result.

    :raises CannotMove: if the initiative is not being voted on.
    """
    initiative = _loaded(initiative)
    _check_is_voted_on(initiative)
    after = {
        True: InitiativeState.APPROVED,
        False: InitiativeState.REJECTED,
        None: InitiativeState.TO_REVISE,
    }[approved]
    if approved is False and not reason.strip():
        with in_language("it"):
            reason = _("The vote did not approve it. The result of the vote says how it went.")
    move(
        initiative,
        after,
        actor=SYSTEM,
        now=now,
        reason=reason.strip(),
        cause=("poll", poll_id),
    )
    if approved is not False:
        duties.open_duty(
            kind="initiative.start" if approved else "initiative.revision",
            subject=("initiative", initiative.id),
            role=Role.FACILITATOR,
            due_at=now + START_DUE,
            now=now,
        )

    announce(
        InitiativeDecided(initiative_id=initiative.id, poll_id=poll_id, approved=approved, at=now)
    )


def cancel_vote(
    initiative: Initiative | int, *, poll_id: int, now: datetime, reason: str = ""
) -> None:
    """Say that the vote was made void: the frozen text waits for another.

    :raises CannotMove: if the initiative is not being voted on.
    """
    initiative = _loaded(initiative)
    _check_is_voted_on(initiative)
    move(
        initiative,
        InitiativeState.FROZEN,
        actor=SYSTEM,
        now=now,
        reason=reason.strip(),
        cause=("poll", poll_id),
        poll_id=None,
    )


def _check_is_voted_on(initiative: Initiative) -> None:
    if initiative.state is not InitiativeState.IN_VOTE:
        raise CannotMove(_("Only a vote can decide this."))


def _loaded(initiative: Initiative | int) -> Initiative:
    if isinstance(initiative, Initiative):
        return initiative
    return db.session.get_one(Initiative, initiative)
