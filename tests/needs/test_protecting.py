"""Protecting people: personal cases are private, words taken out are gone from every version."""

import pytest
from sqlalchemy import select

from auriga_web.core import search
from auriga_web.core.access import NotAllowed, Role
from auriga_web.core.database import db
from auriga_web.duties import queries as duties
from auriga_web.needs import operations, policies, queries, rules
from auriga_web.needs.models import NeedVersion
from tests.factories import NOON, NeedFactory, PersonFactory, ServiceAreaFactory
from tests.needs.actors import VISITOR, as_actor


@pytest.fixture
def moderator(db):
    return as_actor(PersonFactory(moderator=True), roles=[Role.MODERATOR])


def make_private(need, moderator):
    operations.recount()
    operations.make_private(need, actor=moderator, now=NOON)
    db.session.commit()


class TestMakePrivate:
    @pytest.mark.parametrize("state", ["submitted", "published", "answered"])
    def test_leaves_it_to_its_author_and_the_staff(self, client, sign_in, moderator, state):
        need = NeedFactory(**{state: True})

        make_private(need, moderator)

        assert client.get(f"/bisogni/{need.id}").status_code == 404
        sign_in(PersonFactory())
        assert client.get(f"/bisogni/{need.id}").status_code == 404
        assert not need.is_listed
        assert operations.recount() == 0
        author = as_actor(db.session.get_one(PersonFactory._meta.model, need.author_id))
        assert policies.may_read(author, need)

    def test_asks_an_operator_to_get_in_touch(self, moderator):
        need = NeedFactory(published=True)

        make_private(need, moderator)

        assert duties.find_duty("need.personal", ("need", need.id)) is not None
        assert duties.find_duty("need.answer", ("need", need.id)) is None

    def test_is_not_undone_by_restoring(self, moderator):
        need = NeedFactory(published=True)
        make_private(need, moderator)

        operations.restore_need(need, actor=moderator, now=NOON)

        assert need.hidden_at is not None
        assert not policies.may_read(VISITOR, need)

    def test_cannot_be_published_afterwards(self, moderator):
        need = NeedFactory(submitted=True)
        make_private(need, moderator)

        with pytest.raises(NotAllowed):
            operations.publish_need(need, actor=moderator, now=NOON)

    def test_is_settled_once_somebody_was_in_touch(self, client, sign_in, moderator):
        need = NeedFactory(published=True)
        make_private(need, moderator)
        sign_in(PersonFactory(operator=True))

        answer = client.post(f"/bisogni/{need.id}/caso-personale/chiusura")

        assert answer.status_code == 303
        assert duties.find_duty("need.personal", ("need", need.id)).done_at is not None

    def test_refuses_who_may_not(self, client, sign_in):
        need = NeedFactory(published=True)
        sign_in(PersonFactory())
        assert client.post(f"/bisogni/{need.id}/caso-personale").status_code == 403
        sign_in(PersonFactory(facilitator=True))
        assert client.post(f"/bisogni/{need.id}/caso-personale").status_code == 403
        sign_in(PersonFactory(moderator=True))
        assert client.post("/bisogni/999999/caso-personale").status_code == 404

    def test_is_one_press_for_staff_and_said_to_the_author(self, client, sign_in):
        author = PersonFactory()
        need = NeedFactory(published=True, author=author)
        operations.recount()
        db.session.commit()
        sign_in(PersonFactory(moderator=True))
        assert f"/bisogni/{need.id}/caso-personale" in client.get(f"/bisogni/{need.id}").text

        assert client.post(f"/bisogni/{need.id}/caso-personale").status_code == 303

        sign_in(author)
        assert "/parla-con-un-operatore" in client.get(f"/bisogni/{need.id}").text


class TestBlackOut:
    def test_takes_words_out_of_every_version_and_of_search(self, moderator):
        author = PersonFactory(verified=True)
        need = NeedFactory(published=True, author=author, title="Rosa  Bianchi resta sola")
        db.session.add(
            NeedVersion(
                need_id=need.id,
                version=1,
                title="Di rosa bianchi",
                body="La ROSA\nBIANCHI del terzo piano",
                plain_summary="Rosa Bianchi",
                replaced_by_id=author.id,
                replaced_at=NOON,
            )
        )
        need.version = 2
        operations.recount()

        operations.black_out(need, passage=" rosa bianchi ", actor=moderator, now=NOON)
        db.session.flush()

        former = db.session.scalars(select(NeedVersion)).one()
        said = " ".join(
            (need.title, need.body, need.body_html, former.title, former.body, former.plain_summary)
        )
        assert "bianchi" not in said.lower()
        assert said.count(rules.BLACKED_OUT) == 4
        assert search.search("bianchi", kinds=["need"]) == []
        assert need.version == 3

    def test_makes_the_author_who_is_writing_meet_it(self, client, sign_in, moderator):
        author = PersonFactory(verified=True)
        need = NeedFactory(published=True, author=author, body="Anna Neri aspetta un medico.")
        operations.recount()
        operations.black_out(need, passage="Anna Neri", actor=moderator, now=NOON)
        db.session.commit()
        sign_in(author)

        answer = client.post(
            f"/bisogni/{need.id}/modifica",
            data={
                "title": need.title,
                "body": "Anna Neri aspetta ancora un medico.",
                "service_area_id": str(need.service_area_id),
                "comune_id": str(need.comune_id),
                "speaks_for": "family",
                "version": "1",
            },
        )

        assert answer.status_code == 409

    @pytest.mark.parametrize("passage", ["", " a b ", "non c'è"])
    def test_refuses_what_is_not_there(self, moderator, passage):
        with pytest.raises(rules.NotThere):
            operations.black_out(
                NeedFactory(published=True), passage=passage, actor=moderator, now=NOON
            )

    def test_takes_signs_as_they_are(self, moderator):
        need = NeedFactory(published=True, body="Costa 10 (dieci) euro al giorno.")
        operations.recount()

        operations.black_out(need, passage="10 (dieci)", actor=moderator, now=NOON)

        assert need.body == f"Costa {rules.BLACKED_OUT} euro al giorno."

    def test_has_a_page_for_moderators_alone(self, client, sign_in):
        need = NeedFactory(published=True, body="Anna Neri aspetta un medico.")
        operations.recount()
        db.session.commit()
        address = f"/bisogni/{need.id}/oscuramento"
        sign_in(PersonFactory(facilitator=True))
        assert client.get(address).status_code == 403
        sign_in(PersonFactory(moderator=True))

        assert client.get(address).status_code == 200
        assert client.post(address, data={"passage": "Ugo"}).status_code == 422
        assert client.post(address, data={"passage": ""}).status_code == 422
        assert client.post(address, data={"passage": "Anna Neri"}).status_code == 303
        assert "Anna Neri" not in client.get(f"/bisogni/{need.id}").text
        assert client.get("/bisogni/999999/oscuramento").status_code == 404


class TestSensitiveAreas:
    def test_stay_out_of_the_feed_and_of_indexes(self, client):
        need = NeedFactory(
            published=True, area=ServiceAreaFactory(sensitive=True), title="Chi ha la demenza"
        )

        assert "Chi ha la demenza" not in client.get("/bisogni/elenco.atom").text
        assert f"/bisogni/{need.id}" not in client.get("/sitemap.xml").text
        assert 'content="noindex"' in client.get(f"/bisogni/{need.id}").text


class TestCompetence:
    def test_says_to_whom_it_was_sent_and_when(self, client, sign_in):
        need = NeedFactory(published=True)
        sign_in(PersonFactory(facilitator=True))

        client.post(
            f"/bisogni/{need.id}/incarico",
            data={
                "competence": "comune",
                "sent_on": "2027-03-12",
                "owner_id": 0,
                "addressee_id": 0,
            },
        )

        page = client.get(f"/bisogni/{need.id}").text
        assert "Inviato al Comune il 12 marzo 2027, non ha ancora risposto" in page

    def test_refuses_a_competence_or_a_day_it_does_not_know(self, client, sign_in):
        need = NeedFactory(published=True)
        sign_in(PersonFactory(facilitator=True))

        for wrong in ({"competence": "moon"}, {"competence": "comune", "sent_on": "ieri"}):
            data = {"owner_id": 0, "addressee_id": 0, **wrong}
            assert client.post(f"/bisogni/{need.id}/incarico", data=data).status_code == 422

    def test_is_not_late_once_the_need_is_closed(self, client):
        need = NeedFactory(answered=True)
        need.competence, need.sent_on = "comune", NOON.date()
        db.session.commit()

        assert "non ha ancora risposto" not in client.get(f"/bisogni/{need.id}").text
        assert queries.get_need(need.id, reader=VISITOR).sent_on == NOON.date()
