"""Threads and comments to test with."""

import factory

from auriga_web.core.markup import render
from auriga_web.discussion.models import Comment, Thread
from tests.factories.accounts import PersonFactory
from tests.factories.base import NOON, Factory


class ThreadFactory(Factory):
    """A thread about something only tests know: a bench."""

    class Meta:
        model = Thread

    subject_kind = "bench"
    subject_id = factory.Sequence(lambda n: str(n + 1))


class CommentFactory(Factory):
    """A comment that everybody can read. `answer_to` makes it an answer."""

    class Meta:
        model = Comment

    class Params:
        answer_to = None
        held = factory.Trait(held_at=NOON)
        hidden = factory.Trait(hidden_at=NOON)
        deleted = factory.Trait(deleted_at=NOON, body="")

    thread = factory.Maybe(
        "answer_to",
        yes_declaration=factory.SelfAttribute("answer_to.thread"),
        no_declaration=factory.SubFactory(ThreadFactory),
    )
    author = factory.SubFactory(PersonFactory)
    depth = factory.LazyAttribute(lambda it: it.answer_to.depth + 1 if it.answer_to else 1)
    parent_id = factory.LazyAttribute(lambda it: it.answer_to.id if it.answer_to else None)
    root_id = factory.LazyAttribute(
        lambda it: (it.answer_to.root_id or it.answer_to.id) if it.answer_to else None
    )
    body = "Anche da noi l’autobus non passa."
    body_html = factory.LazyAttribute(lambda it: render(it.body))
    created_at = NOON
