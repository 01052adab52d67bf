"""What moderators do: let out, take from sight, give back, close."""

from datetime import datetime

from auriga_web.audit.operations import record
from auriga_web.core.access import Actor, authorise
from auriga_web.core.events import announce
from auriga_web.discussion import policies
from auriga_web.discussion.events import CommentHidden, CommentRestored
from auriga_web.discussion.models import Comment, Thread
from auriga_web.discussion.operations.counting import count, lock
from auriga_web.discussion.operations.writing import FIRST_COMMENT, make_public
from auriga_web.duties.operations import settle_duty


def release_comment(comment: Comment, *, actor: Actor, now: datetime) -> None:
    """Let everybody read a comment that was waiting; nothing if it was not.

    :raises NotAllowed: if the actor is no moderator.
    """
    authorise(policies.may_moderate(actor))
    lock(comment)
    if comment.held_at is None:
        return
    comment.held_at = None
    settle_duty(kind=FIRST_COMMENT, subject=("comment", comment.id), now=now)
    record(actor, "comment.released", subject_kind="comment", subject_id=comment.id, now=now)
    if comment.is_public:
        thread = comment.thread
        make_public(comment, kind=thread.subject_kind, subject_id=thread.subject_id)


def hide_comment(comment: Comment, *, actor: Actor, now: datetime) -> bool:
    """Take a comment from sight and tell whether that changed anything.

    :raises NotAllowed: if the actor is no moderator.
    """
    authorise(policies.may_moderate(actor))
    lock(comment)
    if comment.hidden_at is not None or comment.deleted_at is not None:
        return False
    was_public = comment.is_public
    comment.hidden_at = now
    record(actor, "comment.hidden", subject_kind="comment", subject_id=comment.id, now=now)
    if was_public:
        count(comment.thread_id, change=-1)
    announce(
        CommentHidden(
            comment_id=comment.id,
            subject_kind=comment.thread.subject_kind,
            subject_id=comment.thread.subject_id,
            author_id=comment.author_id,
        )
    )
    return True


def restore_comment(comment: Comment, *, actor: Actor, now: datetime) -> bool:
    """Give a hidden comment back as it was and tell whether that changed anything.

    What was held before is held again; what its author took back meanwhile stays so.

    :raises NotAllowed: if the actor is no moderator.
    """
    authorise(policies.may_moderate(actor))
    lock(comment)
    if comment.hidden_at is None:
        return False
    comment.hidden_at = None
    record(actor, "comment.restored", subject_kind="comment", subject_id=comment.id, now=now)
    if comment.is_public:
        count(comment.thread_id, change=1)
    announce(
        CommentRestored(
            comment_id=comment.id,
            subject_kind=comment.thread.subject_kind,
            subject_id=comment.thread.subject_id,
            author_id=comment.author_id,
        )
    )
    return True


def close_thread(thread: Thread, *, actor: Actor, now: datetime) -> None:
    """Let nothing more be added to a discussion.

    :raises NotAllowed: if the actor is no moderator.
    """
    authorise(policies.may_moderate(actor))
    thread.is_closed = True
    record(actor, "thread.closed", subject_kind="thread", subject_id=thread.id, now=now)


def reopen_thread(thread: Thread, *, actor: Actor, now: datetime) -> None:
    """Let a closed discussion go on.

    :raises NotAllowed: if the actor is no moderator.
    """
    authorise(policies.may_moderate(actor))
    thread.is_closed = False
    record(actor, "thread.reopened", subject_kind="thread", subject_id=thread.id, now=now)
