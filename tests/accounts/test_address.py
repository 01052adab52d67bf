"""Changing one's address: both mailboxes say yes, and until then the old one stays."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask_security import hash_password

from auriga_web.accounts.models import AddressChange, Person
from auriga_web.audit.models import AuditEntry
from auriga_web.core import clock
from auriga_web.core.database import db as database
from tests.factories import NOON, PersonFactory

PASSWORD = "una casa con le finestre verdi"
NEW = "ada@altrove.example"


@pytest.fixture
def ada():
    return PersonFactory(email="ada@example.com", password=hash_password(PASSWORD))


@pytest.fixture
def signed_in(client, ada):
    client.post("/accedi", data={"email": ada.email, "password": PASSWORD})
    return client


def ask(browser, email=NEW):
    return browser.post("/io/indirizzo", data={"email": email})


def links(outbox):
    """Return the links of the last two mails, by whom they went to."""
    return {
        mail.recipient: found[1]
        for mail in outbox()
        if (found := re.search(r"http://localhost(/indirizzo/\S+)", mail.body))
    }


def address_of(person):
    return database.session.scalar(sa.select(Person.email).where(Person.id == person.id))


class TestChange:
    @pytest.mark.parametrize("first", ["old", "new"])
    def test_is_done_when_both_have_said_yes(self, app, signed_in, ada, outbox, first):
        ask(signed_in)
        asked = links(outbox)
        order = ["ada@example.com", NEW] if first == "old" else [NEW, "ada@example.com"]
        elsewhere = app.test_client()

        half = elsewhere.post(asked[order[0]])
        assert half.status_code == 200
        assert address_of(ada) == "ada@example.com"
        done = elsewhere.post(asked[order[1]])

        assert done.headers["Location"] == "/accedi"
        assert address_of(ada) == NEW
        told = [mail.recipient for mail in outbox() if mail.kind == "address_changed"]
        assert told == ["ada@example.com", NEW]
        assert signed_in.get("/io/accesso").status_code == 302
        actions = database.session.scalars(sa.select(AuditEntry.action)).all()
        assert "person.address_changed" in actions

    def test_changes_nothing_when_a_link_is_only_opened(self, app, signed_in, ada, outbox):
        ask(signed_in)
        for link in links(outbox).values():
            answer = app.test_client().get(link)
            assert answer.status_code == 200
            assert answer.headers["Referrer-Policy"] == "no-referrer"

        assert address_of(ada) == "ada@example.com"

    def test_takes_the_link_of_each_mailbox_once(self, app, signed_in, ada, outbox):
        ask(signed_in)
        link = links(outbox)[NEW]

        statuses = [app.test_client().post(link).status_code for _time in range(2)]

        assert statuses == [200, 410]
        assert address_of(ada) == "ada@example.com"

    def test_is_not_done_with_the_link_of_the_other_mailbox(self, app, signed_in, ada, outbox):
        ask(signed_in)
        for link in links(outbox).values():
            swapped = link.replace("nuovo", "x").replace("vecchio", "nuovo").replace("x", "vecchio")
            assert app.test_client().post(swapped).status_code == 410

    def test_is_stopped_from_the_old_mailbox(self, app, signed_in, ada, outbox):
        ask(signed_in)
        asked = links(outbox)

        app.test_client().post(asked["ada@example.com"] + "/rifiuto")

        assert app.test_client().post(asked[NEW]).status_code == 410
        assert address_of(ada) == "ada@example.com"

    def test_is_not_stopped_from_the_new_one(self, app, signed_in, ada, outbox):
        ask(signed_in)
        link = links(outbox)[NEW].replace("nuovo", "vecchio")

        assert app.test_client().post(link + "/rifiuto").status_code == 410

    def test_asked_again_forgets_the_former_links(self, app, signed_in, ada, outbox, time_machine):
        ask(signed_in)
        before = links(outbox)
        ask(signed_in, "ada@terzo.example")

        assert app.test_client().post(before[NEW]).status_code == 410
        assert address_of(ada) == "ada@example.com"

    def test_can_be_given_up(self, app, signed_in, ada, outbox):
        ask(signed_in)
        assert NEW in signed_in.get("/io/indirizzo").text

        signed_in.post("/io/indirizzo/rinuncia")

        assert database.session.scalars(sa.select(AddressChange)).all() == []
        assert app.test_client().post(links(outbox)[NEW]).status_code == 410

    def test_of_a_taken_address_says_the_same_and_tells_its_owner(self, signed_in, outbox):
        PersonFactory(email=NEW)

        answer = ask(signed_in)

        assert answer.headers["Location"] == "/io/indirizzo"
        assert NEW in signed_in.get("/io/indirizzo").text
        assert [mail.kind for mail in outbox()] == ["address_taken", "address_old"]
        assert "/indirizzo/" not in outbox()[0].body

    def test_is_refused_when_somebody_took_the_address_meanwhile(self, app, signed_in, ada, outbox):
        ask(signed_in)
        asked = links(outbox)
        app.test_client().post(asked["ada@example.com"])
        PersonFactory(email=NEW)

        assert app.test_client().post(asked[NEW]).status_code == 410
        assert address_of(ada) == "ada@example.com"

    @pytest.mark.parametrize("email", ["", "ada", "ada@example.com", " ADA@example.com "])
    def test_asks_for_another_whole_address(self, signed_in, outbox, email):
        assert ask(signed_in, email).status_code == 422
        assert outbox() == []

    def test_asks_who_came_long_ago_who_they_are(self, client, sign_in, ada, outbox):
        answer = ask(sign_in(ada))

        assert answer.headers["Location"] == "/io/conferma-che-sei-tu?next=/io/indirizzo"
        assert outbox() == []

    def test_is_asked_three_times_an_hour(self, signed_in):
        assert [ask(signed_in).status_code for _time in range(4)] == [302, 302, 302, 429]

    def test_has_two_days(self, app, client, ada, outbox, time_machine):
        time_machine.move_to(NOON, tick=False)
        client.post("/accedi", data={"email": ada.email, "password": PASSWORD})
        ask(client)
        time_machine.move_to(NOON + timedelta(days=2), tick=False)

        assert app.test_client().post(links(outbox)[NEW]).status_code == 410

    def test_gives_a_first_address_to_who_had_none(self, app, client, sign_in, outbox):
        person = PersonFactory(email=None, password=None)
        with sign_in(person).session_transaction() as session:
            session["fs_paa"] = clock.now().timestamp()
        ask(client)

        done = app.test_client().post(links(outbox)[NEW])

        assert done.headers["Location"] == "/accedi"
        assert address_of(person) == NEW
