"""Who acts in these tests."""

import pytest

from auriga_web.core.access import Actor, Level, Role
from tests.factories import MembershipFactory, PersonFactory


@pytest.fixture
def facilitator():
    person = PersonFactory(facilitator=True)
    return Actor(person_id=person.id, roles=frozenset({Role.FACILITATOR}), level=Level.VERIFIED)


@pytest.fixture
def citizen():
    return Actor(person_id=PersonFactory(verified=True).id, level=Level.VERIFIED)


@pytest.fixture
def speaking_for():
    """An actor who speaks for a body, as its editor unless told otherwise."""

    def speaking_for(organisation, role="editor"):
        membership = MembershipFactory(organisation=organisation, role=role)
        return Actor(
            person_id=membership.person_id,
            body_id=organisation.id,
            body_kind=organisation.kind.value,
            body_role=role,
            level=Level.REGISTERED,
        )

    return speaking_for


@pytest.fixture
def moderator():
    person = PersonFactory(moderator=True)
    return Actor(person_id=person.id, roles=frozenset({Role.MODERATOR}), level=Level.VERIFIED)
