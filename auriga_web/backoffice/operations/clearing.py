"""Many duties at once: each is done as if alone, and what waits for somebody else is left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import NoResultFound

from auriga_web.backoffice import policies
from auriga_web.backoffice.operations.working import take
from auriga_web.core.access import Actor, NotAllowed, authorise
from auriga_web.core.database import db
from auriga_web.discussion import operations as discussion
from auriga_web.discussion.queries import get_comment
from auriga_web.duties.models import Duty
from auriga_web.moderation import operations as moderation
from auriga_web.moderation.models import Verdict
from auriga_web.moderation.rules import CannotDecide, ReadyReason
from auriga_web.needs import operations as needs
from auriga_web.needs.queries import get_need

# What can be said to be all right without opening it: the rest is done on its own page.
_CASES = frozenset({moderation.REPORT_DUTY, moderation.EDITED_DUTY})
_FIRST_COMMENT, _FIRST_NEED = "comment.first", "need.review"
APPROVED_HERE = _CASES | {_FIRST_COMMENT, _FIRST_NEED}
_LEFT = (NotAllowed, NoResultFound, CannotDecide)


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What came of it: how many were done, which decisions can be undone, how many were left."""

    done: int
    decision_ids: tuple[int, ...] = ()
    left: int = 0


def approve_together(duties: Sequence[Duty], *, actor: Actor, now: datetime) -> Together:
    """Say that things are all right: warnings without ground, first comments, first needs."""
    cases = [duty for duty in duties if duty.kind in _CASES]
    cleared = moderation.decide_together(
        [(duty.subject_kind, duty.subject_id) for duty in cases],
        verdict=Verdict.NOTHING_WRONG,
        actor=actor,
        now=now,
    )
    let_out = _each(
        [duty for duty in duties if duty.kind not in _CASES],
        lambda duty: _let_out(duty, actor=actor, now=now),
    )
    return Together(
        done=len(cleared.decision_ids) + let_out.done,
        decision_ids=tuple(cleared.decision_ids),
        left=cleared.left + let_out.left,
    )


def hide_together(
    duties: Sequence[Duty], *, reason: ReadyReason | None, actor: Actor, now: datetime
) -> Together:
    """Hide things for the same ready reason; a first need goes back to its author with it.

    :raises CannotDecide: if no reason was chosen.
    """
    decision_ids: list[int] = []
    left = 0
    for kinds, verdict in (
        (_CASES | {_FIRST_COMMENT}, Verdict.HIDE),
        ({_FIRST_NEED}, Verdict.RETURN),
    ):
        cleared = moderation.decide_together(
            [(duty.subject_kind, duty.subject_id) for duty in duties if duty.kind in kinds],
            verdict=verdict,
            reason=reason,
            actor=actor,
            now=now,
        )
        decision_ids += cleared.decision_ids
        left += cleared.left
    left += sum(duty.kind not in APPROVED_HERE for duty in duties)
    return Together(done=len(decision_ids), decision_ids=tuple(decision_ids), left=left)


def take_together(duties: Sequence[Duty], *, actor: Actor, now: datetime) -> Together:
    """Say of many duties that one does them oneself."""
    return _each(duties, lambda duty: take(duty, actor=actor, now=now))


def _each(duties: Sequence[Duty], act: Callable[[Duty], None]) -> Together:
    done = 0
    for duty in duties:
        try:
            with db.session.begin_nested():
                act(duty)
        except _LEFT:
            continue
        done += 1
    return Together(done=done, left=len(duties) - done)


def _let_out(duty: Duty, *, actor: Actor, now: datetime) -> None:
    authorise(duty.kind in APPROVED_HERE and policies.may_do(actor, duty.role))
    own_id = int(duty.subject_id)
    if duty.kind == _FIRST_COMMENT:
        discussion.release_comment(get_comment(own_id, reader=actor), actor=actor, now=now)
    else:
        needs.publish_need(get_need(own_id, reader=actor), actor=actor, now=now)
