"""The statement behind a page of comments, built once for each kind of reader."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import (
    BindParameter,
    Select,
    bindparam,
    exists,
    func,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from auriga_web.accounts.models import Person
from auriga_web.core import keyset
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.discussion.models import Comment, Stance, Thread, Useful

PAGE = 50


class Order(StrEnum):
    """How comments follow one another; answers always stand under theirs, oldest first."""

    # Votes only go up, so their number is all there is to weigh; at a tie, the newest first.
    USEFUL = "utili"
    NEWEST = "recenti"
    OLDEST = "prime"


class CommentSeen(NamedTuple):
    """A comment as a page shows it."""

    id: int
    root_id: int | None
    parent_id: int | None
    depth: int
    author_id: int
    author_name: str
    is_name_public: bool
    author_place: str | None
    author_body_id: int | None
    author_body_name: str | None
    body_html: Markup
    stance: Stance | None
    is_official: bool
    useful_count: int
    version: int
    created_at: datetime
    edited_at: datetime | None
    held_at: datetime | None
    hidden_at: datetime | None
    deleted_at: datetime | None
    found_useful: bool
    thread_id: int
    comment_count: int
    is_closed: bool
    place_useful: int
    place_root: int

    @property
    def is_public(self) -> bool:
        return self.held_at is None and self.hidden_at is None and self.deleted_at is None


def cursor_at(row: CommentSeen) -> str:
    """Return the cursor of the page that begins with this comment."""
    return keyset.encode((row.place_useful, row.place_root, row.id))


def load_page(
    kind: str,
    subject_id: str,
    *,
    reader: Actor,
    order: Order,
    cursor: str | None,
    stance: Stance | None = None,
) -> Sequence[CommentSeen]:
    """Return a page of comments and, if there are more, the first one of the next.

    With a stance, only the comments that take it, with their answers.
    """
    start = keyset.decode(cursor, kinds=(int, int, int))
    sees = "all" if reader.is_moderator else "public" if reader.is_visitor else "own"
    values: dict[str, Any] = {"kind": kind, "subject_id": subject_id, "me": reader.person_id}
    if start is not None:
        values |= {"useful": start[0], "root": start[1], "start": start[2]}
    if stance is not None:
        values["stance"] = stance
    statement = _page_statement(order, sees, start is not None, stance is not None)
    rows = db.session.execute(statement, values)
    return [CommentSeen(*row) for row in rows]


@cache
def _page_statement(
    order: Order, sees: str, has_start: bool, has_stance: bool
) -> Select[*tuple[Any, ...]]:
    """Build, once for each kind of reader, the statement of a page.

    Comments of depth 1 are found in their order on an index, at most as many as a page holds; then
    their answers; the page starts at a given row of these.
    """
    me: BindParameter[int | None] = bindparam("me")
    seen = {
        "all": true(),
        "own": or_(Comment.held_at.is_(None), Comment.author_id == me),
        "public": Comment.held_at.is_(None),
    }[sees]
    # Looked up first: joined instead, PostgreSQL sorts every comment of a long thread.
    thread_id = (
        select(Thread.id)
        .where(Thread.subject_kind == bindparam("kind"))
        .where(Thread.subject_id == bindparam("subject_id"))
        .scalar_subquery()
    )
    roots = (
        select(Comment.id)
        .where(Comment.thread_id == thread_id, Comment.depth == 1, seen)
        .limit(PAGE + 1)
    )
    if has_stance:
        # Who said neither is neutral; of what was taken away not even this is told.
        taken = func.coalesce(Comment.stance, Stance.NEUTRAL.value)
        roots = roots.where(taken == bindparam("stance"))
        roots = roots.where(Comment.deleted_at.is_(None), Comment.hidden_at.is_(None))
    if has_start:
        roots = roots.where(_from_start(order))
    roots = roots.order_by(*_root_order(order, Comment.useful_count, Comment.id))
    root = roots.cte("roots")
    answers = select(Comment.id).where(Comment.root_id.in_(select(root.c.id)), seen)
    found_useful = exists().where(Useful.comment_id == Comment.id, Useful.person_id == me)
    top = aliased(Comment)
    statement: Select[*tuple[Any, ...]] = (
        select(
            Comment.id,
            Comment.root_id,
            Comment.parent_id,
            Comment.depth,
            Comment.author_id,
            Person.name,
            Person.is_name_public,
            Comment.author_place,
            Comment.author_body_id,
            Comment.author_body_name,
            Comment.body_html,
            Comment.stance,
            Comment.is_official,
            Comment.useful_count,
            Comment.version,
            Comment.created_at,
            Comment.edited_at,
            Comment.held_at,
            Comment.hidden_at,
            Comment.deleted_at,
            found_useful,
            Thread.id,
            Thread.comment_count,
            Thread.is_closed,
            top.useful_count,
            top.id,
        )
        .select_from(Comment)
        .join(top, top.id == func.coalesce(Comment.root_id, Comment.id))
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Person, Person.id == Comment.author_id)
        # Asked for by number: joined instead, SQLite reads every comment there is.
        .where(Comment.id.in_(union_all(select(root.c.id), answers)))
        .order_by(*_root_order(order, top.useful_count, top.id), Comment.id)
        .limit(PAGE + 1)
    )
    if has_start:
        statement = statement.where(
            or_(top.id != bindparam("root"), Comment.id >= bindparam("start"))
        )
    return statement


def _root_order(order: Order, useful: Any, root: Any) -> tuple[Any, ...]:
    return {
        Order.USEFUL: (useful.desc(), root.desc()),
        Order.NEWEST: (root.desc(),),
        Order.OLDEST: (root.asc(),),
    }[order]


def _from_start(order: Order) -> Any:
    root: BindParameter[int] = bindparam("root")
    useful: BindParameter[int] = bindparam("useful")
    return {
        Order.USEFUL: tuple_(Comment.useful_count, Comment.id) <= tuple_(useful, root),
        Order.NEWEST: Comment.id <= root,
        Order.OLDEST: Comment.id >= root,
    }[order]
