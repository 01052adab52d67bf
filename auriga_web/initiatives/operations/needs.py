"""The needs that an initiative answers: tied both ways, their threads told, answered at the end."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from auriga_web.audit import operations as audit
from auriga_web.chain import operations as chain
from auriga_web.chain.models import StopKind
from auriga_web.core.access import SYSTEM, Actor, authorise
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.core.language import N_
from auriga_web.core.language import gettext as _
from auriga_web.initiatives import policies, queries, rules
from auriga_web.initiatives.events import InitiativeNeedAdded
from auriga_web.initiatives.models import Initiative, InitiativeNeed, InitiativeState
from auriga_web.initiatives.operations.locking import lock
from auriga_web.needs import operations as needs
from auriga_web.needs.models import AnswerKind, Need, NeedState

_PROPOSED = N_("An initiative that answers it was proposed.")
# What the thread of a need says when the initiative that answers it goes on.
_SENTENCES: dict[InitiativeState, str] = {
    InitiativeState.IN_VOTE: N_("The initiative that answers it is being voted on."),
    InitiativeState.APPROVED: N_("The vote approved the initiative that answers it."),
    InitiativeState.REJECTED: N_("The initiative that answered it does not go on: see why."),
    InitiativeState.TO_REVISE: N_("The initiative that answers it has to be written again."),
    InitiativeState.IN_PROGRESS: N_("The work that answers it has begun."),
    InitiativeState.CONCLUDED: N_("The work that answers it is over: see what came of it."),
}


def public_needs(need_ids: Sequence[int]) -> Sequence[Need]:
    """Return those of these needs that everybody can read and that are still open to an answer."""
    if not need_ids:
        return []
    return db.session.scalars(
        select(Need).where(Need.id.in_(need_ids), Need.is_listed).order_by(Need.published_at)
    ).all()


def add_need(initiative: Initiative, need_id: int, *, actor: Actor, now: datetime) -> None:
    """Say that an initiative answers one more need.

    :raises CannotMove: if the text is frozen.
    :raises CannotPropose: if nobody can read that need, or there are too many.
    """
    authorise(policies.may_arrange(actor, initiative))
    lock(initiative)
    rules.check_design_is_open(initiative.state)
    found = public_needs([need_id])
    if not found:
        raise rules.CannotPropose(_("This need is not there, or not public."))
    rules.check_needs([*queries.list_need_ids(initiative.id), need_id])

    if not tie(initiative, found[0], now=now):
        return
    _record(initiative, "initiative.need_added", need_id, actor=actor, now=now)

    announce(
        InitiativeNeedAdded(
            initiative_id=initiative.id, need_id=need_id, person_id=actor.person_id, at=now
        )
    )


def drop_need(initiative: Initiative, need_id: int, *, actor: Actor, now: datetime) -> None:
    """Say that an initiative does not answer a need after all; it must answer at least one.

    :raises CannotMove: if the text is frozen.
    :raises CannotPropose: if it is the last one.
    """
    authorise(policies.may_arrange(actor, initiative))
    lock(initiative)
    rules.check_design_is_open(initiative.state)
    rules.check_needs([known for known in queries.list_need_ids(initiative.id) if known != need_id])

    db.session.execute(
        delete(InitiativeNeed).where(
            InitiativeNeed.initiative_id == initiative.id, InitiativeNeed.need_id == need_id
        )
    )
    _count(initiative)
    chain.unlink(origin=("need", need_id), result=("initiative", initiative.id))
    _record(initiative, "initiative.need_dropped", need_id, actor=actor, now=now)


def tie(initiative: Initiative, need: Need, *, now: datetime) -> bool:
    """Tie an initiative to a need, and tell the need's thread; False if they were tied."""
    known = db.session.get(InitiativeNeed, (initiative.id, need.id))
    if known is not None:
        return False
    db.session.add(InitiativeNeed(initiative_id=initiative.id, need_id=need.id, added_at=now))
    _count(initiative)
    chain.link(origin=("need", need.id), result=("initiative", initiative.id), now=now)
    _tell(need, initiative, sentence=_PROPOSED, now=now)
    return True


def tell_threads(initiative: Initiative, *, actor: Actor, now: datetime) -> None:
    """Let the needs hear where the initiative that answers them has arrived.

    They are taken up when it is, and at its end they have their answer: its outcome.
    """
    for need in _needs_of(initiative):
        is_waiting = need.is_open and need.state is NeedState.PUBLISHED
        if initiative.state is InitiativeState.EXPLORATION and is_waiting:
            needs.take_up(need, actor=actor, now=now, cause=("initiative", initiative.id))
        if initiative.state is InitiativeState.CONCLUDED and need.is_open:
            needs.answer_need(
                need, kind=AnswerKind.FINAL, body=initiative.outcome, actor=actor, now=now
            )
        if initiative.state in _SENTENCES and need.is_public:
            _tell(need, initiative, sentence=_SENTENCES[initiative.state], now=now)


def _tell(need: Need, initiative: Initiative, *, sentence: str, now: datetime) -> None:
    # A need whose thread has reached its outcome does not go back for a second initiative.
    stop = rules.stop_of(initiative.state)
    if need.stop is StopKind.OUTCOME and stop is not StopKind.OUTCOME:
        return
    needs.move_along(
        need,
        stop=StopKind.INITIATIVE if stop is StopKind.NOT_PURSUED else stop,
        sentence=sentence,
        actor=SYSTEM,
        now=now,
        cause=("initiative", initiative.id),
    )


def _needs_of(initiative: Initiative) -> Sequence[Need]:
    return db.session.scalars(
        select(Need)
        .join(InitiativeNeed, InitiativeNeed.need_id == Need.id)
        .where(InitiativeNeed.initiative_id == initiative.id)
        .order_by(Need.id)
    ).all()


def _count(initiative: Initiative) -> None:
    db.session.flush()
    initiative.need_count = len(queries.list_need_ids(initiative.id))
    db.session.flush()


def _record(
    initiative: Initiative, action: str, need_id: int, *, actor: Actor, now: datetime
) -> None:
    audit.record(
        actor,
        action,
        subject_kind="initiative",
        subject_id=initiative.id,
        now=now,
        details={"need": need_id},
    )
