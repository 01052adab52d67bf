"""Who acts in these tests."""

from auriga_web.core.access import VISITOR, Actor, Level, Role

ROLES = {
    "operator": Role.OPERATOR,
    "moderator": Role.MODERATOR,
    "facilitator": Role.FACILITATOR,
    "administrator": Role.ADMINISTRATOR,
    "guarantor": Role.GUARANTOR,
}


def as_actor(person, *, roles=(), level=Level.REGISTERED, **acting):
    """Return how a person acts, with these roles or for a body."""
    return Actor(person_id=person.id, roles=frozenset(roles), level=level, **acting)


def for_body(person, organisation, role="representative"):
    """Return how a person acts in the name of an organisation."""
    return as_actor(
        person,
        level=Level.VERIFIED,
        body_id=organisation.id,
        body_role=role,
        body_kind=organisation.kind.value,
    )


__all__ = ["ROLES", "VISITOR", "as_actor", "for_body"]
