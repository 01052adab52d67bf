"""The desk as an operator meets it, roles as an administrator does, and the sign-in of a demo."""

import pytest
from flask_security import hash_password

from auriga_web.accounts import queries
from auriga_web.accounts.rules import DEMO_PASSWORD
from auriga_web.core.access import Actor, Level, Role, gate
from auriga_web.core.database import db as database
from tests.factories import ComuneFactory, PersonFactory

NUMBER = "RSSMRA85T10A562S"


@pytest.fixture
def verify(client, sign_in):
    """Verify a person as an operator does."""
    comune = ComuneFactory()
    sign_in(PersonFactory(operator=True))

    def verify(person, **changes):
        values = {
            "document": "cf",
            "number": NUMBER,
            "comune": comune.istat_code,
            "relation": "lives",
            "age_band": "30-44",
        }
        return client.post(f"/sportello/{person.id}", data=values | changes)

    return verify


class TestDesk:
    def test_finds_a_person_and_verifies_them(self, client, verify):
        person = PersonFactory(name="Ada De Rossi")
        assert "Ada De Rossi" in client.get("/sportello?q=ada").text

        assert verify(person).status_code == 302

        assert person.level is Level.VERIFIED

    @pytest.mark.parametrize(
        "changes",
        [
            {"number": "RSSMRA85T10A562X"},
            {"number": ""},
            {"document": "ci", "number": "1"},
            {"comune": "999999"},
            {"relation": "owns"},
            {"age_band": "0-13"},
            {"document": "x"},
        ],
    )
    def test_refuses_what_does_not_fit(self, verify, changes):
        person = PersonFactory()

        assert verify(person, **changes).status_code == 422
        assert person.level is Level.REGISTERED

    def test_shows_the_conflict_of_a_document_used_twice(self, verify):
        first, second = PersonFactory(name="Ada Uno"), PersonFactory(name="Ada Due")
        verify(first)

        answer = verify(second)

        assert answer.status_code == 409
        assert "Ada Uno" in answer.text
        assert queries.find_verification(second.id) is None


class TestRoles:
    def test_are_given_and_taken_by_an_administrator(self, client, sign_in):
        person = PersonFactory()
        sign_in(PersonFactory(administrator=True))
        page = f"/personale/persone/{person.id}"

        assert client.post(f"{page}/ruoli/moderator").status_code == 302
        assert queries.list_roles(person.id) == {Role.MODERATOR}
        assert client.post(f"{page}/ruoli/moderator/revoca").status_code == 302
        assert queries.list_roles(person.id) == frozenset()
        assert client.post(f"{page}/ruoli/emperor").status_code == 404

    def test_of_administrator_is_not_given_up(self, client, sign_in):
        administrator = PersonFactory(administrator=True)
        sign_in(administrator)

        answer = client.post(f"/personale/persone/{administrator.id}/ruoli/administrator/revoca")

        assert answer.status_code == 422
        assert queries.list_roles(administrator.id) == {Role.ADMINISTRATOR}


class TestPersonGate:
    def test_leads_administrators_alone_to_a_person(self, app):
        person, about = PersonFactory(), gate("person")

        assert about.may_read(Actor(roles=frozenset({Role.ADMINISTRATOR})), str(person.id))
        assert not about.may_read(Actor(roles=frozenset({Role.MODERATOR})), str(person.id))
        assert not about.may_read(Actor(roles=frozenset({Role.ADMINISTRATOR})), "x")
        assert not about.may_write(Actor(roles=frozenset({Role.ADMINISTRATOR})), str(person.id))
        with app.test_request_context():
            assert about.url(str(person.id)) == f"/personale/persone/{person.id}"


class TestDemo:
    @pytest.fixture
    def staff(self, app):
        person = PersonFactory(
            email="sara@demo.example", password=hash_password(DEMO_PASSWORD), moderator=True
        )
        codes = app.extensions["security"].totp_factory
        person.tf_totp_secret = codes.generate_totp_secret()
        database.session.commit()
        return person

    def test_shows_its_people_and_their_codes(self, app, client, staff, monkeypatch):
        monkeypatch.setitem(app.config, "DEMO", True)
        codes = app.extensions["security"].totp_factory

        page = client.get("/accedi").text

        assert DEMO_PASSWORD in page
        assert staff.email in page
        assert codes.generate_totp_password(staff.tf_totp_secret) in page

    def test_shows_nothing_elsewhere(self, client, staff):
        page = client.get("/accedi").text

        assert DEMO_PASSWORD not in page
        assert staff.email not in page

    def test_password_signs_nobody_in_elsewhere(self, client, staff):
        answer = client.post("/accedi", data={"email": staff.email, "password": DEMO_PASSWORD})

        assert answer.status_code == 422
