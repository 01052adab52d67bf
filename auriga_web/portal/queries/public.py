"""The addresses of public things, for those who index the site."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, bindparam, cast, or_, select

from auriga_web.core.access import gates
from auriga_web.core.database import db
from auriga_web.core.search import SearchEntry
from auriga_web.initiatives.models import Initiative
from auriga_web.needs.models import Need
from auriga_web.services.models import ServiceArea

# The newest are enough to find the rest from: a longer map costs a second to write.
MOST_NEEDS = 5_000
MOST_OTHERS = 5_000
_OTHERS = ("initiative", "poll", "service", "organisation")

_NEEDS = (
    select(Need.id, Need.updated_at)
    # What is sensitive is not to be indexed, so it is not named here either.
    .where(Need.is_listed.is_(True), Need.is_sensitive.is_(False))
    .order_by(Need.published_at.desc(), Need.id.desc())
    .limit(bindparam("limit"))
)
_SENSITIVE = (
    select(cast(Initiative.id, String))
    .join(ServiceArea, ServiceArea.id == Initiative.area_id)
    .where(ServiceArea.is_sensitive)
)
# What can be found is public: a hidden thing has no entry.
_FOUND = (
    select(SearchEntry.kind, SearchEntry.subject_id, SearchEntry.at)
    .where(
        SearchEntry.kind.in_(_OTHERS),
        or_(SearchEntry.kind != "initiative", SearchEntry.subject_id.not_in(_SENSITIVE)),
    )
    .order_by(SearchEntry.at.desc(), SearchEntry.id.desc())
    .limit(bindparam("limit"))
)


def list_public_addresses() -> Sequence[tuple[str, datetime]]:
    """Return the address and last change of the newest public things of each kind."""
    things = [
        ("need", str(need_id), changed_at)
        for need_id, changed_at in db.session.execute(_NEEDS, {"limit": MOST_NEEDS})
    ]
    things += [
        (kind, subject_id, at)
        for kind, subject_id, at in db.session.execute(_FOUND, {"limit": MOST_OTHERS})
    ]
    known = gates()
    return [(known[kind].url(key), at) for kind, key, at in things if kind in known]
