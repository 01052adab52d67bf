"""Saying something, changing it, taking it back."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.audit.operations import record
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.core.markup import render
from auriga_web.discussion import policies, queries, rules
from auriga_web.discussion.events import CommentDeleted, CommentEdited, CommentHeld, CommentPosted
from auriga_web.discussion.models import Comment, CommentVersion, Stance, Thread, Useful
from auriga_web.discussion.operations.counting import count, lock
from auriga_web.duties.operations import open_duty, settle_duty
from auriga_web.duties.rules import next_reading
from auriga_web.territories.queries import find_home

FIRST_COMMENT = "comment.first"
# What an edit changes; a refresh of everything would forget loaded relations.
_WRITTEN = ["body", "body_html", "version", "edited_at"]


class EditConflict(Exception):
    """Somebody changed the comment in the meantime: here is what it says now."""

    def __init__(self, *, body: str, version: int) -> None:
        super().__init__()
        self.body = body
        self.version = version


def post_comment(
    kind: str,
    subject_id: int | str,
    *,
    actor: Actor,
    body: str,
    now: datetime,
    parent: Comment | None = None,
    stance: Stance | None = None,
    is_official: bool = False,
) -> Comment:
    """Say something about a subject, or answer a comment about it.

    The same words sent twice, as by an impatient finger, are said once.

    :raises NotAllowed: if the subject's gate, or its closed thread, says no.
    :raises CannotComment: if the text or its place does not fit.
    :raises TooManyComments: if a new account writes too much.
    """
    authorise(
        policies.may_write(actor, kind, str(subject_id)),
        _("You cannot comment here: the discussion is closed, or you have to sign in first."),
    )
    assert actor.person_id is not None
    body = rules.check_body(body)
    depth = rules.depth_of_answer(parent.depth if parent else None)
    _check_place(kind, parent=parent, stance=stance)
    said = queries.find_same_comment(
        kind,
        str(subject_id),
        author_id=actor.person_id,
        body=body,
        parent_id=parent.id if parent else None,
        since=now - rules.SAME_WORDS,
    )
    if said is not None:
        return said
    written = queries.find_writing_record(actor.person_id, now=now)
    is_vouched_for = actor.is_verified or actor.is_staff or actor.body_id is not None
    if not actor.is_staff and actor.operator_id is None:
        rules.check_pace(written, now=now)
    is_held = rules.must_wait_for_reading(
        written, body=body, is_vouched_for=is_vouched_for or actor.operator_id is not None, now=now
    )
    home = find_home(actor.person_id)
    body_html = render(body)
    # The first write: from here others wait.
    thread = _thread_about(kind, str(subject_id))
    authorise(not thread.is_closed, _("This discussion is closed: nothing more can be added."))

    comment = Comment(
        thread=thread,
        parent_id=parent.id if parent else None,
        root_id=(parent.root_id or parent.id) if parent else None,
        depth=depth,
        author_id=actor.person_id,
        author_body_id=actor.body_id,
        author_body_name=actor.body_name if actor.body_id is not None else None,
        author_place=home.public_place if home else None,
        operator_id=actor.operator_id,
        channel=actor.channel,
        body=body,
        body_html=body_html,
        stance=stance,
        is_official=_speaks_officially(actor, asked=is_official),
        created_at=now,
        held_at=now if is_held else None,
    )
    db.session.add(comment)
    db.session.flush()
    record(actor, "comment.posted", subject_kind="comment", subject_id=comment.id, now=now)

    if is_held:
        open_duty(
            kind=FIRST_COMMENT,
            subject=("comment", comment.id),
            role=Role.MODERATOR,
            due_at=next_reading(now),
            now=now,
        )
        announce(
            CommentHeld(
                comment_id=comment.id,
                subject_kind=kind,
                subject_id=str(subject_id),
                author_id=actor.person_id,
            )
        )
    else:
        make_public(comment, kind=kind, subject_id=str(subject_id))
    return comment


def make_public(comment: Comment, *, kind: str, subject_id: str) -> None:
    """Count a comment and tell of it, the first time everybody can read it."""
    count(comment.thread_id, change=1)
    parent_author_id = (
        db.session.scalars(select(Comment.author_id).where(Comment.id == comment.parent_id)).one()
        if comment.parent_id is not None
        else None
    )
    announce(
        CommentPosted(
            comment_id=comment.id,
            thread_id=comment.thread_id,
            subject_kind=kind,
            subject_id=subject_id,
            author_id=comment.author_id,
            author_body_id=comment.author_body_id,
            parent_id=comment.parent_id,
            parent_author_id=parent_author_id,
            is_official=comment.is_official,
        )
    )


def edit_comment(comment: Comment, *, actor: Actor, body: str, version: int, now: datetime) -> None:
    """Change what a comment says; what it said before stays readable.

    :raises NotAllowed: if the actor is not its author, or took it back.
    :raises CannotComment: if the text does not fit, or a new account adds many links.
    :raises EditConflict: if it is no longer at `version`.
    """
    authorise(policies.may_edit(actor, comment))
    body = rules.check_body(body)
    _check_links(comment, actor=actor, body=body, now=now)
    before = (comment.body, comment.body_html, comment.edited_at or comment.created_at)

    changed = db.session.execute(
        update(Comment)
        .where(Comment.id == comment.id, Comment.version == version)
        .values(body=body, body_html=render(body), version=version + 1, edited_at=now)
        .returning(Comment.hidden_at)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if changed is None:
        db.session.refresh(comment, _WRITTEN)
        raise EditConflict(body=comment.body, version=comment.version)
    if changed[0] is not None:
        # What moderators hid would come back to everybody by way of the history.
        db.session.execute(delete(CommentVersion).where(CommentVersion.comment_id == comment.id))
    else:
        body, body_html, written_at = before
        db.session.add(
            CommentVersion(
                comment_id=comment.id,
                number=version,
                body=body,
                body_html=body_html,
                written_at=written_at,
            )
        )
    db.session.flush()
    db.session.refresh(comment, _WRITTEN)
    record(actor, "comment.edited", subject_kind="comment", subject_id=comment.id, now=now)
    announce(
        CommentEdited(
            comment_id=comment.id,
            subject_kind=comment.thread.subject_kind,
            subject_id=comment.thread.subject_id,
            author_id=comment.author_id,
        )
    )


def _check_links(comment: Comment, *, actor: Actor, body: str, now: datetime) -> None:
    """Let no new account put into what everybody reads already what would have been held.

    :raises CannotComment: if it tries.
    """
    is_vouched_for = actor.is_verified or actor.is_staff or actor.body_id is not None
    if comment.held_at is not None or is_vouched_for or actor.operator_id is not None:
        return
    assert actor.person_id is not None
    written = queries.find_writing_record(actor.person_id, now=now)
    rules.check_edited_links(written, before=comment.body, after=body, now=now)


def delete_comment(comment: Comment, *, actor: Actor, now: datetime) -> None:
    """Take a comment back: its text and history are gone, a placeholder stays for the answers.

    :raises NotAllowed: if the actor is not its author.
    """
    lock(comment)
    authorise(policies.may_delete(actor, comment))
    was_public = comment.is_public

    comment.body = ""
    comment.body_html = render("")
    comment.stance = None
    comment.useful_count = 0
    comment.deleted_at = now
    comment.version += 1
    db.session.execute(delete(CommentVersion).where(CommentVersion.comment_id == comment.id))
    db.session.execute(delete(Useful).where(Useful.comment_id == comment.id))
    settle_duty(kind=FIRST_COMMENT, subject=("comment", comment.id), now=now)
    record(actor, "comment.deleted", subject_kind="comment", subject_id=comment.id, now=now)
    if was_public:
        count(comment.thread_id, change=-1)
    announce(
        CommentDeleted(
            comment_id=comment.id,
            subject_kind=comment.thread.subject_kind,
            subject_id=comment.thread.subject_id,
            author_id=comment.author_id,
        )
    )


def _check_place(kind: str, *, parent: Comment | None, stance: Stance | None) -> None:
    if parent is not None and not parent.is_public:
        raise rules.CannotComment(_("This comment is no longer there: one cannot answer it."))
    if stance is not None and not policies.takes_stances(kind):
        raise rules.CannotComment(_("Here one does not comment for or against."))


def _speaks_officially(actor: Actor, *, asked: bool) -> bool:
    if actor.body_id is not None:
        return actor.body_kind in rules.OFFICIAL_BODIES
    return asked and policies.may_speak_officially(actor)


def _thread_about(kind: str, subject_id: str) -> Thread:
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    statement = insert(Thread).values(
        subject_kind=kind, subject_id=subject_id, comment_count=0, is_closed=False
    )
    # Setting a column to itself lets the row that is already there be returned.
    return db.session.scalars(
        statement.on_conflict_do_update(
            index_elements=["subject_kind", "subject_id"],
            set_={"subject_kind": statement.excluded.subject_kind},
        ).returning(Thread),
        execution_options={"populate_existing": True},
    ).one()
