"""Signing up, confirming an address, a new password: the same for known and unknown addresses."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask_security import hash_password

from auriga_web.accounts import queries
from auriga_web.accounts.models import Consent, MailedToken, Person, SignUpFor
from auriga_web.core import clock
from auriga_web.core.database import db as database
from auriga_web.duties import queries as duties
from tests.factories import PersonFactory

PASSWORD = "una casa con le finestre verdi"


@pytest.fixture
def sign_up(client):
    """Fill the form as a person does."""

    def sign_up(per="me", **changes):
        page = client.get(f"/registrati?per={per}")
        opened = re.search(r'name="opened"[^>]*value="([^"]+)"', page.text)[1]
        values = {
            "signed_up_for": re.search(r'name="signed_up_for"[^>]*value="(\w+)"', page.text)[1],
            "opened": opened,
            "homepage": "",
            "name": "Ada",
            "email": "ada@example.com",
            "password": PASSWORD,
            "agreed": "y",
        }
        return client.post("/registrati", data=values | changes)

    return sign_up


@pytest.fixture
def link(outbox):
    """The path of the link in the last mail."""
    return lambda: re.search(r"http://localhost(\S+)", outbox()[-1].body)[1]


class TestSignUp:
    def test_first_asks_for_whom(self, client):
        page = client.get("/registrati").text

        assert "Per me" in page
        assert "?per=associazione" in page
        assert "?per=istituzione" in page

    def test_of_several_for_one_address_leaves_nobody_a_password(self, client, sign_up, link):
        sign_up(password="la chiave di un altro sotto lo zerbino")
        confirmation = link()
        sign_up()

        confirmed = client.post(confirmation)

        assert confirmed.headers["Location"] == "/password-dimenticata"
        for password in ("la chiave di un altro sotto lo zerbino", PASSWORD):
            answer = client.post("/accedi", data={"email": "ada@example.com", "password": password})
            assert answer.status_code == 422

    def test_leads_by_mail_and_a_button_to_an_account(self, client, sign_up, link):
        assert sign_up().headers["Location"] == "/registrati/posta"
        assert (
            client.post(
                "/accedi", data={"email": "ada@example.com", "password": PASSWORD}
            ).status_code
            == 422
        )
        confirmation = link()

        opened = client.get(confirmation)
        assert queries.find_person_by_email("ada@example.com").confirmed_at is None
        assert opened.headers["Referrer-Policy"] == "no-referrer"
        client.post(confirmation)

        person = queries.find_person_by_email("ada@example.com")
        assert person.confirmed_at is not None
        assert database.session.scalar(sa.select(Consent.person_id)) == person.id
        assert (
            client.post("/accedi", data={"email": person.email, "password": PASSWORD}).status_code
            == 302
        )

    @pytest.mark.parametrize(
        ("per", "kind"), [("associazione", "association"), ("istituzione", "institution")]
    )
    def test_for_a_body_goes_on_with_its_data(self, client, sign_up, link, per, kind):
        sign_up(per)
        client.post(link())

        client.post("/accedi", data={"email": "ada@example.com", "password": PASSWORD})

        answer = client.get("/io/ingresso")
        assert answer.headers["Location"] == f"/chi-ce/nuova?tipo={kind}"

    @pytest.mark.parametrize(
        "changes",
        [
            {"name": ""},
            {"name": "<b>Ada</b>"},
            {"email": "ada"},
            {"email": ""},
            {"password": "corta"},
            {"password": "ada@example.com"},
            {"password": "Perugia2026!!!!"},
            {"password": "aaaaaaaaaaaaaaaa"},
            {"password": "auriga-dimostrazione"},
            {"agreed": ""},
            {"opened": ""},
            {"opened": "forged"},
            {"signed_up_for": "administrator"},
        ],
    )
    def test_is_refused_with_what_to_put_right(self, sign_up, outbox, changes):
        answer = sign_up(**changes)

        assert answer.status_code == 422
        assert outbox() == []
        assert database.session.scalar(sa.select(Person.id)) is None

    def test_gives_no_role_and_no_level_to_who_asks_for_them(self, sign_up):
        sign_up(level="verified", roles="administrator", active="", confirmed_at="2020-01-01")

        person = queries.find_person_by_email("ada@example.com")
        assert person.level == "registered"
        assert person.confirmed_at is None
        assert queries.list_roles(person.id) == frozenset()

    def test_of_a_machine_is_answered_and_forgotten(self, sign_up, outbox):
        answer = sign_up(homepage="http://buy.example")

        assert answer.status_code == 302
        assert outbox() == []

    def test_that_comes_within_three_seconds_is_asked_again(self, app, sign_up, monkeypatch):
        monkeypatch.setitem(app.config, "SIGN_UP_SECONDS", 3)

        assert sign_up().status_code == 422

    def test_of_a_known_address_tells_its_owner_alone(self, client, sign_up, outbox):
        PersonFactory(email="ada@example.com", password=hash_password(PASSWORD))

        known = sign_up(password="un’altra frase molto lunga")
        unknown = sign_up(email="eva@example.com")

        assert known.headers["Location"] == unknown.headers["Location"]
        assert known.text == unknown.text
        assert [mail.recipient for mail in outbox()] == ["ada@example.com", "eva@example.com"]
        assert "Hai già un account" in outbox()[0].body
        assert (
            client.post(
                "/accedi", data={"email": "ada@example.com", "password": PASSWORD}
            ).status_code
            == 302
        )

    def test_costs_as_many_statements_for_a_known_address(self, sign_up, count_queries):
        PersonFactory(email="ada@example.com")

        with count_queries() as known:
            sign_up()
        with count_queries() as unknown:
            sign_up(email="eva@example.com")

        assert len(known) == len(unknown)

    def test_is_held_for_approval_in_a_flood(self, sign_up, monkeypatch):
        monkeypatch.setattr("auriga_web.accounts.views.sign_up._MOST_AN_HOUR", 0)

        sign_up()

        person = queries.find_person_by_email("ada@example.com")
        assert not person.active
        assert duties.find_duty("person_approval", ("person", person.id)) is not None

    def test_is_refused_after_five_from_one_place_in_an_hour(self, sign_up):
        for number in range(5):
            assert sign_up(email=f"ada{number}@example.com").status_code == 302

        answer = sign_up(email="ada5@example.com")

        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0


class TestLink:
    def test_is_good_once(self, client, sign_up, link):
        sign_up()
        confirmation = link()

        assert client.post(confirmation).status_code == 302
        assert client.post(confirmation).status_code == 410

    def test_is_not_good_for_something_else(self, client, sign_up, link):
        sign_up()
        token = link().split("/")[-1]

        assert client.get(f"/password-dimenticata/{token}").status_code == 410

    def test_expires(self, client, sign_up, link, monkeypatch):
        sign_up()
        confirmation = link()
        monkeypatch.setattr(clock, "_offset", timedelta(days=2, minutes=1))

        assert client.post(confirmation).status_code == 410

    def test_is_not_kept_in_clear(self, client, sign_up, link):
        sign_up()
        token = link().split("/")[-1]

        assert token not in database.session.scalars(sa.select(MailedToken.token_sha256)).all()

    def test_leads_where_the_site_is_known_whatever_host_was_asked(self, client, sign_up, outbox):
        sign_up()

        assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
        assert "http://localhost/conferma/" in outbox()[-1].body


class TestForgottenPassword:
    def ask(self, client, email):
        return client.post("/password-dimenticata", data={"email": email})

    def test_is_answered_the_same_with_one_mail_for_any_address(
        self, client, outbox, count_queries
    ):
        PersonFactory(email="ada@example.com")

        with count_queries() as known:
            one = self.ask(client, "ada@example.com")
        with count_queries() as unknown:
            other = self.ask(client, "eva@example.com")

        assert one.headers["Location"] == other.headers["Location"]
        assert len(known) == len(unknown)
        assert [mail.recipient for mail in outbox()] == ["ada@example.com", "eva@example.com"]

    def test_sets_another_and_signs_out_everywhere(self, app, client, outbox, link):
        person = PersonFactory(email="ada@example.com", password=hash_password(PASSWORD))
        other = app.test_client()
        other.post("/accedi", data={"email": person.email, "password": PASSWORD})
        self.ask(client, person.email)
        address, new = link(), "quattro gatti sul tetto rosso"

        assert client.get(address).status_code == 200
        weak = client.post(address, data={"password": "corta", "again": "corta"})
        assert weak.status_code == 422
        assert client.post(address, data={"password": new, "again": new}).status_code == 302

        assert other.get("/io/accesso").status_code == 302
        assert client.post(address, data={"password": new, "again": new}).status_code == 410
        assert (
            client.post("/accedi", data={"email": person.email, "password": new}).status_code == 302
        )
        assert outbox()[-1].kind == "password_changed"

    def test_does_not_pass_by_the_second_step(self, client, link):
        person = PersonFactory(email="ada@example.com", moderator=True)
        self.ask(client, person.email)
        new = "quattro gatti sul tetto rosso"
        client.post(link(), data={"password": new, "again": new})

        answer = client.post("/accedi", data={"email": person.email, "password": new})

        assert answer.headers["Location"].startswith("/accedi/codice")

    def test_of_a_closed_account_gets_no_link(self, client, outbox):
        PersonFactory(email="ada@example.com", active=False)

        self.ask(client, "ada@example.com")

        assert "/password-dimenticata/" not in outbox()[-1].body

    def test_asked_a_hundred_times_is_at_most_three_mails_an_hour(self, client, outbox):
        PersonFactory(email="ada@example.com")
        for _time in range(100):
            self.ask(client, "ada@example.com")

        assert len(outbox()) <= 3

    def test_in_a_flood_is_answered_the_same_and_sends_nothing(self, client, outbox, monkeypatch):
        monkeypatch.setattr("auriga_web.accounts.views.sign_up._MOST_LINKS_AN_HOUR", 0)
        PersonFactory(email="ada@example.com")

        assert self.ask(client, "ada@example.com").status_code == 302
        assert outbox() == []

    def test_confirmation_asked_again_is_one_mail_for_any_address(self, client, outbox):
        PersonFactory(email="ada@example.com")
        PersonFactory(email="bea@example.com", unconfirmed=True)
        for name in ("ada", "bea", "eva"):
            client.post("/conferma", data={"email": f"{name}@example.com"})

        with_link = [mail.recipient for mail in outbox() if "/conferma/" in mail.body]
        assert len(outbox()) == 3
        assert with_link == ["bea@example.com"]


class TestPause:
    def try_in_vain(self, client, email="ada@example.com"):
        return client.post("/accedi", data={"email": email, "password": "una frase sbagliata"})

    @pytest.mark.parametrize("email", ["ada@example.com", "nessuno@example.com"])
    def test_grows_after_five_failures_for_any_address(self, client, monkeypatch, email):
        PersonFactory(email="ada@example.com", password=hash_password(PASSWORD))
        for _time in range(5):
            assert self.try_in_vain(client, email).status_code == 422

        first = self.try_in_vain(client, email)
        monkeypatch.setattr(clock, "_offset", timedelta(seconds=31))
        assert self.try_in_vain(client, email).status_code == 422
        second = self.try_in_vain(client, email)

        assert first.status_code == second.status_code == 429
        assert int(first.headers["Retry-After"]) < int(second.headers["Retry-After"])

    def test_holds_the_right_password_too_and_then_lets_it_in(self, client, monkeypatch):
        PersonFactory(email="ada@example.com", password=hash_password(PASSWORD))
        for _time in range(5):
            self.try_in_vain(client)
        right = {"email": "ada@example.com", "password": PASSWORD}

        assert client.post("/accedi", data=right).status_code == 429
        monkeypatch.setattr(clock, "_offset", timedelta(seconds=31))
        assert client.post("/accedi", data=right).status_code == 302

    def test_is_forgotten_when_one_signs_in(self, app, client):
        PersonFactory(email="ada@example.com", password=hash_password(PASSWORD))
        for _time in range(4):
            self.try_in_vain(client)
        client.post("/accedi", data={"email": "ada@example.com", "password": PASSWORD})

        assert self.try_in_vain(app.test_client()).status_code == 422

    def test_comes_for_all_addresses_tried_from_one_place(self, client):
        answers = [
            self.try_in_vain(client, f"ada{number}@example.com").status_code for number in range(31)
        ]

        assert answers == [422] * 30 + [429]


def test_sign_up_for_has_what_the_form_offers():
    assert {kind.value for kind in SignUpFor} == {"myself", "association", "institution"}
