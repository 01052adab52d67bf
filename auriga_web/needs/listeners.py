"""What needs do when something happens below."""

from auriga_web.accounts.events import PersonErased
from auriga_web.core.events import listens_to
from auriga_web.discussion.events import CommentsCounted
from auriga_web.needs import operations


@listens_to(CommentsCounted)
def keep_comment_count(event: CommentsCounted) -> None:
    if event.subject_kind == "need":
        operations.set_comment_count(int(event.subject_id), event.comment_count)


@listens_to(PersonErased)
def forget_author(event: PersonErased) -> None:
    operations.forget_author(event.person_id, removes_needs=event.removes_content, now=event.now)
