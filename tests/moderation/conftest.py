"""Who takes part in moderation, and a comment to moderate."""

from datetime import timedelta

import pytest

from auriga_web.accounts.queries import find_actor
from tests.benches import benches
from tests.factories import NOON, CommentFactory, PersonFactory, ThreadFactory

__all__ = ["benches"]


@pytest.fixture
def comment():
    """A comment that everybody can read, counted in its thread."""
    return CommentFactory(thread=ThreadFactory(comment_count=1))


@pytest.fixture
def moderator():
    return find_actor(PersonFactory(moderator=True).id)


@pytest.fixture
def guarantor():
    return find_actor(PersonFactory(guarantor=True).id)


@pytest.fixture
def trusted():
    """Make persons whose reports count: verified, and registered long ago."""

    def make():
        person = PersonFactory(verified=True, created_at=NOON - timedelta(days=90))
        return find_actor(person.id)

    return make
