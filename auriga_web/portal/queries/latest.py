"""What came of it lately: answers given, initiatives that ended, motivated refusals."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, select

from auriga_web.chain import rules as chain
from auriga_web.chain.models import StopKind
from auriga_web.core import markup
from auriga_web.core.database import db
from auriga_web.initiatives.models import Initiative, InitiativeState
from auriga_web.needs.models import Answer, Need, NeedState
from auriga_web.organisations.models import Organisation
from auriga_web.territories.models import Territory

_EXCERPT = 220
# What one can still take part in.
UNDER_WAY = (
    InitiativeState.IDEA,
    InitiativeState.EXPLORATION,
    InitiativeState.CO_DESIGN,
    InitiativeState.TO_REVISE,
    InitiativeState.FROZEN,
    InitiativeState.IN_VOTE,
)


class AnswerGiven(NamedTuple):
    """An answer on a card: what was asked, what was said, by whom, how fast."""

    need_id: int
    title: str
    stop: StopKind
    excerpt: str
    given_at: datetime
    published_at: datetime | None
    body_name: str | None

    @property
    def dots(self) -> tuple[Sequence[str], str]:
        """The six dots of a card, and the word of the present stop."""
        return chain.dots(self.stop)

    @property
    def days(self) -> int:
        """How many days it took from publishing."""
        start = self.published_at or self.given_at
        return max(0, (self.given_at - start).days)


class Outcome(NamedTuple):
    """An initiative that ended: what came of it."""

    initiative_id: int
    title: str
    excerpt: str
    moved_at: datetime
    need_count: int


_ANSWERS = (
    select(
        Need.id,
        Need.title,
        Need.stop,
        Answer.body,
        Answer.given_at,
        Need.published_at,
        Organisation.name,
    )
    .join(Need, Need.id == Answer.need_id)
    .outerjoin(Organisation, Organisation.id == Answer.body_id)
    # Where the area is sensitive nothing of a need leaves its page.
    .where(Need.is_listed.is_(True), Need.is_sensitive.is_(False))
    .order_by(Answer.given_at.desc(), Answer.id.desc())
    .limit(bindparam("limit"))
)
_REFUSALS = _ANSWERS.where(Answer.verdict == NeedState.NOT_PURSUED)

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


_OPEN_INITIATIVES = (
    select(
        Initiative.id,
        Initiative.title,
        Initiative.summary,
        Initiative.state,
        Initiative.present_stop,
        Initiative.until,
        Territory.name,
    )
    .join(Territory, Territory.id == Initiative.territory_id)
    .where(Initiative.hidden_at.is_(None), Initiative.state.in_(UNDER_WAY))
    .order_by(Initiative.moved_at.desc(), Initiative.id.desc())
    .limit(bindparam("limit"))
)


class OpenInitiative(NamedTuple):
    """An initiative one can take part in."""

    id: int
    title: str
    summary: str
    state: InitiativeState
    stop: StopKind
    until: datetime | None
    place: str

    @property
    def dots(self) -> tuple[Sequence[str], str]:
        """The six dots of a card, and the word of the present stop."""
        return chain.dots(self.stop)


def list_open_initiatives(*, limit: int) -> Sequence[OpenInitiative]:
    """Return the initiatives under way, latest movement first."""
    rows = db.session.execute(_OPEN_INITIATIVES, {"limit": limit})
    return [OpenInitiative(*row) for row in rows]


def list_answers(*, limit: int) -> Sequence[AnswerGiven]:
    """Return the latest answers, one for each need."""
    # A need may have a first and a final answer close together: ask for some more.
    rows = db.session.execute(_ANSWERS, {"limit": limit * 2})
    latest: dict[int, AnswerGiven] = {}
    for row in rows:
        latest.setdefault(row[0], _answer(row))
    return list(latest.values())[:limit]


def list_refusals(*, limit: int) -> Sequence[AnswerGiven]:
    """Return the latest motivated "no"."""
    rows = db.session.execute(_REFUSALS, {"limit": limit})
    return [_answer(row) for row in rows]


def list_outcomes(*, limit: int) -> Sequence[Outcome]:
    """Return the initiatives that ended last, with what came of them."""
    return [
        Outcome(initiative_id, title, markup.plain(outcome, _EXCERPT), moved_at, need_count)
        for initiative_id, title, outcome, moved_at, need_count in db.session.execute(
            _OUTCOMES, {"limit": limit}
        )
    ]


def _answer(row: Row[*tuple[Any, ...]]) -> AnswerGiven:
    need_id, title, stop, body, given_at, published_at, body_name = row
    return AnswerGiven(
        need_id,
        title,
        stop,
        markup.plain(body, _EXCERPT),
        given_at,
        published_at,
        body_name,
    )
