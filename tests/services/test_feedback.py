"""Whether a service was useful: one word each, counted with its denominator."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from auriga_web.accounts.queries import find_actor
from auriga_web.core.access import VISITOR, NotAllowed
from auriga_web.services import operations
from auriga_web.services.models import Service, ServiceFeedback
from tests.factories import NOON, PersonFactory, ServiceFactory
from tests.together import together


def say(service, is_useful, actor=VISITOR, sender="a" * 64):
    operations.say_useful(service, is_useful=is_useful, actor=actor, sender_sha256=sender, now=NOON)


def counts(db, service):
    db.session.refresh(service)
    return service.useful_count, service.feedback_count


class TestSayUseful:
    def test_counts_each_person_once_with_their_last_word(self, db):
        service = ServiceFactory()
        one, two = (find_actor(PersonFactory().id) for _ in range(2))

        say(service, True, one)
        say(service, True, two)
        say(service, False, one)

        assert counts(db, service) == (1, 2)

    def test_counts_each_place_once_without_an_account(self, db):
        service, other = ServiceFactory.create_batch(2)

        say(service, False)
        say(service, True)
        say(service, True, sender="b" * 64)
        say(other, False)

        assert counts(db, service) == (2, 2)
        assert counts(db, other) == (0, 1)

    def test_is_refused_for_what_left_the_catalogue(self):
        service = ServiceFactory(is_listed=False)

        with pytest.raises(NotAllowed):
            say(service, True, find_actor(PersonFactory(facilitator=True).id))

    def test_forgets_where_it_came_from_and_keeps_the_count(self, db):
        service = ServiceFactory()
        say(service, True)

        operations.forget_senders(now=NOON + timedelta(days=29))
        assert db.session.scalar(select(ServiceFeedback.sender_sha256)) is not None
        operations.forget_senders(now=NOON + timedelta(days=31))

        assert db.session.scalar(select(ServiceFeedback.sender_sha256)) is None
        assert counts(db, service) == (1, 1)


class TestPage:
    def test_asks_on_a_page_of_its_own_and_shows_the_denominator(self, client, db):
        service = ServiceFactory()
        address = f"/servizi/{service.id}/parere"
        assert f'href="{address}"' in client.get(f"/servizi/{service.id}").text

        answer = client.post(address, data={"is_useful": "1"})

        assert answer.status_code == 303
        assert "Utile a 1 di 1" in client.get(f"/servizi/{service.id}").text
        assert "utile a 1 di 1" in client.get("/servizi").text

    @pytest.mark.parametrize("said", ["", "2", "vero"])
    def test_refuses_what_is_neither_yes_nor_no(self, client, db, said):
        service = ServiceFactory()

        answer = client.post(f"/servizi/{service.id}/parere", data={"is_useful": said})

        assert answer.status_code == 422
        assert counts(db, service) == (0, 0)

    def test_of_what_is_not_listed_is_not_found(self, client):
        service = ServiceFactory(is_listed=False)

        assert client.get(f"/servizi/{service.id}/parere").status_code == 404
        assert client.post(f"/servizi/{service.id}/parere").status_code == 404

    def test_tells_a_person_that_they_have_answered(self, sign_in, client):
        service = ServiceFactory()
        browser = sign_in(PersonFactory())
        browser.post(f"/servizi/{service.id}/parere", data={"is_useful": "0"})

        assert "Hai già risposto" in browser.get(f"/servizi/{service.id}").text


@pytest.mark.slow
def test_fifty_at_once_are_fifty(app_on_its_own_database):
    from auriga_web.core.database import db

    ids = [person.id for person in PersonFactory.create_batch(50)]
    service_id = ServiceFactory().id
    db.session.remove()

    def answer(number):
        service = db.session.get(Service, service_id)
        say(service, number % 2 == 0, find_actor(ids[number]))

    together(app_on_its_own_database, 50, answer)

    service = db.session.get(Service, service_id)
    assert (service.useful_count, service.feedback_count) == (25, 50)
