"""Lets those above ask about a comment as about any other thing."""

from flask import Flask, url_for
from sqlalchemy.exc import NoResultFound

from auriga_web.core.access import Actor, register_gate
from auriga_web.core.language import gettext as _
from auriga_web.core.markup import plain
from auriga_web.core.strange_input import is_id
from auriga_web.discussion import policies, queries


class CommentGate:
    """Answers for comments: who sees one, where it is, how it begins."""

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        try:
            comment = queries.get_comment(_number(subject_id), reader=reader)
        except NoResultFound:
            return False
        return policies.may_read_text(reader, comment)

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        # One answers a comment in its thread; nothing else hangs on it.
        return False

    def url(self, subject_id: str) -> str:
        return url_for("discussion.comment", comment_id=_number(subject_id))

    def title(self, subject_id: str) -> str:
        comment = queries.find_comment(_number(subject_id))
        if comment is None or comment.deleted_at is not None:
            return _("Comment taken back by who wrote it.")
        return plain(comment.body, 80)


def init_app(app: Flask) -> None:
    register_gate("comment", CommentGate())


def _number(subject_id: str) -> int:
    return int(subject_id) if is_id(subject_id) else 0
