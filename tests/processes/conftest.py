"""Who acts in these tests."""

import pytest

from auriga_web.core.access import Actor, Level, Role
from tests.factories import PersonFactory


@pytest.fixture
def facilitator():
    person = PersonFactory(facilitator=True)
    return Actor(person_id=person.id, roles=frozenset({Role.FACILITATOR}), level=Level.VERIFIED)


@pytest.fixture
def citizen():
    return Actor(person_id=PersonFactory(verified=True).id, level=Level.VERIFIED)
