"""Passkeys: made, used alone and as second step, removed; and what they do not open."""

import re
from html import unescape

import pytest
import sqlalchemy as sa
from flask_security import hash_password

from auriga_web.accounts.models import Passkey, Session
from auriga_web.core import clock
from auriga_web.core.database import db as database
from tests.accounts.soft_key import SoftKey
from tests.factories import PersonFactory

PASSWORD = "una casa con le finestre verdi"


@pytest.fixture
def ada():
    return PersonFactory(email="ada@example.com", password=hash_password(PASSWORD), name="Ada")


@pytest.fixture
def staff():
    """A moderator who never set up an app for codes."""
    return PersonFactory(
        email="sara@example.com",
        password=hash_password(PASSWORD),
        moderator=True,
        tf_primary_method=None,
        tf_totp_secret=None,
    )


def sign_in_at(client, email="ada@example.com"):
    return client.post("/accedi", data={"email": email, "password": PASSWORD})


def question_of(page):
    """Return where the answer goes, and what is asked of the key."""
    form = re.search(
        r'action="([^"]+)" method="post" data-passkey="\w+" data-options="([^"]+)"', page
    )
    return unescape(form[1]), unescape(form[2])


def make_key(client, name="telefono", key=None):
    key = key or SoftKey()
    address, options = question_of(client.post("/io/chiavi", data={"name": name}).text)
    return key, client.post(address, data={"credential": key.create(options)})


def use_key(client, key, page="/accedi/chiave"):
    address, options = question_of(client.post(page).text)
    return client.post(address, data={"credential": key.get(options)})


def is_signed_in(client):
    return client.get("/io/accesso").status_code == 200


def keys():
    return database.session.scalars(sa.select(Passkey).order_by(Passkey.id)).all()


class TestMaking:
    def test_keeps_a_key_with_its_name_and_tells_by_mail(self, client, ada, outbox):
        sign_in_at(client)

        _key, answer = make_key(client)

        assert answer.headers["Location"] == "/io/chiavi"
        assert [(key.name, key.person_id) for key in keys()] == [("telefono", ada.id)]
        assert "telefono" in client.get("/io/chiavi").text
        assert [mail.kind for mail in outbox()] == ["second_step_changed"]

    def test_signs_out_elsewhere_and_makes_a_new_id(self, app, client, ada):
        sign_in_at(other := app.test_client())
        sign_in_at(client)
        before = client.get_cookie("auriga").value

        make_key(client)

        assert client.get_cookie("auriga").value != before
        assert is_signed_in(client)
        assert not is_signed_in(other)

    @pytest.mark.parametrize("name", ["", "a" * 65, "<b>telefono</b>", "telefono"])
    def test_asks_for_another_name(self, client, ada, name):
        sign_in_at(client)
        make_key(client)

        answer = client.post("/io/chiavi", data={"name": name})

        assert answer.status_code == 422
        assert "data-options" not in answer.text

    @pytest.mark.parametrize(
        "key",
        [SoftKey("https://evil.example"), SoftKey(knows_owner=False)],
        ids=["origin", "owner"],
    )
    def test_refuses_one_for_another_site_or_that_knows_no_owner(self, client, ada, key):
        sign_in_at(client)

        make_key(client, key=key)

        assert keys() == []

    @pytest.mark.parametrize("answer", ["", "{}", "no json", '{"id": 1}'])
    def test_refuses_what_is_no_answer(self, client, ada, answer):
        sign_in_at(client)
        address, _options = question_of(client.post("/io/chiavi", data={"name": "telefono"}).text)

        refused = client.post(address, data={"credential": answer})

        assert refused.headers["Location"] == "/io/chiavi"
        assert keys() == []

    def test_asks_who_came_long_ago_who_they_are(self, client, ada):
        sign_in_at(client)
        with client.session_transaction() as session:
            session["fs_paa"] = 0
            session["fs_gexp"] = 0

        answer = client.post("/io/chiavi", data={"name": "telefono"})

        assert answer.headers["Location"].startswith("/io/conferma-che-sei-tu")


class TestSigningIn:
    @pytest.fixture
    def key(self, app, ada):
        sign_in_at(maker := app.test_client())
        return make_key(maker)[0]

    def test_needs_the_key_alone(self, client, key, ada):
        answer = use_key(client, key)

        assert answer.headers["Location"] == "/io/ingresso"
        assert is_signed_in(client)

    def test_asks_for_no_address_so_that_nobody_learns_who_is_here(self, client, key):
        _address, options = question_of(client.post("/accedi/chiave").text)

        assert '"allowCredentials": []' in options

    def test_is_not_kept_beyond_the_session(self, client, key):
        address, options = question_of(client.post("/accedi/chiave").text)

        answer = client.post(address, data={"credential": key.get(options), "remember": "y"})

        assert [line.split("=")[0] for line in answer.headers.getlist("Set-Cookie")] == ["auriga"]

    def test_goes_on_where_one_was(self, client, key):
        address, options = question_of(client.post("/accedi/chiave?next=/bisogni/nuovo").text)

        answer = client.post(address, data={"credential": key.get(options)})

        assert answer.headers["Location"] == "/bisogni/nuovo"

    def test_is_refused_to_an_answer_given_before(self, app, client, key):
        address, options = question_of(client.post("/accedi/chiave").text)
        answer = key.get(options)
        client.post(address, data={"credential": answer})
        other = app.test_client()

        other.post(address, data={"credential": answer})

        assert not is_signed_in(other)

    def test_is_refused_to_a_key_nobody_knows(self, client, key):
        assert use_key(client, SoftKey()).headers["Location"] == "/accedi/chiave"
        assert not is_signed_in(client)

    def test_is_refused_to_who_is_closed_out(self, client, key, ada):
        ada.active = False
        database.session.commit()
        use_key(client, key)

        assert not is_signed_in(client)
        assert database.session.scalars(sa.select(Session)).all()[1:] == []


class TestSecondStep:
    def test_of_staff_may_be_a_key(self, client, staff):
        sign_in_at(client, staff.email)
        assert client.get("/personale").headers["Location"] == "/io/secondo-passo"

        make_key(client)

        assert client.get("/personale").status_code == 200

    def test_is_asked_after_the_password(self, app, client, staff):
        sign_in_at(maker := app.test_client(), staff.email)
        key, _answer = make_key(maker)

        answer = sign_in_at(client, staff.email)

        assert answer.headers["Location"].startswith("/accedi/chiave")
        assert not is_signed_in(client)
        use_key(client, key)
        assert client.get("/personale").status_code == 200

    def test_is_not_passed_with_the_key_of_somebody_else(self, app, client, staff, ada):
        sign_in_at(maker := app.test_client(), staff.email)
        make_key(maker)
        sign_in_at(other := app.test_client())
        foreign, _answer = make_key(other)
        sign_in_at(client, staff.email)

        use_key(client, foreign)

        assert client.get("/personale").status_code in {302, 403}

    def test_can_be_chosen_by_who_has_both(self, app, client):
        codes = app.extensions["security"].totp_factory
        secret = codes.generate_totp_secret()
        person = PersonFactory(
            email="sara@example.com",
            password=hash_password(PASSWORD),
            moderator=True,
            tf_totp_secret=secret,
        )
        sign_in_at(maker := app.test_client(), person.email)
        maker.post("/accedi/codice", data={"code": codes.generate_totp_password(secret)})
        key, _answer = make_key(maker)

        answer = sign_in_at(client, person.email)
        assert answer.headers["Location"].startswith("/accedi/scelta")
        assert client.get("/accedi/scelta").status_code == 200
        chosen = client.post("/accedi/scelta", data={"which": "webauthn"})
        use_key(client, key, chosen.headers["Location"])

        assert client.get("/personale").status_code == 200

    def test_of_an_email_less_person_is_not_confirmed_by_another(self, app, sign_in):
        one, other = PersonFactory(email=None), PersonFactory(email=None)
        client = sign_in(one)
        with client.session_transaction() as session:
            session["fs_paa"] = clock.now().timestamp()
        key, _answer = make_key(client)
        client.post("/uscita")
        sign_in(other)

        use_key(client, key, "/io/conferma-che-sei-tu/chiave")

        with client.session_transaction() as session:
            assert "fs_paa" not in session


class TestRemoving:
    def test_takes_the_key_away(self, app, client, ada):
        sign_in_at(client)
        key, _answer = make_key(client)

        client.post("/io/chiavi/rimozione", data={"name": "telefono"})

        assert keys() == []
        use_key(other := app.test_client(), key)
        assert not is_signed_in(other)

    def test_leaves_those_of_others(self, app, client, ada):
        PersonFactory(email="eva@example.com", password=hash_password(PASSWORD))
        sign_in_at(other := app.test_client(), "eva@example.com")
        make_key(other)
        sign_in_at(client)

        client.post("/io/chiavi/rimozione", data={"name": "telefono"})

        assert len(keys()) == 1

    def test_of_the_last_one_puts_staff_out_of_work(self, client, staff):
        sign_in_at(client, staff.email)
        make_key(client)

        client.post("/io/chiavi/rimozione", data={"name": "telefono"})

        assert client.get("/personale").headers["Location"] == "/io/secondo-passo"


class TestSpareCodes:
    def test_are_shown_once_kept_hashed_and_counted(self, client, ada):
        sign_in_at(client)
        page = client.post("/io/codici-di-riserva", data={"generate_new_codes": "1"}).text
        codes = re.findall(r"<li><code>([^<]+)</code>", page)

        again = client.get("/io/codici-di-riserva?show_codes=1").text

        assert len(codes) == 8
        assert not any(code in again for code in codes)
        assert "Ti restano 8 codici" in again
        assert not set(codes) & set(ada.mf_recovery_codes)

    def test_open_once_each_however_they_are_typed(self, app, client, staff):
        sign_in_at(client, staff.email)
        make_key(client)
        page = client.post("/io/codici-di-riserva", data={"generate_new_codes": "1"}).text
        code = re.search(r"<li><code>([^<]+)</code>", page)[1]
        typed = code.upper().replace("-", " ")

        statuses = []
        for _time in range(2):
            sign_in_at(other := app.test_client(), staff.email)
            answer = other.post("/accedi/codice-di-riserva", data={"code": typed})
            statuses.append((answer.status_code, is_signed_in(other)))

        assert statuses == [(302, True), (422, False)]
        assert len(staff.mf_recovery_codes) == 7

    def test_made_anew_cancel_the_former(self, client, ada):
        sign_in_at(client)
        client.post("/io/codici-di-riserva", data={"generate_new_codes": "1"})
        before = list(ada.mf_recovery_codes)

        client.post("/io/codici-di-riserva", data={"generate_new_codes": "1"})

        assert not set(before) & set(ada.mf_recovery_codes)
