"""A discussion as lines from top to bottom: what its template writes, one after the other.

A tree drawn by recursion costs a page of fifty comments ten times what a loop costs.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from auriga_web.core.access import Actor
from auriga_web.core.language import gettext as _
from auriga_web.discussion import policies
from auriga_web.discussion.models import DEEPEST
from auriga_web.discussion.queries.page import CommentSeen
from auriga_web.discussion.rules import Node

_NOTHING = Markup("")
# What ends the answers to a comment, and the comment itself.
_END = Markup("</ol></li>")


class Line(NamedTuple):
    """A comment where it stands, and what its reader may do with it."""

    it: CommentSeen
    name: str
    shows_text: bool
    is_mine: bool
    may_mark: bool
    may_answer: bool
    has_answers: bool
    # The lists that end after it.
    ends: Markup


def lines_of(
    nodes: Sequence[Node[CommentSeen]], *, reader: Actor, shows_names: bool, is_open: bool
) -> list[Line]:
    """Return the comments of a tree in the order in which they are read."""
    moderates = policies.may_moderate(reader)

    def line(node: Node[CommentSeen], ends: int) -> Line:
        it = node.comment
        is_public, is_mine = it.is_public, it.author_id == reader.person_id
        return Line(
            it=it,
            name=name_of(it, shows_names=shows_names),
            shows_text=is_public or (it.deleted_at is None and (is_mine or moderates)),
            is_mine=is_mine,
            may_mark=is_public and not is_mine and not reader.is_visitor,
            may_answer=is_public and is_open and it.depth < DEEPEST,
            has_answers=bool(node.answers),
            ends=_END * ends if ends else _NOTHING,
        )

    def walk(siblings: Sequence[Node[CommentSeen]], ends: int) -> Iterator[Line]:
        last = len(siblings) - 1
        for place, node in enumerate(siblings):
            ends_here = ends if place == last else 0
            yield line(node, 0 if node.answers else ends_here)
            if node.answers:
                yield from walk(node.answers, ends_here + 1)

    return list(walk(nodes, 0))


def name_of(comment: CommentSeen, *, shows_names: bool) -> str:
    """Return how the author is called here.

    Who speaks for a body or for the consortium is named; the others if they want to be, and where
    a name cannot harm them.
    """
    speaks_for_others = comment.author_body_id is not None or comment.is_official
    if speaks_for_others or (comment.is_name_public and shows_names):
        return comment.author_name
    if comment.author_place:
        return _("a person from %(place)s", place=comment.author_place)
    return _("a person")
