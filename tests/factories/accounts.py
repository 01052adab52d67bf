"""Persons to test with."""

import factory

from auriga_web.accounts.models import Person, PersonRole
from auriga_web.core.access import Level, Role
from tests.factories.base import NOON, Factory

# What stands in for a sealed secret: nobody signs in with it, `sign_in` passes every step.
SECOND_FACTOR = {"tf_primary_method": "authenticator", "tf_totp_secret": "sealed"}


class PersonRoleFactory(Factory):
    """That a person holds a role."""

    class Meta:
        model = PersonRole

    person = factory.SubFactory("tests.factories.accounts.PersonFactory")
    role = Role.OPERATOR
    given_at = NOON


def _staff(role: Role) -> factory.Trait:
    held = factory.RelatedFactory(PersonRoleFactory, "person", role=role)
    return factory.Trait(**SECOND_FACTOR, **{f"held_{role.value}": held})


class PersonFactory(Factory):
    """Somebody registered, who confirmed their address. A trait gives a level or a role."""

    class Meta:
        model = Person

    class Params:
        verified = factory.Trait(level=Level.VERIFIED)
        unconfirmed = factory.Trait(confirmed_at=None)
        operator = _staff(Role.OPERATOR)
        moderator = _staff(Role.MODERATOR)
        facilitator = _staff(Role.FACILITATOR)
        administrator = _staff(Role.ADMINISTRATOR)
        guarantor = _staff(Role.GUARANTOR)

    name = factory.Sequence(lambda n: f"Persona {n}")
    email = factory.Sequence(lambda n: f"persona{n}@example.com")
    fs_uniquifier = factory.Sequence(lambda n: f"{n:032x}")
    active = True
    confirmed_at = NOON
    created_at = NOON
