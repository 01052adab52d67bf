"""The one way in which an initiative changes state."""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.initiatives import rules
from auriga_web.initiatives.events import InitiativeMoved
from auriga_web.initiatives.models import Initiative, InitiativeState
from auriga_web.initiatives.operations import needs
from auriga_web.initiatives.operations.threads import go_on


def move(
    initiative: Initiative,
    after: InitiativeState,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    cause: tuple[str, int | str] | None = None,
    **columns: Any,
) -> None:
    """Take an initiative to another state, in the database itself, so that of two one is told.

    Writes the threads, the audit trail, and announces it. `columns` change with it.

    :raises CannotMove: if the rules do not allow it.
    :raises MovedMeanwhile: if somebody else moved it first.
    """
    before = initiative.state
    rules.check_move(before, after)

    moved = db.session.scalars(
        update(Initiative)
        .where(Initiative.id == initiative.id, Initiative.state == before)
        .values(
            state=after,
            state_reason=reason,
            present_stop=rules.stop_of(after),
            moved_at=now,
            **{"until": None, **columns},
        )
        .execution_options(synchronize_session=False)
        .returning(Initiative.id)
    ).one_or_none()
    db.session.refresh(initiative)
    if moved is None:
        raise rules.MovedMeanwhile(
            _("Somebody moved it while you were reading: look at the page again.")
        )
    go_on(initiative, now=now, cause=cause)
    needs.tell_threads(initiative, actor=actor, now=now)
    audit.record(
        actor,
        "initiative.moved",
        subject_kind="initiative",
        subject_id=initiative.id,
        now=now,
        details={"before": before.value, "after": after.value},
    )

    announce(
        InitiativeMoved(
            initiative_id=initiative.id,
            before=before.value,
            after=after.value,
            person_id=actor.person_id,
            at=now,
        )
    )
