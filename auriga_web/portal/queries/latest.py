"""What came of it lately: initiatives that ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from auriga_web.core import markup
from auriga_web.core.database import db
from auriga_web.initiatives.models import Initiative, InitiativeState

_EXCERPT = 220


class Outcome(NamedTuple):
    """An initiative that ended: what came of it."""

    initiative_id: int
    title: str
    outcome: str
    moved_at: datetime
    need_count: int

    @property
    def excerpt(self) -> str:
        """The beginning of what came of it, without marks."""
        return markup.plain(self.outcome, _EXCERPT)


_OUTCOMES = (
    select(
        Initiative.id,
        Initiative.title,
        Initiative.outcome,
        Initiative.moved_at,
        Initiative.need_count,
    )
    .where(
        Initiative.hidden_at.is_(None),
        Initiative.state.in_([InitiativeState.CONCLUDED, InitiativeState.EVALUATED]),
    )
    .order_by(Initiative.moved_at.desc(), Initiative.id.desc())
    .limit(bindparam("limit"))
)


def list_outcomes(*, limit: int) -> Sequence[Outcome]:
    """Return the initiatives that ended last, with what came of them."""
    return [Outcome(*row) for row in db.session.execute(_OUTCOMES, {"limit": limit})]
