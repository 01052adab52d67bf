"""Reading discussions: one statement for a page of comments, whatever their number."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload

from auriga_web.accounts.models import Person
from auriga_web.core import keyset
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.discussion import policies, rules
from auriga_web.discussion.models import Comment, CommentVersion, Stance, Thread
from auriga_web.discussion.queries.lines import Line, lines_of
from auriga_web.discussion.queries.page import PAGE as PAGE
from auriga_web.discussion.queries.page import CommentSeen as CommentSeen
from auriga_web.discussion.queries.page import Order as Order
from auriga_web.discussion.queries.page import cursor_at, load_page

# How addresses name the stances to which a discussion can be narrowed.
POSITIONS = {"a-favore": Stance.FOR, "neutrali": Stance.NEUTRAL, "contro": Stance.AGAINST}


@dataclass(frozen=True, slots=True)
class Discussion:
    """A page of what is said about a subject, as its reader sees it."""

    subject_kind: str
    subject_id: str
    thread_id: int | None
    comment_count: int
    is_closed: bool
    order: Order
    nodes: Sequence[rules.Node[CommentSeen]]
    next_cursor: str | None
    shows_names: bool
    takes_stances: bool
    # The one stance whose comments are shown, if not all.
    stance: Stance | None

    @property
    def position(self) -> str | None:
        """How addresses name the stance to which it is narrowed."""
        return next((slug for slug, stance in POSITIONS.items() if stance is self.stance), None)

    def lines(self, *, reader: Actor, is_open: bool) -> list[Line]:
        """Return its comments from top to bottom, with what `reader` may do with each."""
        return lines_of(self.nodes, reader=reader, shows_names=self.shows_names, is_open=is_open)

    def key(self, lines: Sequence[Line], *, reader: Actor) -> Hashable:
        """Return what the comments look like to `reader`: equal for all who see the same."""
        return (
            self.thread_id,
            self.order,
            self.stance,
            self.next_cursor,
            reader.is_visitor,
            reader.roles,
            tuple((line.it.id, line.it.found_useful, *line[2:6]) for line in lines),
        )


def load_discussion(
    kind: str,
    subject_id: int | str,
    *,
    reader: Actor,
    order: Order = Order.USEFUL,
    cursor: str | None = None,
    shows_names: bool | None = None,
    stance: Stance | None = None,
    thread: Thread | None = None,
) -> Discussion:
    """Return a page of the comments on a subject that `reader` is already known to see.

    Where comments take a stance, `stance` keeps those that take this one, with their answers.
    `shows_names` is given by who has the subject at hand; else its gate is asked.
    """
    takes_stances = policies.takes_stances(kind)
    stance = stance if takes_stances else None
    rows = load_page(
        kind, str(subject_id), reader=reader, order=order, cursor=cursor, stance=stance
    )
    # Where nobody takes this stance the thread is still there.
    first = rows[0] if rows else None
    thread_id, comment_count, is_closed = (
        (first.thread_id, first.comment_count, first.is_closed)
        if first
        else (thread.id, thread.comment_count, thread.is_closed)
        if thread
        else (None, 0, False)
    )
    if shows_names is None:
        shows_names = first is None or policies.shows_names(kind, str(subject_id))
    return Discussion(
        subject_kind=kind,
        subject_id=str(subject_id),
        thread_id=thread_id,
        comment_count=comment_count,
        is_closed=is_closed,
        order=order,
        nodes=rules.grow_tree(rows[:PAGE]),
        next_cursor=cursor_at(rows[PAGE]) if len(rows) > PAGE else None,
        shows_names=shows_names,
        takes_stances=takes_stances,
        stance=stance,
    )


def get_thread(thread_id: int, *, reader: Actor) -> Thread:
    """Return a thread on something `reader` sees.

    :raises NoResultFound: if there is none.
    """
    thread = db.session.scalars(select(Thread).where(Thread.id == thread_id)).one()
    _check_visible(policies.may_see_subject(reader, thread.subject_kind, thread.subject_id))
    return thread


def find_thread(kind: str, subject_id: int | str) -> Thread | None:
    """Return the thread about a subject, once something was said."""
    return db.session.scalars(
        select(Thread).where(Thread.subject_kind == kind, Thread.subject_id == str(subject_id))
    ).one_or_none()


def get_comment(comment_id: int, *, reader: Actor) -> Comment:
    """Return a comment `reader` sees, with its thread and author.

    :raises NoResultFound: if there is none.
    """
    comment = db.session.scalars(
        select(Comment)
        .where(Comment.id == comment_id, policies.readable_by(reader))
        .options(joinedload(Comment.thread), joinedload(Comment.author))
        .execution_options(populate_existing=True)
    ).one()
    thread = comment.thread
    _check_visible(policies.may_see_subject(reader, thread.subject_kind, thread.subject_id))
    return comment


def find_comment(comment_id: int) -> Comment | None:
    """Return a comment to who was found to see it already."""
    return db.session.get(Comment, comment_id)


def list_versions(comment: Comment) -> Sequence[CommentVersion]:
    """Return what a comment said before, the latest first."""
    return db.session.scalars(
        select(CommentVersion)
        .where(CommentVersion.comment_id == comment.id)
        .order_by(CommentVersion.number.desc())
    ).all()


def find_place(comment: Comment, *, reader: Actor) -> str | None:
    """Return the cursor of the page on which a comment is; None if it is on the first one."""
    thread = comment.thread
    first_page = load_page(
        thread.subject_kind, thread.subject_id, reader=reader, order=Order.USEFUL, cursor=None
    )
    if any(row.id == comment.id for row in first_page[:PAGE]):
        return None
    root_id = comment.root_id or comment.id
    useful = db.session.scalars(select(Comment.useful_count).where(Comment.id == root_id)).one()
    return keyset.encode((useful, root_id, comment.parent_id or comment.id))


def find_same_comment(
    kind: str,
    subject_id: str,
    *,
    author_id: int,
    body: str,
    parent_id: int | None,
    since: datetime,
) -> Comment | None:
    """Return what somebody has just said in these very words, in the same place."""
    return db.session.scalars(
        select(Comment)
        .join(Thread, Thread.id == Comment.thread_id)
        .where(Comment.author_id == author_id, Comment.created_at > since)
        .where(Thread.subject_kind == kind, Thread.subject_id == subject_id)
        .where(Comment.body == body, Comment.parent_id == parent_id, Comment.deleted_at.is_(None))
        .options(joinedload(Comment.thread))
        .limit(1)
    ).first()


def find_writing_record(person_id: int, *, now: datetime) -> rules.WritingRecord:
    """Return what the limits ask about somebody."""
    by_them = Comment.author_id == person_id
    of_last_day = select(func.count(Comment.id), func.max(Comment.created_at)).where(
        by_them, Comment.created_at > now - timedelta(hours=24)
    )
    count, last_at = db.session.execute(of_last_day).one()
    registered_at, has_accepted = db.session.execute(
        select(
            Person.created_at,
            exists(select(Comment.id).where(by_them, Comment.held_at.is_(None))),
        ).where(Person.id == person_id)
    ).one()
    return rules.WritingRecord(
        registered_at=registered_at,
        of_last_day=count,
        last_at=last_at,
        has_accepted=has_accepted,
    )


def _check_visible(verdict: bool) -> None:
    if not verdict:
        # The same answer as for what is not there: one statement that finds nothing.
        db.session.scalars(select(Thread).where(Thread.id == -1)).one()
