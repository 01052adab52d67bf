"""What the tests of discussions share."""

import pytest

from auriga_web.accounts.queries import find_actor
from auriga_web.core import events
from auriga_web.discussion.events import (
    CommentHeld,
    CommentHidden,
    CommentPosted,
    CommentRestored,
    CommentsCounted,
)
from tests.benches import benches
from tests.factories import PersonFactory

__all__ = ["benches"]


@pytest.fixture
def heard(monkeypatch):
    """What is announced about comments."""
    told = []
    for kind in (CommentHeld, CommentPosted, CommentHidden, CommentRestored, CommentsCounted):
        monkeypatch.setitem(events._listeners, kind, [told.append])
    return told


@pytest.fixture
def ada():
    """A verified person, so that what she writes needs no first reading."""
    return find_actor(PersonFactory(verified=True).id)


@pytest.fixture
def moderator():
    return find_actor(PersonFactory(moderator=True).id)
