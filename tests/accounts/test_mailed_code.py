"""Signing in with a code sent by mail."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from auriga_web.accounts import operations
from auriga_web.accounts.models import Person, Session, SignInCode
from auriga_web.core import clock
from auriga_web.core.database import db as database
from auriga_web.core.mail import OutboxMail
from tests.factories import NOON, PersonFactory, PersonRoleFactory
from tests.together import together

PAGES = operations.Pages(
    link=lambda token: f"http://localhost/link/{token}",
    confirmation_link=lambda token: f"http://localhost/confirm/{token}",
    sign_in="http://localhost/accedi",
    sign_up="http://localhost/registrati",
)


@pytest.fixture
def ada():
    return PersonFactory(email="ada@example.com", password=None, name="Ada")


@pytest.fixture
def at(monkeypatch):
    """Let the clock show another moment."""
    return lambda offset: monkeypatch.setattr(clock, "_offset", offset)


def ask(browser, email="ada@example.com", **more):
    return browser.post("/accedi/senza-password", data={"email": email}, **more)


def write(browser, code, **more):
    return browser.post("/accedi/codice-per-posta", data={"code": code}, **more)


def code_in(mail):
    return re.search(r"^(\d{4} \d{4})$", mail.body, re.MULTILINE)[1]


def link_in(mail):
    return re.search(r"http://localhost(/accedi/senza-password/\S+)", mail.body)[1]


def is_signed_in(browser):
    return browser.get("/io/accesso").status_code == 200


class TestCode:
    def test_lets_in_whoever_has_no_password(self, client, ada, outbox):
        answer = ask(client)
        assert answer.headers["Location"] == "/accedi/codice-per-posta"

        answer = write(client, code_in(outbox()[0]))

        assert answer.headers["Location"] == "/io/ingresso"
        assert is_signed_in(client)

    def test_is_read_however_it_is_typed(self, client, ada, outbox):
        ask(client)

        write(client, code_in(outbox()[0]).replace(" ", "-"))

        assert is_signed_in(client)

    def test_goes_on_where_one_was(self, client, ada, outbox):
        asked = ask(client, query_string={"next": "/bisogni/nuovo"})
        answer = client.post(asked.headers["Location"], data={"code": code_in(outbox()[0])})

        assert answer.headers["Location"] == "/bisogni/nuovo"

    def test_never_goes_on_elsewhere(self, client, ada, outbox):
        ask(client)
        answer = write(client, code_in(outbox()[0]), query_string={"next": "https://evil.example"})

        assert answer.headers["Location"] == "/io/ingresso"

    def test_is_good_once(self, app, client, ada, outbox):
        ask(client)
        cookie, code = client.get_cookie("auriga").value, code_in(outbox()[0])
        write(client, code)
        other = app.test_client()
        other.set_cookie("auriga", cookie)

        assert write(other, code).status_code == 422
        assert not is_signed_in(other)

    def test_is_good_only_in_the_browser_that_asked(self, app, client, ada, outbox):
        ask(client)
        other = app.test_client()
        ask(other)

        assert write(other, code_in(outbox()[0])).status_code == 422
        assert write(app.test_client(), code_in(outbox()[0])).status_code == 302
        assert database.session.scalars(sa.select(Session)).all() == []

    @pytest.mark.parametrize(("minutes", "is_in"), [(9, True), (10, False)])
    def test_is_good_for_ten_minutes(self, client, ada, outbox, time_machine, minutes, is_in):
        time_machine.move_to(NOON, tick=False)
        ask(client)
        time_machine.move_to(NOON + timedelta(minutes=minutes), tick=False)

        write(client, code_in(outbox()[0]))

        assert is_signed_in(client) is is_in

    def test_is_dead_after_five_wrong_ones(self, client, ada, outbox):
        ask(client)
        for wrong in range(5):
            assert write(client, f"0000000{wrong}").status_code == 422

        assert write(client, code_in(outbox()[0])).status_code == 422
        assert not is_signed_in(client)

    def test_is_kept_in_no_form_that_could_be_tried_out(self, client, ada, outbox):
        ask(client)
        (kept,) = database.session.scalars(sa.select(SignInCode))
        code = code_in(outbox()[0])

        assert code.replace(" ", "") not in kept.code_sha256
        assert kept.request_sha256 not in client.get_cookie("auriga").value

    def test_makes_a_new_id(self, client, ada, outbox):
        ask(client)
        before = client.get_cookie("auriga").value
        write(client, code_in(outbox()[0]))

        assert client.get_cookie("auriga").value.startswith("m.")
        assert client.get_cookie("auriga").value != before

    def test_is_not_enough_for_who_set_up_a_second_step(self, app, client, outbox):
        codes = app.extensions["security"].totp_factory
        person = PersonFactory(
            email="ada@example.com",
            tf_primary_method="authenticator",
            tf_totp_secret=codes.generate_totp_secret(),
        )
        ask(client)

        answer = write(client, code_in(outbox()[0]))

        assert answer.headers["Location"].startswith("/accedi/codice")
        assert not is_signed_in(client)
        client.post(
            "/accedi/codice", data={"code": codes.generate_totp_password(person.tf_totp_secret)}
        )
        assert is_signed_in(client)


class TestLink:
    def test_shows_one_button_and_lets_in_when_it_is_pressed(self, app, client, ada, outbox):
        ask(client)
        link, elsewhere = link_in(outbox()[0]), app.test_client()

        opened = elsewhere.get(link)
        assert opened.status_code == 200
        assert opened.headers["Referrer-Policy"] == "no-referrer"
        assert not is_signed_in(elsewhere)
        elsewhere.post(link)

        assert is_signed_in(elsewhere)

    def test_uses_the_code_up(self, app, client, ada, outbox):
        ask(client)
        app.test_client().post(link_in(outbox()[0]))

        assert write(client, code_in(outbox()[0])).status_code == 422

    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_that_is_unknown_or_used_is_over(self, app, client, ada, outbox, method):
        ask(client)
        app.test_client().post(link_in(outbox()[0]))

        assert client.open(link_in(outbox()[0]), method=method).status_code == 410
        assert client.open("/accedi/senza-password/niente", method=method).status_code == 410


class TestAsking:
    @pytest.mark.parametrize(
        "traits", [None, {}, {"active": False}, {"confirmed_at": None}, {"moderator": True}]
    )
    def test_costs_and_says_the_same_whoever_it_is(self, app, outbox, count_queries, traits):
        if traits is not None:
            PersonFactory(email="ada@example.com", **traits)
        ask(app.test_client(), "somebody@example.com")

        with count_queries() as known:
            answer = ask(app.test_client())
        with count_queries() as unknown:
            other = ask(app.test_client(), "eva@example.com")

        assert (answer.status_code, answer.headers["Location"]) == (302, other.headers["Location"])
        assert len(known) == len(unknown)
        assert [mail.recipient for mail in outbox()][1:] == ["ada@example.com", "eva@example.com"]
        assert len({mail.subject for mail in outbox()}) == 1

    def test_sends_staff_no_code(self, client, outbox):
        PersonFactory(email="ada@example.com", guarantor=True)
        ask(client)

        assert not re.search(r"\d{4} \d{4}", outbox()[0].body)
        assert "senza-password/" not in outbox()[0].body

    def test_sends_who_has_not_confirmed_the_link_to_do_so(self, client, outbox):
        person = PersonFactory(email="ada@example.com", confirmed_at=None)
        ask(client)
        link = re.search(r"http://localhost(/conferma/\S+)", outbox()[0].body)[1]

        client.post(link)

        confirmed = sa.select(Person.confirmed_at).where(Person.id == person.id)
        assert database.session.scalar(confirmed)

    def test_a_role_given_meanwhile_is_noticed(self, client, ada, outbox):
        ask(client)
        PersonRoleFactory(person=ada)

        assert write(client, code_in(outbox()[0])).status_code == 422

    def test_beyond_three_an_hour_changes_nothing_but_that_no_mail_goes(self, app, ada, outbox):
        answers = [ask(app.test_client()) for _ in range(5)]

        assert {answer.headers["Location"] for answer in answers} == {"/accedi/codice-per-posta"}
        assert len(outbox()) == 3

    def test_beyond_ten_an_hour_from_one_place_is_refused(self, app, outbox):
        answers = [
            ask(app.test_client(), f"somebody{number}@example.com").status_code
            for number in range(11)
        ]

        assert answers == [302] * 10 + [429]

    @pytest.mark.parametrize("email", ["", "ada", "a" * 320 + "@example.com"])
    def test_is_refused_without_a_whole_address(self, client, outbox, email):
        assert ask(client, email).status_code == 422
        assert outbox() == []


class TestSayingAgainThatItIsOneself:
    def test_takes_a_code_and_goes_on(self, client, sign_in, ada, outbox):
        sign_in(ada)

        asked = client.post("/io/conferma-che-sei-tu/posta?next=/io/password")
        answer = client.post(asked.headers["Location"], data={"code": code_in(outbox()[0])})

        assert answer.headers["Location"] == "/io/password"
        with client.session_transaction() as session:
            assert session["fs_paa"] > 0

    def test_does_not_take_somebody_elses(self, app, client, sign_in, ada, outbox):
        sign_in(PersonFactory())
        ask(other := app.test_client())
        with other.session_transaction() as theirs:
            held = theirs["mailed_code"]
        with client.session_transaction() as session:
            session["mailed_code"] = held

        answer = client.post("/io/conferma-che-sei-tu/codice", data={"code": code_in(outbox()[0])})

        assert answer.status_code == 422

    def test_sends_nothing_to_who_has_no_address(self, client, sign_in, outbox):
        sign_in(PersonFactory(email=None))

        answer = client.post("/io/conferma-che-sei-tu/posta")

        assert answer.headers["Location"] == "/io/accesso"
        assert outbox() == []


def test_of_many_at_once_one_gets_through(app_on_its_own_database):
    PersonFactory(email="ada@example.com")
    request = operations.ask_for_code(email="ada@example.com", pages=PAGES, language="it", now=NOON)
    code = code_in(database.session.scalars(sa.select(OutboxMail)).one())
    database.session.commit()
    let_in = []

    def redeem(number):
        operations.redeem_code(request, code, now=NOON)
        let_in.append(number)

    together(app_on_its_own_database, 24, redeem, refused=operations.NoSuchCode)

    assert len(let_in) == 1


def test_what_is_over_is_forgotten(db):
    operations.ask_for_code(email="ada@example.com", pages=PAGES, language="it", now=NOON)

    operations.forget_expired(NOON + timedelta(minutes=10))
    assert database.session.scalar(sa.select(sa.func.count()).select_from(SignInCode)) == 1
    operations.forget_expired(NOON + timedelta(minutes=11))

    assert database.session.scalar(sa.select(sa.func.count()).select_from(SignInCode)) == 0
