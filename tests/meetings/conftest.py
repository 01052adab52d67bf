"""Who acts in these tests, and at what moment."""

import pytest

from auriga_web.core import events
from auriga_web.core.access import Actor, Level, Role
from tests.factories import NOON, PersonFactory


@pytest.fixture
def facilitator():
    person = PersonFactory(facilitator=True)
    return Actor(person_id=person.id, roles=frozenset({Role.FACILITATOR}), level=Level.VERIFIED)


@pytest.fixture
def somebody():
    """Makes an actor who signed in, another one each time."""

    def somebody():
        return Actor(person_id=PersonFactory().id, level=Level.REGISTERED)

    return somebody


@pytest.fixture
def heard(monkeypatch):
    """What was announced, of each kind that a test asks for."""
    told = []

    def listen(kind):
        monkeypatch.setitem(events._listeners, kind, [told.append])
        return told

    return listen


@pytest.fixture
def at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)
