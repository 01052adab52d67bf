"""What an initiative does when something happens below."""

from auriga_web.core.events import listens_to
from auriga_web.discussion.events import CommentsCounted
from auriga_web.initiatives import operations


@listens_to(CommentsCounted)
def keep_count_of_comments(event: CommentsCounted) -> None:
    if event.subject_kind == "initiative":
        operations.count_comments(int(event.subject_id), event.comment_count)
