"""The initiatives a body has a part in: as promoter, as partner, as who would run it."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, or_, select

from auriga_web.chain.models import StopKind
from auriga_web.core.access import VISITOR
from auriga_web.core.database import db
from auriga_web.initiatives.models import Initiative, InitiativeState, Partner
from auriga_web.initiatives.policies import listed_for


class PartOfBody(NamedTuple):
    """An initiative, and which part a body has in it."""

    id: int
    title: str
    state: InitiativeState
    present_stop: StopKind
    is_promoter: bool
    is_runner: bool
    contribution: str | None


_body_id: BindParameter[int] = bindparam("body_id")
_PARTS = (
    select(
        Initiative.id,
        Initiative.title,
        Initiative.state,
        Initiative.present_stop,
        Initiative.promoter_id == _body_id,
        Initiative.runner_id == _body_id,
        Partner.contribution,
    )
    .outerjoin(
        Partner, and_(Partner.initiative_id == Initiative.id, Partner.organisation_id == _body_id)
    )
    .where(listed_for(VISITOR))
    .where(
        or_(
            Initiative.promoter_id == _body_id,
            Initiative.runner_id == _body_id,
            Partner.id.is_not(None),
        )
    )
    .order_by(Initiative.moved_at.desc(), Initiative.id.desc())
    .limit(20)
)


def list_parts_of(body_id: int) -> Sequence[PartOfBody]:
    """Return the public initiatives a body has a part in, those that moved last first."""
    rows = db.session.execute(_PARTS, {"body_id": body_id})
    return [PartOfBody(*row[:4], bool(row[4]), bool(row[5]), row[6]) for row in rows]
