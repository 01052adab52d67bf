"""Everything that changes a discussion."""

from auriga_web.discussion.operations.forgetting import delete_comments_of, forget_marks
from auriga_web.discussion.operations.looking_after import (
    close_thread,
    hide_comment,
    release_comment,
    reopen_thread,
    restore_comment,
)
from auriga_web.discussion.operations.marking import mark_useful, unmark_useful
from auriga_web.discussion.operations.writing import (
    EditConflict,
    delete_comment,
    edit_comment,
    post_comment,
)

__all__ = [
    "EditConflict",
    "close_thread",
    "delete_comment",
    "delete_comments_of",
    "edit_comment",
    "forget_marks",
    "hide_comment",
    "mark_useful",
    "post_comment",
    "release_comment",
    "reopen_thread",
    "restore_comment",
    "unmark_useful",
]
