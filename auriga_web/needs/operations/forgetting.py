"""Letting go of somebody who is to be forgotten."""

from datetime import datetime

from sqlalchemy import select, update

from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.needs import policies
from auriga_web.needs.models import Need
from auriga_web.needs.operations.sketching import drop_sketches
from auriga_web.needs.operations.writing import discard_need, withdraw_need


def forget_author(person_id: int, *, removes_needs: bool, now: datetime) -> None:
    """Take a person's name off their needs; throw away what they never published.

    With `removes_needs` those in their own name are taken back too: a dated note stays of each.
    """
    mine = Actor(person_id=person_id)
    drop_sketches([f"person:{person_id}"])
    own = select(Need).where(Need.author_id == person_id, Need.author_body_id.is_(None))
    for need in db.session.scalars(own.order_by(Need.id)).all():
        if policies.may_discard(mine, need):
            discard_need(need, actor=mine, now=now)
        elif removes_needs and policies.may_withdraw(mine, need):
            withdraw_need(need, reason="private", actor=mine, now=now)
    db.session.flush()
    db.session.execute(
        update(Need)
        .where(Need.author_id == person_id, Need.author_body_id.is_(None), Need.is_signed)
        # Another version: kept pages show the name no longer.
        .values(is_signed=False, version=Need.version + 1, updated_at=now)
        .execution_options(synchronize_session=False)
    )
