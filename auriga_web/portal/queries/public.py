"""The addresses of public things, for those who index the site."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select

from auriga_web.core.access import gates
from auriga_web.core.database import db
from auriga_web.initiatives.models import Initiative
from auriga_web.needs.models import Need
from auriga_web.services.models import Service

# A map of a site holds 50,000 addresses at most.
MOST_ADDRESSES = 15_000

_THINGS = (
    # What is sensitive is not to be indexed, so it is not named here either.
    (
        "need",
        select(Need.id, Need.updated_at)
        .where(Need.is_listed.is_(True), Need.is_sensitive.is_(False))
        .order_by(Need.published_at.desc(), Need.id.desc())
        .limit(bindparam("limit")),
    ),
    (
        "initiative",
        select(Initiative.id, Initiative.moved_at)
        .where(Initiative.hidden_at.is_(None))
        .order_by(Initiative.moved_at.desc(), Initiative.id.desc())
        .limit(bindparam("limit")),
    ),
    (
        "service",
        select(Service.id, Service.updated_at)
        .where(Service.is_listed.is_(True))
        .order_by(Service.id.desc())
        .limit(bindparam("limit")),
    ),
)


def list_public_addresses() -> Sequence[tuple[str, datetime]]:
    """Return the address and last change of the newest public things of each kind."""
    known = gates()
    return [
        (known[kind].url(str(subject_id)), changed_at)
        for kind, statement in _THINGS
        if kind in known
        for subject_id, changed_at in db.session.execute(statement, {"limit": MOST_ADDRESSES})
    ]
