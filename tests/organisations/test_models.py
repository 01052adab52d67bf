"""What the database holds about bodies."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory


class TestOrganisation:
    def test_has_a_fiscal_code_unless_it_is_an_informal_group(self):
        OrganisationFactory(informal_group=True)
        with pytest.raises(IntegrityError):
            OrganisationFactory(fiscal_code=None)

    def test_shares_its_fiscal_code_with_no_other(self):
        OrganisationFactory(fiscal_code="00000000000")
        with pytest.raises(IntegrityError):
            OrganisationFactory(fiscal_code="00000000000")


class TestMembership:
    def test_is_one_for_each_person_in_a_body(self):
        body, person = OrganisationFactory(), PersonFactory()
        MembershipFactory(organisation=body, person=person)
        with pytest.raises(IntegrityError):
            MembershipFactory(organisation=body, person=person)
