"""What was answered and said about needs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import aliased

from auriga_web.accounts.models import Person
from auriga_web.chain.models import StopKind
from auriga_web.core import markup
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.needs.models import (
    Answer,
    AnswerKind,
    Need,
    NeedState,
    NeedVersion,
    Position,
    Support,
)
from auriga_web.organisations.models import Organisation
from auriga_web.territories.models import Territory


class AnswerSeen(NamedTuple):
    """An answer as the page shows it."""

    id: int
    kind: AnswerKind
    verdict: NeedState | None
    body_rendered: Markup
    given_at: datetime
    author_name: str
    body_id: int | None
    body_name: str | None


class PositionSeen(NamedTuple):
    """A position as the page shows it."""

    id: int
    sentence: str
    interest: str
    updated_at: datetime
    author_name: str
    body_id: int
    body_name: str


class AnsweredNeed(NamedTuple):
    """An answer with the need it answers, for lists of the latest."""

    need_id: int
    title: str
    comune_name: str
    stop: StopKind
    body: str
    given_at: datetime
    published_at: datetime | None
    body_name: str | None

    @property
    def excerpt(self) -> str:
        """The beginning of what was answered, without marks."""
        return markup.plain(self.body, _EXCERPT)

    @property
    def days(self) -> int:
        """How many days it took from publishing."""
        return max(0, (self.given_at - (self.published_at or self.given_at)).days)


_EXCERPT = 220
_comune = aliased(Territory, name="comune")
_ANSWERS: Select[*tuple[Any, ...]] = (
    select(
        Answer.id,
        Answer.kind,
        Answer.verdict,
        Answer.body_html,
        Answer.given_at,
        Person.name,
        Answer.body_id,
        Organisation.name,
    )
    .join(Person, Person.id == Answer.author_id)
    .outerjoin(Organisation, Organisation.id == Answer.body_id)
    .where(Answer.need_id == bindparam("need_id"))
    .order_by(Answer.given_at, Answer.id)
)
_LATEST = (
    select(
        Need.id,
        Need.title,
        _comune.name,
        Need.stop,
        Answer.body,
        Answer.given_at,
        Need.published_at,
        Organisation.name,
    )
    .join(Need, Need.id == Answer.need_id)
    .join(_comune, _comune.id == Need.comune_id)
    .outerjoin(Organisation, Organisation.id == Answer.body_id)
    .where(Need.is_listed, ~Need.is_sensitive)
    .order_by(Answer.given_at.desc(), Answer.id.desc())
    .limit(bindparam("limit"))
)
_POSITIONS = (
    select(
        Position.id,
        Position.sentence,
        Position.interest,
        Position.updated_at,
        Person.name,
        Position.body_id,
        Organisation.name,
    )
    .join(Person, Person.id == Position.author_id)
    .join(Organisation, Organisation.id == Position.body_id)
    .where(Position.need_id == bindparam("need_id"))
    .order_by(Position.created_at, Position.id)
)


def list_answers(need_id: int) -> Sequence[AnswerSeen]:
    """Return the answers to a need, first one first."""
    return [
        AnswerSeen(row[0], row[1], row[2], Markup(row[3]), *row[4:])  # noqa: S704
        for row in db.session.execute(_ANSWERS, {"need_id": need_id})
    ]


def list_positions(need_id: int) -> Sequence[PositionSeen]:
    """Return what organisations say of a need, first one first."""
    return [PositionSeen(*row) for row in db.session.execute(_POSITIONS, {"need_id": need_id})]


def find_own_position(need: Need, *, reader: Actor) -> Position | None:
    """Return what the organisation that the reader acts for has said."""
    return db.session.scalars(
        select(Position).where(Position.need_id == need.id, Position.body_id == reader.body_id)
    ).one_or_none()


def list_versions(need_id: int, *, limit: int = 20) -> Sequence[NeedVersion]:
    """Return what a need said before, newest first."""
    return db.session.scalars(
        select(NeedVersion)
        .where(NeedVersion.need_id == need_id)
        .order_by(NeedVersion.version.desc())
        .limit(limit)
    ).all()


def list_latest_answers(
    *, kind: AnswerKind | None = None, verdict: NeedState | None = None, limit: int = 5
) -> Sequence[AnsweredNeed]:
    """Return the needs that were answered last, each once; only one kind, or with one verdict.

    Where the area is sensitive nothing of a need is shown away from its page and its lists.
    """
    statement = _LATEST
    if kind is not None:
        statement = statement.where(Answer.kind == kind)
    if verdict is not None:
        statement = statement.where(Answer.verdict == verdict)
    # A need may have a first and a final answer close together: ask for some more.
    latest: dict[int, AnsweredNeed] = {}
    for row in db.session.execute(statement, {"limit": 2 * limit}):
        answered = AnsweredNeed(*row)
        latest.setdefault(answered.need_id, answered)
    return list(latest.values())[:limit]


def list_supporter_ids(need_id: int, *, after_id: int = 0, limit: int = 1_000) -> Sequence[int]:
    """Return who supports a need, by person id: to tell them, never to show them."""
    return db.session.scalars(
        select(Support.person_id)
        .where(Support.need_id == need_id, Support.person_id > after_id)
        .order_by(Support.person_id)
        .limit(limit)
    ).all()
