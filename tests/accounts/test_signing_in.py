"""Signing in and out, in a browser of one's own."""

import pytest
from flask_security import hash_password

from auriga_web.accounts.models import Session
from auriga_web.core.database import db as database
from tests.factories import PersonFactory

PASSWORD = "una casa con le finestre verdi"


@pytest.fixture
def ada(app):
    return PersonFactory(email="ada@example.com", password=hash_password(PASSWORD), name="Ada")


def sign_in_at(client, email="ada@example.com", password=PASSWORD, **more):
    return client.post("/accedi", data={"email": email, "password": password}, **more)


class TestSignIn:
    def test_with_the_right_password_opens_a_session_kept_hashed(self, client, ada):
        answer = sign_in_at(client)

        assert answer.status_code == 302
        cookie = client.get_cookie("auriga")
        kept = database.session.query(Session).one()
        assert kept.person_id == ada.id
        assert cookie.value not in kept.sid_sha256 + kept.data
        assert client.get("/io/accesso").status_code == 200

    @pytest.mark.parametrize(
        ("email", "password"),
        [("ada@example.com", "un’altra frase lunga"), ("eva@example.com", PASSWORD)],
    )
    def test_says_the_same_of_a_wrong_password_and_an_unknown_address(
        self, client, ada, email, password
    ):
        answer = sign_in_at(client, email, password)

        assert answer.status_code == 422
        assert "Indirizzo o password non sono giusti" in answer.text
        assert client.get("/io/accesso").status_code == 302
