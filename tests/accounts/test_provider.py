"""Signing in through a provider, against a real one that speaks OpenID Connect over HTTP."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import sqlalchemy as sa
from flask_security import hash_password
from oidc_provider_mock import User, run_server_in_thread

from auriga_web.accounts import operations, queries, rules
from auriga_web.accounts.models import Consent, ExternalIdentity, Person
from auriga_web.accounts.wiring.provider import provider as make_provider
from auriga_web.core import clock
from auriga_web.core.access import Actor
from auriga_web.core.database import db as database
from auriga_web.core.settings import Settings, problems_with
from tests.factories import NOON, PersonFactory

# The provider for tests says so of itself, in its own thread.
pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")

PASSWORD = "una casa con le finestre verdi"
PEOPLE = [
    User(sub="ada", claims={"email": "ada@example.com", "email_verified": True, "name": "Ada"}),
    User(sub="eva", claims={"email": "eva@example.com", "email_verified": False, "name": "Eva"}),
    User(sub="ivo", claims={"name": "Ivo"}),
]


@pytest.fixture(scope="module")
def server():
    with run_server_in_thread(require_nonce=True, user_claims=PEOPLE) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def provider(app, server, monkeypatch):
    made = make_provider(
        app, issuer=server, client_id="auriga", client_secret="secret", name="SPID o CIE"
    )
    monkeypatch.setitem(app.extensions, "auriga_provider", made)
    return made


def come_back(client, who, *, change=lambda address: address):
    """Go to the provider, say there who one is, and return the answer to coming back."""
    sent = client.post("/accedi/esterno").headers["Location"]
    answer = requests.post(sent, data={"sub": who}, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    return client.get(change(f"{back.path}?{back.query}"))


def confirm(client, **values):
    return client.post("/accedi/esterno/conferma", data=values)


def link(person, server, who):
    said = operations_said(server, who)
    operations.link_external(
        actor=Actor(person_id=person.id), issuer=server, subject_hmac=said, now=NOON
    )
    database.session.commit()


def operations_said(server, who):
    return rules.subject_hmac(server, who, secret="not-a-secret-either-but-long-enough")


def is_signed_in(client):
    return client.get("/io/accesso").status_code == 200


class TestWithoutProvider:
    def test_nothing_is_offered(self, client):
        assert "/accedi/esterno" not in client.get("/accedi").text
        assert client.post("/accedi/esterno").status_code == 404
        assert client.get("/accedi/esterno/ritorno").status_code == 404
        assert client.get("/accedi/esterno/conferma").status_code == 404

    def test_forms_lead_nowhere_else(self, client):
        policy = client.get("/accedi").headers["Content-Security-Policy"]

        assert "form-action 'self';" in policy


@pytest.mark.usefixtures("provider")
class TestGoing:
    def test_is_offered_where_one_signs_in_and_forms_may_lead_there_alone(self, client, server):
        page = client.get("/accedi")

        assert "Entra con SPID o CIE" in page.text
        assert f"form-action 'self' {server};" in page.headers["Content-Security-Policy"]
        elsewhere = client.get("/registrati").headers["Content-Security-Policy"]
        assert "form-action 'self';" in elsewhere

    def test_carries_code_proof_and_nonce(self, client):
        sent = client.post("/accedi/esterno").headers["Location"]

        asked = parse_qs(urlsplit(sent).query)
        assert asked["response_type"] == ["code"]
        assert asked["code_challenge_method"] == ["S256"]
        assert asked["code_challenge"][0]
        assert asked["nonce"][0]
        assert asked["state"][0]
        assert asked["redirect_uri"] == ["http://localhost/accedi/esterno/ritorno"]


@pytest.mark.usefixtures("provider")
class TestComingBack:
    def test_signs_nobody_in_before_the_button(self, client, server):
        person = PersonFactory(name="Ada Bianchi")
        link(person, server, "ada")

        assert come_back(client, "ada").headers["Location"] == "/accedi/esterno/conferma"
        assert "Ada Bianchi" in client.get("/accedi/esterno/conferma").text
        assert not is_signed_in(client)
        assert confirm(client).headers["Location"] == "/io/ingresso"
        assert is_signed_in(client)

    def test_with_another_state_is_refused(self, client):
        answer = come_back(
            client, "ada", change=lambda address: address.replace("state=", "state=x")
        )

        assert answer.headers["Location"] == "/accedi"
        assert client.get("/accedi/esterno/conferma").headers["Location"] == "/accedi"

    def test_in_another_browser_is_refused(self, app, client):
        other = app.test_client()
        sent = other.post("/accedi/esterno").headers["Location"]
        answer = requests.post(sent, data={"sub": "ada"}, allow_redirects=False, timeout=10)
        back = urlsplit(answer.headers["Location"])

        assert client.get(f"{back.path}?{back.query}").headers["Location"] == "/accedi"

    def test_with_an_error_says_so(self, client):
        client.post("/accedi/esterno")

        answer = client.get("/accedi/esterno/ritorno?error=access_denied&state=x")

        assert answer.headers["Location"] == "/accedi"

    def test_is_good_for_ten_minutes(self, client, monkeypatch):
        come_back(client, "ada")
        later = clock.now().timestamp() + 601
        monkeypatch.setattr(clock, "now", lambda: clock.from_timestamp(later))

        assert client.get("/accedi/esterno/conferma").headers["Location"] == "/accedi"

    def test_opens_no_closed_account(self, client, server):
        link(PersonFactory(active=False), server, "ada")
        come_back(client, "ada")
        confirm(client)

        assert not is_signed_in(client)

    def test_asks_for_the_second_step_of_who_has_one(self, app, client, server):
        codes = app.extensions["security"].totp_factory
        person = PersonFactory(moderator=True, tf_totp_secret=codes.generate_totp_secret())
        link(person, server, "ada")
        come_back(client, "ada")

        assert confirm(client).headers["Location"].startswith("/accedi/codice")
        assert not is_signed_in(client)


@pytest.mark.usefixtures("provider")
class TestFirstTime:
    def test_makes_an_account_once_the_rules_are_accepted(self, client):
        come_back(client, "ada")
        assert confirm(client, name="Ada Bianchi").status_code == 422
        confirm(client, name="Ada Bianchi", agreed="y")

        person = queries.find_person_by_email("ada@example.com")
        assert (person.name, person.level, person.password) == ("Ada Bianchi", "registered", None)
        assert database.session.scalar(sa.select(Consent.person_id)) == person.id
        assert is_signed_in(client)

    @pytest.mark.parametrize("who", ["eva", "ivo"])
    def test_takes_no_address_that_nobody_verified(self, client, who):
        come_back(client, who)
        confirm(client, name="Una persona", agreed="y")

        (email,) = database.session.scalars(sa.select(Person.email))
        assert email is None
        assert is_signed_in(client)

    def test_never_opens_the_account_that_has_the_address(self, client):
        owner = PersonFactory(email="ada@example.com", password=hash_password(PASSWORD))
        come_back(client, "ada")

        shown = client.get("/accedi/esterno/conferma").text
        answer = confirm(client, name="Ada", agreed="y")

        assert "Entra come fai sempre" in shown
        assert answer.status_code == 422
        assert not is_signed_in(client)
        assert database.session.scalars(sa.select(Person.id)).all() == [owner.id]
        assert database.session.scalars(sa.select(ExternalIdentity.id)).all() == []

    def test_keeps_what_the_provider_calls_somebody_as_a_hash(self, client, server):
        come_back(client, "ada")
        confirm(client, name="Ada", agreed="y")

        (kept,) = database.session.scalars(sa.select(ExternalIdentity))
        assert kept.subject_hmac == operations_said(server, "ada")
        assert kept.issuer == server


@pytest.mark.usefixtures("provider")
class TestLinking:
    @pytest.fixture
    def signed_in(self, client):
        person = PersonFactory(email="ada@example.com", password=hash_password(PASSWORD))
        client.post("/accedi", data={"email": person.email, "password": PASSWORD})
        client.person = person
        return client

    def test_is_done_by_who_is_signed_in(self, app, signed_in):
        come_back(signed_in, "ada")
        assert "Collega" in signed_in.get("/accedi/esterno/conferma").text
        signed_in.post("/io/accesso/esterno")

        come_back(other := app.test_client(), "ada")
        confirm(other)
        assert is_signed_in(other)

    def test_asks_who_came_long_ago_who_they_are(self, client, sign_in):
        sign_in(PersonFactory())
        come_back(client, "ada")

        answer = client.post("/io/accesso/esterno")

        assert answer.headers["Location"].startswith("/io/conferma-che-sei-tu")
        assert database.session.scalars(sa.select(ExternalIdentity.id)).all() == []

    def test_takes_no_identity_from_another_account(self, signed_in, server):
        other = PersonFactory()
        link(other, server, "ada")
        come_back(signed_in, "ada")

        assert signed_in.post("/io/accesso/esterno").status_code == 409
        assert database.session.scalars(sa.select(ExternalIdentity.person_id)).all() == [other.id]

    def test_is_undone(self, signed_in, server):
        link(signed_in.person, server, "ada")

        signed_in.post("/io/accesso/esterno/rimozione")

        assert database.session.scalars(sa.select(ExternalIdentity.id)).all() == []

    def test_is_not_undone_when_it_is_the_only_way_in(self, server):
        person = PersonFactory(email=None)
        link(person, server, "ivo")

        with pytest.raises(operations.OnlyWayIn):
            operations.unlink_external(actor=Actor(person_id=person.id), issuer=server, now=NOON)


_CLIENT = {"oidc_client_id": "auriga", "oidc_client_secret": "secret"}


@pytest.mark.parametrize(
    ("values", "is_good"),
    [
        ({}, True),
        ({"oidc_issuer": "https://id.example"}, False),
        ({"oidc_issuer": "http://id.example", **_CLIENT}, False),
        ({"oidc_issuer": "https://id.example", **_CLIENT}, True),
    ],
)
def test_a_provider_half_set_or_in_clear_is_refused_at_the_start(tmp_path, values, is_good):
    settings = Settings(
        data=tmp_path,
        secret_key="not-a-secret-but-long-enough-for-tests",
        database_url="sqlite://",
        public_base_url="http://localhost",
        ballot_key_dir=tmp_path / "keys",
        **values,
    )

    assert (problems_with(settings) == []) is is_good
