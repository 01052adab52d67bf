"""Pictures of a need: added, described, put in order, taken away by its author."""

from datetime import datetime, timedelta

from sqlalchemy import select

from auriga_web.accounts.models import Person
from auriga_web.core import attachments
from auriga_web.core.access import Actor, authorise
from auriga_web.core.attachments import Attachment, Prepared
from auriga_web.core.database import db
from auriga_web.needs import policies, rules
from auriga_web.needs.models import Need
from auriga_web.needs.operations.changing import lock, record, subject


def add_picture(
    need: Need, prepared: Prepared, *, description: str, actor: Actor, now: datetime
) -> Attachment:
    """Show one picture more with a need.

    :raises NotAllowed: if they may not change it, or their account is new and everybody reads it.
    :raises NotAccepted: if there are enough already, or it is not described.
    """
    age = account_age(actor, now=now)
    lock(need)
    authorise(policies.may_add_pictures(actor, need, account_age=age))
    kind, subject_id = subject(need)
    record(need, "need.picture_added", actor=actor, now=now)
    need.updated_at = now
    return attachments.attach(
        prepared,
        subject_kind=kind,
        subject_id=subject_id,
        description=description,
        at_most=rules.MOST_PICTURES,
        uploaded_by_id=actor.person_id,
        now=now,
    )


def describe_picture(
    need: Need, picture_id: int, description: str, *, actor: Actor, now: datetime
) -> None:
    """Say in other words what a picture shows.

    :raises NotAccepted: if nothing is said.
    """
    picture = _own(need, picture_id, actor=actor)
    record(need, "need.picture_described", actor=actor, now=now)
    attachments.describe(picture, description)


def move_picture_up(need: Need, picture_id: int, *, actor: Actor, now: datetime) -> None:
    """Show a picture before the one before it."""
    picture = _own(need, picture_id, actor=actor)
    record(need, "need.picture_moved", actor=actor, now=now)
    attachments.move_up(picture)


def remove_picture(need: Need, picture_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a picture away: from now on nobody gets it."""
    picture = _own(need, picture_id, actor=actor)
    record(need, "need.picture_removed", actor=actor, now=now)
    attachments.detach(picture)


def account_age(actor: Actor, *, now: datetime) -> timedelta:
    """Return how long ago who acts registered."""
    created_at = db.session.scalars(
        select(Person.created_at).where(Person.id == actor.person_id)
    ).one()
    return now - created_at


def _own(need: Need, picture_id: int, *, actor: Actor) -> Attachment:
    lock(need)
    authorise(policies.may_edit(actor, need))
    kind, subject_id = subject(need)
    return attachments.get_attachment(picture_id, subject_kind=kind, subject_id=subject_id)
