"""What moderation does when something happens below."""

from auriga_web.core import clock
from auriga_web.core.events import listens_to
from auriga_web.discussion.events import CommentEdited
from auriga_web.moderation import operations
from auriga_web.needs.events import NeedEdited


@listens_to(CommentEdited)
def read_comment_again(event: CommentEdited) -> None:
    operations.ask_to_read_again("comment", str(event.comment_id), now=clock.now())


@listens_to(NeedEdited)
def read_need_again(event: NeedEdited) -> None:
    operations.ask_to_read_again("need", event.subject_id, now=event.at)
