"""What moderation and the discussion below change: sight, and the number of comments."""

from datetime import datetime

from sqlalchemy import update

from auriga_web.audit import operations as audit
from auriga_web.core.access import SYSTEM, Actor, authorise
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.initiatives import policies, queries
from auriga_web.initiatives.events import InitiativeHidden
from auriga_web.initiatives.models import Initiative
from auriga_web.initiatives.operations.finding import make_findable


def hide(initiative: Initiative, *, actor: Actor, now: datetime) -> None:
    """Take an initiative from sight; hiding it twice changes nothing."""
    authorise(policies.may_hide(actor) or actor is SYSTEM)
    if initiative.hidden_at is None:
        _set_sight(initiative, hidden_at=now, actor=actor, now=now)


def show_again(initiative: Initiative, *, actor: Actor, now: datetime) -> None:
    """Undo the hiding, and nothing else."""
    authorise(policies.may_hide(actor) or actor is SYSTEM)
    if initiative.hidden_at is not None:
        _set_sight(initiative, hidden_at=None, actor=actor, now=now)


def count_comments(initiative_id: int, count: int) -> None:
    """Keep how many comments everybody can read, beside the row that lists show."""
    db.session.execute(
        update(Initiative)
        .where(Initiative.id == initiative_id)
        .values(comment_count=count)
        .execution_options(synchronize_session=False)
    )


def _set_sight(
    initiative: Initiative, *, hidden_at: datetime | None, actor: Actor, now: datetime
) -> None:
    initiative.hidden_at = hidden_at
    db.session.flush()
    body = queries.get_version(initiative.id, initiative.version_no).body
    make_findable(initiative, body, now=initiative.created_at)
    is_hidden = hidden_at is not None
    audit.record(
        actor,
        "initiative.hidden" if is_hidden else "initiative.shown_again",
        subject_kind="initiative",
        subject_id=initiative.id,
        now=now,
    )

    announce(InitiativeHidden(initiative_id=initiative.id, is_hidden=is_hidden, at=now))
