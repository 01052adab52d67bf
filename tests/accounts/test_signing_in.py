"""Signing in and out, in a browser of one's own."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask_security import hash_password

from auriga_web.accounts import rules
from auriga_web.accounts.models import Session
from auriga_web.core import clock
from auriga_web.core.database import db as database
from tests.factories import PersonFactory, PersonRoleFactory

PASSWORD = "una casa con le finestre verdi"


@pytest.fixture
def ada():
    return PersonFactory(email="ada@example.com", password=hash_password(PASSWORD), name="Ada")


@pytest.fixture
def codes(app):
    return app.extensions["security"].totp_factory


@pytest.fixture
def staff(codes):
    """A moderator whose second factor is a real one."""
    person = PersonFactory(
        email="sara@example.com", password=hash_password(PASSWORD), moderator=True
    )
    person.tf_totp_secret = codes.generate_totp_secret()
    database.session.commit()
    return person


@pytest.fixture
def at(monkeypatch):
    """Let the clock show another moment."""

    def at(offset):
        monkeypatch.setattr(clock, "_offset", offset)

    return at


def sign_in_at(client, email="ada@example.com", password=PASSWORD, **more):
    return client.post("/accedi", data={"email": email, "password": password}, **more)


def is_signed_in(client):
    return client.get("/io/accesso").status_code == 200


def sessions():
    return database.session.scalars(sa.select(Session)).all()


class TestSignIn:
    def test_with_the_right_password_opens_a_session_kept_hashed(self, client, ada):
        answer = sign_in_at(client)

        cookie = client.get_cookie("auriga")
        (kept,) = sessions()
        assert answer.status_code == 302
        assert kept.person_id == ada.id
        assert cookie.value not in kept.sid_sha256 + kept.data
        assert cookie.http_only
        assert cookie.same_site == "Lax"
        assert is_signed_in(client)

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
        assert not is_signed_in(client)

    def test_does_not_mind_how_the_address_is_written(self, client, ada):
        assert sign_in_at(client, " ADA@Example.COM ").status_code == 302

    @pytest.mark.parametrize("trait", [{"active": False}, {"confirmed_at": None}])
    def test_is_refused_to_who_is_closed_out_or_unconfirmed(self, client, trait):
        PersonFactory(email="ada@example.com", password=hash_password(PASSWORD), **trait)

        assert sign_in_at(client).status_code == 422
        assert not is_signed_in(client)

    def test_has_no_password_that_signs_in_a_person_without_one(self, client):
        PersonFactory(email="ada@example.com", password=None)

        assert sign_in_at(client).status_code == 422

    def test_costs_as_many_statements_for_an_unknown_address(self, client, ada, count_queries):
        with count_queries() as known:
            sign_in_at(client, "ada@example.com", "un’altra frase lunga")
        with count_queries() as unknown:
            sign_in_at(client, "eva@example.com", "un’altra frase lunga")

        assert len(known) == len(unknown)

    def test_cannot_be_kept_beyond_the_session(self, client, ada):
        answer = client.post(
            "/accedi", data={"email": ada.email, "password": PASSWORD, "remember": "y"}
        )

        assert [line.split("=")[0] for line in answer.headers.getlist("Set-Cookie")] == ["auriga"]

    def test_does_not_answer_to_a_token(self, client, ada):
        token = "x" * 40
        assert client.get(f"/io/accesso?auth_token={token}").status_code == 302
        assert client.get("/io/accesso", headers={"Authentication-Token": token}).status_code == 302


class TestFixation:
    def test_a_visitor_cookie_is_not_the_session_after_sign_in(self, client, ada):
        client.get("/accedi")
        before = client.get_cookie("auriga")

        sign_in_at(client)

        after = client.get_cookie("auriga")
        assert before is None or before.value != after.value
        assert client.get_cookie("auriga").value.startswith("m.")

    def test_an_id_planted_by_somebody_else_is_not_taken_over(self, client, ada):
        client.set_cookie("auriga", "m.planted-by-somebody")

        sign_in_at(client)

        assert client.get_cookie("auriga").value != "m.planted-by-somebody"

    def test_a_forged_visitor_cookie_says_nothing(self, client, ada):
        client.set_cookie("auriga", f'v.{{"_user_id":"{ada.fs_uniquifier}"}}')

        assert not is_signed_in(client)

    def test_a_new_power_makes_a_new_id(self, client, ada):
        sign_in_at(client)
        before = client.get_cookie("auriga").value

        client.post("/per-conto-di", data={"body": ""})

        assert client.get_cookie("auriga").value != before
        assert len(sessions()) == 1


class TestSignOut:
    def test_ends_the_session_and_clears_the_browser(self, client, ada):
        sign_in_at(client)
        cookie = client.get_cookie("auriga").value

        answer = client.post("/uscita")

        assert "cookies" in answer.headers["Clear-Site-Data"]
        assert sessions() == []
        client.set_cookie("auriga", cookie)
        assert not is_signed_in(client)

    def test_is_not_done_by_a_link(self, client, ada):
        sign_in_at(client)

        assert client.get("/uscita").status_code == 405
        assert client.get("/accedi/codice").status_code == 302
        assert is_signed_in(client)


class TestSession:
    def test_is_over_after_two_idle_hours(self, client, ada, at):
        sign_in_at(client)

        at(timedelta(hours=2, minutes=1))

        assert not is_signed_in(client)

    def test_lasts_while_one_is_there_and_thirty_days_at_most(self, client, ada, at):
        sign_in_at(client)
        for hours in range(1, 30 * 24 - 1):
            # Only the last sign matters, so most of the days may be skipped.
            if hours % 24 == 0 or hours < 3:
                (kept,) = sessions()
                kept.seen_at = clock.now() + timedelta(hours=hours - 1)
                database.session.commit()
                at(timedelta(hours=hours))
                assert is_signed_in(client)

        (kept,) = sessions()
        kept.seen_at = clock.now() + timedelta(days=1)
        database.session.commit()
        at(timedelta(days=30, minutes=1))

        assert not is_signed_in(client)

    def test_writes_down_presence_once_in_five_minutes(self, client, ada, at, count_queries):
        sign_in_at(client)
        client.get("/io/accesso")

        with count_queries() as soon:
            client.get("/io/accesso")
        at(timedelta(minutes=6))
        with count_queries() as later:
            client.get("/io/accesso")

        assert not [text for text in soon if text.startswith("UPDATE session")]
        assert len([text for text in later if text.startswith("UPDATE session")]) == 1

    def test_never_says_who_was_where_votes_are_cast(self, client, ada, at, count_queries):
        sign_in_at(client)
        at(timedelta(minutes=6))

        with count_queries() as statements:
            client.get("/votazioni")

        assert not [text for text in statements if text.startswith("UPDATE session")]

    def test_asks_one_statement_about_who_is_there(self, client, ada, count_queries):
        sign_in_at(client)

        with count_queries() as statements:
            client.get("/registrati")

        assert len(statements) == 1, statements

    def test_costs_a_visitor_nothing(self, client, count_queries):
        with count_queries() as statements:
            answer = client.get("/registrati")

        assert statements == []
        assert "Set-Cookie" not in answer.headers

    def test_can_be_ended_from_another_browser(self, app, client, ada):
        other = app.test_client()
        sign_in_at(client)
        sign_in_at(other)
        (name,) = [
            kept.sid_sha256[:16]
            for kept in sessions()
            if f"/io/accesso/sessioni/{kept.sid_sha256[:16]}" in client.get("/io/accesso").text
        ]

        client.post(f"/io/accesso/sessioni/{name}/chiusura")

        assert is_signed_in(client)
        assert not is_signed_in(other)

    def test_of_somebody_else_is_not_there(self, app, client, ada):
        other = app.test_client()
        PersonFactory(email="eva@example.com", password=hash_password(PASSWORD))
        sign_in_at(other, "eva@example.com")
        name = sessions()[0].sid_sha256[:16]
        sign_in_at(client)

        assert client.post(f"/io/accesso/sessioni/{name}/chiusura").status_code == 404
        assert is_signed_in(other)


class TestChangeOfPassword:
    def test_signs_out_everywhere_else_and_tells_by_mail(self, app, client, ada, outbox):
        other = app.test_client()
        sign_in_at(client)
        sign_in_at(other)
        new = "quattro gatti sul tetto rosso"

        answer = client.post(
            "/io/password",
            data={"password": PASSWORD, "new_password": new, "new_password_confirm": new},
        )

        assert answer.status_code == 302
        assert is_signed_in(client)
        assert not is_signed_in(other)
        assert [mail.kind for mail in outbox()] == ["password_changed"]

    @pytest.mark.parametrize("new", ["corta", "password-password", "auriga-dimostrazione"])
    def test_refuses_a_weak_one(self, client, ada, new):
        sign_in_at(client)

        answer = client.post(
            "/io/password",
            data={"password": PASSWORD, "new_password": new, "new_password_confirm": new},
        )

        assert answer.status_code == 422
        assert sign_in_at(client).status_code == 302


class TestSecondStep:
    def test_is_asked_before_anything_is_open(self, client, staff):
        answer = sign_in_at(client, staff.email)

        assert answer.headers["Location"].startswith("/accedi/codice")
        assert sessions() == []
        assert not is_signed_in(client)

    def test_lets_staff_in_with_a_code_once(self, app, client, staff, codes):
        code = codes.generate_totp_password(staff.tf_totp_secret)
        sign_in_at(client, staff.email)
        assert client.post("/accedi/codice", data={"code": code}).status_code == 302
        assert client.get("/sportello").status_code == 403
        assert is_signed_in(client)

        other = app.test_client()
        sign_in_at(other, staff.email)
        assert other.post("/accedi/codice", data={"code": code}).status_code == 422
        assert not is_signed_in(other)

    def test_lets_in_with_a_spare_code_once(self, app, client, staff):
        staff.mf_recovery_codes = [
            rules.sealed_spare_code(code, app.config["SECRET_KEY"])
            for code in ("aaaa-bbbb-cccc", "dddd-eeee-ffff")
        ]
        database.session.commit()
        sign_in_at(client, staff.email)
        answer = client.post("/accedi/codice-di-riserva", data={"code": "aaaa-bbbb-cccc"})
        assert answer.status_code == 302
        assert is_signed_in(client)

        other = app.test_client()
        sign_in_at(other, staff.email)
        again = other.post("/accedi/codice-di-riserva", data={"code": "aaaa-bbbb-cccc"})
        assert again.status_code == 422
        assert not is_signed_in(other)

    def test_missing_keeps_staff_from_their_work_and_shows_where_to_set_it_up(self, client, ada):
        PersonRoleFactory(person=ada)
        sign_in_at(client)

        answer = client.get("/sportello")

        assert answer.status_code == 302
        assert answer.headers["Location"] == "/io/secondo-passo"

    def test_is_set_up_with_a_code_that_works(self, app, client, ada, codes):
        other = app.test_client()
        sign_in_at(other)
        sign_in_at(client)
        page = client.post("/io/secondo-passo", data={"setup": "authenticator"})
        address = page.text.split('action="/io/secondo-passo/')[1].split('"')[0]
        with client.session_transaction() as session:
            secret = session["tf_totp_secret"]

        wrong = client.post(f"/io/secondo-passo/{address}", data={"code": "000000"})
        assert wrong.headers["Location"] == "/io/secondo-passo"
        right = client.post(
            f"/io/secondo-passo/{address}", data={"code": codes.generate_totp_password(secret)}
        )

        assert right.headers["Location"] == "/io/codici-di-riserva"
        assert ada.has_code_app
        assert is_signed_in(client)
        assert not is_signed_in(other)
