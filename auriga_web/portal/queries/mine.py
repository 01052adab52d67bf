"""What a person said and supported, and what came of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from auriga_web.chain import rules as chain
from auriga_web.chain.models import StopKind
from auriga_web.core import markup
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.discussion.models import Comment
from auriga_web.initiatives.models import Initiative
from auriga_web.needs.models import PUBLIC_STATES, Need, NeedCounter, NeedState, Support
from auriga_web.organisations.models import (
    Membership,
    MembershipRole,
    Organisation,
    OrganisationState,
)
from auriga_web.portal import rules

_MOST = 20
_MOST_COMMENTS = 5
_EXCERPT = 160


class MyNeed(NamedTuple):
    """A need of mine, whatever its state, or one I support."""

    id: int
    title: str
    state: NeedState
    stop: StopKind
    state_reason: str
    changed_at: datetime
    answer_due_at: datetime | None
    first_answered_at: datetime | None
    support_count: int | None
    hidden_at: datetime | None

    @property
    def awaits_author(self) -> bool:
        """Whether its author has something to do: finish it, or answer the moderators."""
        return self.state in {NeedState.DRAFT, NeedState.RETURNED}

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC_STATES and self.hidden_at is None

    @property
    def dots(self) -> tuple[Sequence[str], str]:
        """The six dots of a card, and the word of the present stop."""
        return chain.dots(self.stop)

    @property
    def state_word(self) -> str:
        """What stands in place of the dots while others do not see it."""
        return rules.word_for_author(self.state, is_hidden=self.hidden_at is not None)


class MyComment(NamedTuple):
    """Something the reader said in a discussion."""

    id: int
    body: str
    created_at: datetime
    useful_count: int
    held_at: datetime | None
    hidden_at: datetime | None

    @property
    def excerpt(self) -> str:
        """Its beginning, without marks."""
        return markup.plain(self.body, _EXCERPT)


class MyInitiative(NamedTuple):
    """An initiative the reader proposed."""

    id: int
    title: str
    stop: StopKind
    moved_at: datetime


class MyBody(NamedTuple):
    id: int
    name: str
    role: MembershipRole
    state: OrganisationState
    accepted_at: datetime | None


_COLUMNS = (
    Need.id,
    Need.title,
    Need.state,
    Need.stop,
    Need.state_reason,
    Need.state_changed_at,
    Need.answer_due_at,
    Need.first_answered_at,
    NeedCounter.support_count,
    Need.hidden_at,
)
_MINE = (
    select(*_COLUMNS)
    .outerjoin(NeedCounter, NeedCounter.need_id == Need.id)
    .where(Need.author_id == bindparam("person_id"))
    .order_by(Need.id.desc())
    .limit(_MOST)
)
_SUPPORTED = (
    select(*_COLUMNS)
    .join(Support, Support.need_id == Need.id)
    .outerjoin(NeedCounter, NeedCounter.need_id == Need.id)
    .where(Support.person_id == bindparam("person_id"), Need.is_listed.is_(True))
    .order_by(Support.id.desc())
    .limit(_MOST)
)


_COMMENTS = (
    select(
        Comment.id,
        Comment.body,
        Comment.created_at,
        Comment.useful_count,
        Comment.held_at,
        Comment.hidden_at,
    )
    .where(Comment.author_id == bindparam("person_id"), Comment.deleted_at.is_(None))
    .order_by(Comment.created_at.desc(), Comment.id.desc())
    .limit(_MOST_COMMENTS)
)
_INITIATIVES = (
    select(Initiative.id, Initiative.title, Initiative.present_stop, Initiative.moved_at)
    .where(Initiative.author_id == bindparam("person_id"), Initiative.hidden_at.is_(None))
    .order_by(Initiative.id.desc())
    .limit(_MOST)
)
_BODIES = (
    select(
        Organisation.id,
        Organisation.name,
        Membership.role,
        Organisation.state,
        Membership.accepted_at,
    )
    .join(Membership, Membership.organisation_id == Organisation.id)
    .where(Membership.person_id == bindparam("person_id"))
    .order_by(Organisation.name, Organisation.id)
)


def list_my_comments(*, reader: Actor) -> Sequence[MyComment]:
    """Return the last things the reader said in discussions."""
    rows = db.session.execute(_COMMENTS, {"person_id": reader.person_id})
    return [MyComment(*row) for row in rows]


def list_my_initiatives(*, reader: Actor) -> Sequence[MyInitiative]:
    """Return the initiatives the reader proposed, newest first."""
    rows = db.session.execute(_INITIATIVES, {"person_id": reader.person_id})
    return [MyInitiative(*row) for row in rows]


def list_my_bodies(*, reader: Actor) -> Sequence[MyBody]:
    """Return the organisations the reader belongs to, or is invited to."""
    rows = db.session.execute(_BODIES, {"person_id": reader.person_id})
    return [MyBody(*row) for row in rows]


def list_my_needs(*, reader: Actor) -> Sequence[MyNeed]:
    """Return what the reader wrote, newest first."""
    rows = db.session.execute(_MINE, {"person_id": reader.person_id})
    return [MyNeed._make(row) for row in rows]


def list_supported_needs(*, reader: Actor) -> Sequence[MyNeed]:
    """Return the needs the reader said they have too, newest first."""
    rows = db.session.execute(_SUPPORTED, {"person_id": reader.person_id})
    return [MyNeed._make(row) for row in rows]
