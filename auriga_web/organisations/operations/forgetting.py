"""Letting go of somebody who is to be forgotten."""

from sqlalchemy import delete, update

from auriga_web.core.database import db
from auriga_web.organisations.models import Membership, Organisation


def forget_member(person_id: int) -> None:
    """End every membership of a person, also of a last representative: nobody is held back.

    A body without a representative is looked after by an administrator.
    """
    db.session.execute(delete(Membership).where(Membership.person_id == person_id))
    db.session.execute(
        update(Organisation)
        .where(Organisation.requested_by_id == person_id)
        .values(requested_by_id=None)
        .execution_options(synchronize_session=False)
    )
