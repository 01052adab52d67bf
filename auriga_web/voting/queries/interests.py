"""Whose body would run what is voted on: they bring no list, check nobody off, open nothing."""

from sqlalchemy import exists, select

from auriga_web.core.database import db
from auriga_web.initiatives.models import Initiative
from auriga_web.organisations.models import Membership
from auriga_web.voting.models import PollOption


def has_interest(poll_id: int, person_id: int | None) -> bool:
    """Tell whether a person belongs to a body that would run one of the initiatives voted on."""
    runs = (
        exists()
        .where(Membership.person_id == person_id, Membership.accepted_at.is_not(None))
        .where(Membership.organisation_id == Initiative.runner_id)
        .where(Initiative.id == PollOption.initiative_id)
        .where(PollOption.poll_id == poll_id)
    )
    return bool(db.session.scalar(select(runs)))
