from datetime import timedelta

import pytest
from sqlalchemy import select

from auriga_web.core import clock
from auriga_web.discussion.models import Comment, Stance, Useful
from tests.factories import (
    NOON,
    CommentFactory,
    PersonFactory,
    ThreadFactory,
)

PAYLOAD = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def ada():
    return PersonFactory(verified=True, name="Ada", is_name_public=True)


@pytest.fixture
def thread():
    return ThreadFactory(comment_count=1)


def only_comment(db):
    return db.session.scalars(select(Comment)).one()


class TestThread:
    def test_is_read_by_visitors(self, client, thread):
        CommentFactory(thread=thread, body="Serve un autobus.")

        page = client.get(f"/discussioni/{thread.id}").text

        assert "Serve un autobus." in page
        assert 'method="post"' not in page
        assert "Panchina" in page

    def test_is_not_found_when_its_subject_is_hidden(self, client, thread, benches):
        benches.hidden.add(thread.subject_id)

        assert client.get(f"/discussioni/{thread.id}").status_code == 404

    def test_answers_htmx_with_a_part(self, client, thread):
        CommentFactory(thread=thread)

        answer = client.get(f"/discussioni/{thread.id}", headers={"HX-Request": "true"})

        assert "<html" not in answer.text
        assert "HX-Request" in answer.headers["Vary"]

    def test_shows_a_place_where_a_comment_was(self, client, thread):
        gone = CommentFactory(thread=thread, deleted=True)
        CommentFactory(answer_to=gone, body="Sono d’accordo.")

        page = client.get(f"/discussioni/{thread.id}").text

        assert "Commento ritirato" in page
        assert "Sono d’accordo." in page

    def test_shows_no_word_of_what_is_hidden_or_held(self, client, thread):
        CommentFactory(thread=thread, body="Parole nascoste.", hidden=True)
        CommentFactory(thread=thread, body="Parole in attesa.", held=True)

        page = client.get(f"/discussioni/{thread.id}").text

        assert "Parole nascoste" not in page
        assert "Commento nascosto" in page
        assert "Parole in attesa" not in page

    def test_shows_what_is_held_to_its_author(self, sign_in, thread, ada):
        CommentFactory(thread=thread, author=ada, body="Parole in attesa.", held=True)

        page = sign_in(ada).get(f"/discussioni/{thread.id}").text

        assert "Parole in attesa." in page
        assert "Aspetta di essere letto" in page

    def test_names_only_who_wants_it(self, client, thread, ada):
        CommentFactory(thread=thread, author=ada)
        CommentFactory(thread=thread, author=PersonFactory(name="Bruno"), author_place="Foligno")

        page = client.get(f"/discussioni/{thread.id}").text

        assert "Ada" in page
        assert "Bruno" not in page
        assert "una persona di Foligno" in page

    def test_names_nobody_where_a_name_can_harm(self, client, thread, ada, benches):
        benches.names = False
        CommentFactory(thread=thread, author=ada)

        assert "Ada" not in client.get(f"/discussioni/{thread.id}").text

    def test_runs_nothing_that_people_wrote(self, client, thread):
        author = PersonFactory(name=PAYLOAD, is_name_public=True)
        body = CommentFactory.build(body=PAYLOAD).body
        CommentFactory(thread=thread, author=author, body=body, author_place=PAYLOAD)

        page = client.get(f"/discussioni/{thread.id}").text

        assert "<script>alert" not in page
        assert "<img src=x" not in page


class TestPositions:
    def test_are_offered_where_comments_take_one(self, client, thread, benches):
        CommentFactory.create_batch(2, thread=thread)
        thread.comment_count = 2
        address = f"/discussioni/{thread.id}?ordine=utili&amp;posizione=contro"

        assert address not in client.get(f"/discussioni/{thread.id}").text
        benches.takes_stances = True
        assert address in client.get(f"/discussioni/{thread.id}").text

    def test_lead_back_from_one_that_nobody_took(self, client, thread, benches):
        benches.takes_stances = True
        CommentFactory(thread=thread, stance=Stance.FOR, body="Sono d’accordo.")

        page = client.get(f"/discussioni/{thread.id}?posizione=contro").text

        assert "Sono d’accordo." not in page
        assert "Nessuno ha ancora preso questa posizione." in page
        assert f'href="/discussioni/{thread.id}?ordine=utili"' in page

    def test_that_do_not_exist_are_all_of_them(self, client, thread, benches):
        benches.takes_stances = True
        CommentFactory(thread=thread, stance=Stance.FOR, body="Sono d’accordo.")

        assert "Sono d’accordo." in client.get(f"/discussioni/{thread.id}?posizione=x").text


class TestWriting:
    def test_asks_to_sign_in_first(self, client):
        assert client.get("/discussioni/nuovo?tipo=bench&id=1").status_code == 302

    def test_publishes_and_leads_to_the_comment(self, sign_in, ada, db):
        browser = sign_in(ada)

        answer = browser.post(
            "/discussioni/nuovo?tipo=bench&id=1", data={"body": "Serve un autobus."}
        )

        assert answer.status_code == 303
        assert browser.get(answer.location).location == f"/panchine/1#c{only_comment(db).id}"

    def test_keeps_what_was_typed_when_it_does_not_fit(self, sign_in, ada):
        answer = sign_in(ada).post("/discussioni/nuovo?tipo=bench&id=1", data={"body": "a" * 4001})

        assert answer.status_code == 422
        assert "a" * 4001 in answer.text
        assert "di troppo" in answer.text

    def test_keeps_what_was_typed_when_it_is_too_fast(self, sign_in, db):
        new = PersonFactory(verified=True, created_at=clock.now())
        browser = sign_in(new)
        browser.post("/discussioni/nuovo?tipo=bench&id=1", data={"body": "Uno."})

        answer = browser.post("/discussioni/nuovo?tipo=bench&id=1", data={"body": "Due & tre."})

        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0
        assert "Due &amp; tre." in answer.text

    def test_answers_a_comment(self, sign_in, ada, thread, db):
        first = CommentFactory(thread=thread)
        address = f"/discussioni/{thread.id}/rispondi?a={first.id}"
        browser = sign_in(ada)

        assert first.body in browser.get(address).text
        browser.post(address, data={"body": "Anche da noi."})

        answer = db.session.scalars(select(Comment).order_by(Comment.id.desc())).first()
        assert answer.parent_id == first.id

    def test_gives_htmx_the_form_alone(self, sign_in, ada, thread):
        first = CommentFactory(thread=thread)

        answer = sign_in(ada).get(
            f"/discussioni/{thread.id}/rispondi?a={first.id}", headers={"HX-Request": "true"}
        )

        assert "<html" not in answer.text
        assert "<textarea" in answer.text

    @pytest.mark.parametrize("other_name", ["01", "%D9%A1", "+1"])
    def test_knows_a_thing_by_one_name_only(self, sign_in, ada, other_name):
        address = f"/discussioni/nuovo?tipo=bench&id={other_name}"

        assert sign_in(ada).post(address, data={"body": "Altrove."}).status_code == 404

    @pytest.mark.parametrize("address", ["nuovo?tipo=nothing&id=1", "nuovo", "1/rispondi?a=x"])
    def test_knows_nothing_of_what_is_not_there(self, sign_in, ada, address):
        assert sign_in(ada).get(f"/discussioni/{address}").status_code == 404


class TestEditing:
    def test_changes_what_it_says(self, sign_in, ada, db):
        comment = CommentFactory(author=ada)

        answer = sign_in(ada).post(
            f"/discussioni/commenti/{comment.id}/modifica", data={"body": "Meglio.", "version": 1}
        )

        assert answer.status_code == 303
        assert only_comment(db).body == "Meglio."

    def test_shows_both_texts_in_a_conflict(self, sign_in, ada, db):
        comment = CommentFactory(author=ada, body=f"Prima {PAYLOAD}", version=2)

        answer = sign_in(ada).post(
            f"/discussioni/commenti/{comment.id}/modifica",
            data={"body": f"Mio {PAYLOAD}", "version": 1},
        )

        assert answer.status_code == 409
        assert "Prima &lt;script&gt;" in answer.text
        assert "Mio &lt;script&gt;" in answer.text
        assert "<script>alert" not in answer.text
        assert 'value="2"' in answer.text

    def test_is_for_the_author_alone(self, sign_in, ada):
        comment = CommentFactory()

        assert sign_in(ada).get(f"/discussioni/commenti/{comment.id}/modifica").status_code == 403

    def test_leaves_a_history(self, sign_in, client, ada, db):
        comment = CommentFactory(author=ada, body="Come prima.")
        sign_in(ada).post(
            f"/discussioni/commenti/{comment.id}/modifica", data={"body": "Dopo.", "version": 1}
        )

        page = client.get(f"/discussioni/commenti/{comment.id}/storia").text

        assert "Come prima." in page
        assert "Dopo." in page


class TestTakingBack:
    def test_is_asked_twice_and_leaves_a_place(self, sign_in, ada, db):
        comment = CommentFactory(author=ada, thread=ThreadFactory(comment_count=1))
        address = f"/discussioni/commenti/{comment.id}/cancellazione"
        browser = sign_in(ada)

        assert browser.get(address).status_code == 200
        assert browser.post(address).status_code == 303
        assert only_comment(db).deleted_at is not None


class TestUseful:
    def test_counts_once(self, sign_in, ada, db):
        comment = CommentFactory()
        browser = sign_in(ada)

        browser.post(f"/discussioni/commenti/{comment.id}/utile")
        browser.post(f"/discussioni/commenti/{comment.id}/utile")

        assert len(db.session.scalars(select(Useful)).all()) == 1
        assert only_comment(db).useful_count == 1

    def test_answers_htmx_with_its_button(self, sign_in, ada):
        comment = CommentFactory()

        answer = sign_in(ada).post(
            f"/discussioni/commenti/{comment.id}/utile", headers={"HX-Request": "true"}
        )

        assert 'aria-pressed="true"' in answer.text
        assert "utile/ritiro" in answer.text

    def test_is_taken_back(self, sign_in, ada, db):
        comment = CommentFactory()
        browser = sign_in(ada)
        browser.post(f"/discussioni/commenti/{comment.id}/utile")

        browser.post(f"/discussioni/commenti/{comment.id}/utile/ritiro")

        assert only_comment(db).useful_count == 0

    def test_is_refused_of_what_is_hidden(self, sign_in, ada):
        comment = CommentFactory(hidden=True)

        assert sign_in(ada).post(f"/discussioni/commenti/{comment.id}/utile").status_code == 403


class TestRelease:
    def test_lets_everybody_read_it(self, sign_in, db):
        comment = CommentFactory(held=True)

        sign_in(PersonFactory(moderator=True)).post(
            f"/discussioni/commenti/{comment.id}/pubblicazione"
        )

        assert only_comment(db).is_public

    def test_is_not_for_citizens(self, sign_in, ada):
        comment = CommentFactory(held=True)

        assert (
            sign_in(ada).post(f"/discussioni/commenti/{comment.id}/pubblicazione").status_code
            == 403
        )


class TestThePlaceOfAComment:
    def test_is_its_subject_page_or_further_on(self, client):
        thread = ThreadFactory()
        first = CommentFactory(thread=thread, created_at=NOON - timedelta(days=1))
        CommentFactory.create_batch(55, thread=thread)
        last = CommentFactory(thread=thread)

        near = client.get(f"/discussioni/commenti/{last.id}").location
        far = client.get(f"/discussioni/commenti/{first.id}").location

        assert near == f"/panchine/{thread.subject_id}#c{last.id}"
        assert far.startswith(f"/discussioni/{thread.id}?da=")
        assert f'id="c{first.id}"' in client.get(far).text
