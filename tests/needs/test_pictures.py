"""Pictures of a need: who adds them, what is refused, what is seen of them, and when no more."""

from datetime import timedelta
from io import BytesIO

import pytest

from auriga_web.accounts.models import Person
from auriga_web.core import attachments
from auriga_web.core.access import NotAllowed
from auriga_web.core.attachments import NotAccepted, prepare_picture
from auriga_web.core.database import db
from auriga_web.needs import operations, rules
from auriga_web.needs.models import NeedState
from tests.core.pictures import bomb, picture
from tests.factories import NOON, NeedFactory, PersonFactory
from tests.needs.actors import as_actor


@pytest.fixture
def author(db):
    return PersonFactory(created_at=NOON - timedelta(days=365))


def add(need, *, now=NOON, color="teal"):
    added = operations.add_picture(
        need,
        prepare_picture(picture(color=color)),
        description="La fermata senza pensilina",
        actor=as_actor(db.session.get_one(Person, need.author_id)),
        now=now,
    )
    db.session.commit()
    return added


@pytest.fixture
def need(author):
    return NeedFactory(author=author, published=True)


def send(client, need, content=None, description="La fermata senza pensilina"):
    data = {"description": description}
    if content is not None:
        data["file"] = (BytesIO(content), "foto.jpg")
    return client.post(f"/bisogni/{need.id}/immagini", data=data)


class TestAddPicture:
    def test_shows_it_on_the_page(self, client, sign_in, author, need):
        sign_in(author)

        assert send(client, need, picture()).status_code == 303

        page = client.get(f"/bisogni/{need.id}").text
        assert 'alt="La fermata senza pensilina"' in page
        assert 'width="60" height="40"' in page

    @pytest.mark.parametrize(
        ("content", "description"),
        [
            (None, "La fermata"),
            (b"ciao", "La fermata"),
            (bomb(30_000, 30_000), "La fermata"),
            (picture(), ""),
        ],
    )
    def test_says_what_to_put_right(self, client, sign_in, author, need, content, description):
        sign_in(author)

        answer = send(client, need, content, description)

        assert answer.status_code == 422
        assert "error-summary" in answer.text
        assert attachments.count_attachments("need", need.id) == 0

    def test_refuses_a_passer_by(self, client, sign_in, need):
        sign_in(PersonFactory())

        assert send(client, need, picture()).status_code == 403
        assert client.get(f"/bisogni/{need.id}/immagini").status_code == 403

    def test_does_not_find_the_draft_of_another(self, client, sign_in):
        sign_in(PersonFactory())

        assert send(client, NeedFactory(), picture()).status_code == 404

    def test_stops_at_five(self, need):
        for _number in range(5):
            add(need)

        with pytest.raises(NotAccepted):
            add(need)

        assert attachments.count_attachments("need", need.id) == rules.MOST_PICTURES

    def test_waits_a_day_for_what_everybody_reads(self, need, author):
        with pytest.raises(NotAllowed):
            add(need, now=author.created_at + timedelta(hours=23, minutes=59))

        assert add(need, now=author.created_at + timedelta(hours=24))


class TestOrderAndWords:
    def test_moves_one_earlier(self, client, sign_in, author, need):
        first, second = add(need), add(need, color="red")
        sign_in(author)

        client.post(f"/bisogni/{need.id}/immagini/{second.id}/ordine")

        assert [one.id for one in attachments.list_attachments("need", need.id)] == [
            second.id,
            first.id,
        ]

    def test_changes_the_words_but_never_to_none(self, client, sign_in, author, need):
        one = add(need)
        sign_in(author)
        address = f"/bisogni/{need.id}/immagini/{one.id}/descrizione"

        assert client.post(address, data={"description": "  "}).status_code == 422
        assert client.post(address, data={"description": "La scala"}).status_code == 303

        assert 'alt="La scala"' in client.get(f"/bisogni/{need.id}").text

    def test_does_not_touch_the_picture_of_another_need(self, client, sign_in, author, need):
        other = NeedFactory(author=author, published=True)
        one = add(need)
        sign_in(author)

        answer = client.post(f"/bisogni/{other.id}/immagini/{one.id}/rimozione")

        assert answer.status_code == 404
        assert attachments.count_attachments("need", need.id) == 1


class TestWhatBecomesOfIt:
    def test_is_gone_when_taken_away(self, client, sign_in, author, need):
        one = add(need)
        assert client.get(f"/allegati/{one.id}").status_code == 200
        sign_in(author)

        client.post(f"/bisogni/{need.id}/immagini/{one.id}/rimozione")

        assert client.get(f"/allegati/{one.id}").status_code == 404

    def test_is_hidden_with_its_need(self, client, need):
        one = add(need)
        need.hidden_at, need.is_listed = NOON, False
        db.session.commit()

        assert client.get(f"/allegati/{one.id}").status_code == 404
        assert client.get(f"/allegati/{one.id}/miniatura").status_code == 404

    def test_of_a_draft_is_its_authors_alone(self, client, sign_in, author, need):
        need.state, need.is_listed, need.published_at = NeedState.DRAFT, False, None
        one = add(need)

        assert client.get(f"/allegati/{one.id}").status_code == 404
        sign_in(author)
        assert client.get(f"/allegati/{one.id}").status_code == 200

    def test_vanishes_when_the_need_is_withdrawn(self, client, author, need):
        one = add(need)

        operations.withdraw_need(need, reason="solved", actor=as_actor(author), now=NOON)
        db.session.commit()

        assert client.get(f"/allegati/{one.id}").status_code == 404


def test_pictures_of_a_new_account_are_read_first():
    facts = {
        "is_verified": True,
        "has_approved": True,
        "written_lately": 0,
        "link_count": 0,
    }

    assert rules.is_held(account_age=timedelta(hours=23), has_pictures=True, **facts)
    assert not rules.is_held(account_age=timedelta(hours=24), has_pictures=True, **facts)
    assert not rules.is_held(account_age=timedelta(hours=23), has_pictures=False, **facts)


@pytest.mark.parametrize(("link_count", "is_held"), [(2, False), (3, True)])
def test_many_links_of_a_new_account_are_read_first(link_count, is_held):
    assert (
        rules.is_held(
            is_verified=True,
            has_approved=True,
            account_age=timedelta(hours=1),
            written_lately=0,
            has_pictures=False,
            link_count=link_count,
        )
        is is_held
    )


def test_counts_addresses_of_pages():
    assert rules.count_links("Vedi https://a.it e www.b.it, non www o http:") == 2
