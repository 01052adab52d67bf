"""Bodies and their members to test with."""

import factory

from auriga_web.organisations.models import (
    Membership,
    MembershipRole,
    Organisation,
    OrganisationKind,
    OrganisationState,
)
from tests.factories.accounts import PersonFactory
from tests.factories.base import NOON, Factory


def _kind(kind: OrganisationKind) -> factory.Trait:
    return factory.Trait(kind=kind)


class OrganisationFactory(Factory):
    """A verified association. A trait gives another kind or state."""

    class Meta:
        model = Organisation

    class Params:
        consortium = _kind(OrganisationKind.CONSORTIUM)
        cooperative_a = _kind(OrganisationKind.COOPERATIVE_A)
        cooperative_b = _kind(OrganisationKind.COOPERATIVE_B)
        institution = _kind(OrganisationKind.INSTITUTION)
        informal_group = factory.Trait(kind=OrganisationKind.INFORMAL_GROUP, fiscal_code=None)
        requested = factory.Trait(state=OrganisationState.REQUESTED, decided_at=None)
        refused = factory.Trait(state=OrganisationState.REFUSED, reason="Il codice non risulta.")

    name = factory.Sequence(lambda n: f"Associazione {n}")
    kind = OrganisationKind.ASSOCIATION
    state = OrganisationState.VERIFIED
    fiscal_code = factory.Sequence(lambda n: f"{n:011d}")
    requested_at = NOON
    decided_at = NOON


class MembershipFactory(Factory):
    """An editor of a body, whose mandate began before tests happen and has no end."""

    class Meta:
        model = Membership

    class Params:
        representative = factory.Trait(role=MembershipRole.REPRESENTATIVE)
        member = factory.Trait(role=MembershipRole.MEMBER)
        invited = factory.Trait(accepted_at=None)

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    role = MembershipRole.EDITOR
    valid_from = NOON.date()
    invited_at = NOON
    accepted_at = NOON
