"""Reading persons."""

import pytest
from sqlalchemy.exc import NoResultFound

from auriga_web.accounts import queries
from auriga_web.core.access import Level, Role
from tests.factories import PersonFactory, PersonRoleFactory


class TestGetPerson:
    def test_returns_whom_it_is_asked_for(self):
        person = PersonFactory()

        assert queries.get_person(person.id) is person

    def test_refuses_nobody(self):
        with pytest.raises(NoResultFound):
            queries.get_person(9_999)


class TestFindPersonByEmail:
    def test_does_not_mind_how_an_address_is_written(self):
        person = PersonFactory(email="ada@example.com")

        assert queries.find_person_by_email(" Ada@Example.com ") is person


class TestFindActor:
    def test_tells_level_name_and_roles_in_one_statement(self, count_queries):
        person = PersonFactory(verified=True, moderator=True, name="Ada")
        PersonRoleFactory(person=person, role=Role.OPERATOR)

        with count_queries() as statements:
            actor = queries.find_actor(person.id)

        assert actor.level is Level.VERIFIED
        assert actor.display_name == "Ada"
        assert actor.roles == {Role.MODERATOR, Role.OPERATOR}
        assert len(statements) == 1

    def test_knows_nobody_who_was_deactivated(self):
        assert queries.find_actor(PersonFactory(active=False).id) is None
