"""What a body has said about needs: its positions, and an institution's answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import String, bindparam, literal, null, select, union_all

from auriga_web.core import markup
from auriga_web.core.database import db
from auriga_web.needs.models import Answer, Need, NeedState, Position

_EXCERPT = 220
_MOST = 20


class SaidByBody(NamedTuple):
    """A position or an official answer, with the need it is about."""

    what: str
    need_id: int
    title: str
    text: str
    interest: str
    verdict: NeedState | None
    at: datetime

    @property
    def excerpt(self) -> str:
        """The beginning of what was said, without marks."""
        return markup.plain(self.text, _EXCERPT)


_SHOWN = (Need.is_listed, ~Need.is_sensitive)
_POSITIONS = (
    select(
        literal("position").label("what"),
        Need.id.label("need_id"),
        Need.title,
        Position.sentence.label("text"),
        Position.interest,
        null().cast(String).label("verdict"),
        Position.updated_at.label("at"),
    )
    .join(Need, Need.id == Position.need_id)
    .where(Position.body_id == bindparam("body_id"), *_SHOWN)
    .order_by(Position.updated_at.desc(), Position.id.desc())
    .limit(_MOST)
)
_ANSWERS = (
    select(
        literal("answer").label("what"),
        Need.id.label("need_id"),
        Need.title,
        Answer.body.label("text"),
        literal("").label("interest"),
        Answer.verdict.cast(String).label("verdict"),
        Answer.given_at.label("at"),
    )
    .join(Need, Need.id == Answer.need_id)
    .where(Answer.body_id == bindparam("body_id"), *_SHOWN)
    .order_by(Answer.given_at.desc(), Answer.id.desc())
    .limit(_MOST)
)
_said = union_all(select(_POSITIONS.subquery()), select(_ANSWERS.subquery())).subquery()
_SAID = select(_said).order_by(_said.c.at.desc(), _said.c.need_id.desc(), _said.c.what)


def list_said_by(body_id: int) -> Sequence[SaidByBody]:
    """Return the last positions and answers of a body, newest first, in one statement.

    Where the area is sensitive nothing of a need is shown away from its page and its lists.
    """
    return [
        SaidByBody(
            row.what,
            row.need_id,
            row.title,
            row.text,
            row.interest,
            NeedState(row.verdict) if row.verdict else None,
            row.at,
        )
        for row in db.session.execute(_SAID, {"body_id": body_id})
    ]
