"""What is read of needs: content, order, the number of statements."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from auriga_web.chain.models import StopKind
from auriga_web.core import search
from auriga_web.core.access import VISITOR, Role
from auriga_web.needs import operations, queries
from auriga_web.needs.models import AnswerKind, NeedState
from auriga_web.needs.queries import Chosen, Order
from tests.factories import (
    NOON,
    AnswerFactory,
    CommentFactory,
    ComuneFactory,
    NeedFactory,
    OrganisationFactory,
    PersonFactory,
    PositionFactory,
    ServiceAreaFactory,
    ServiceFactory,
    SupportFactory,
    ThreadFactory,
    ZoneFactory,
)
from tests.needs.actors import as_actor


def titles(found):
    return [row.title for row in found.page.rows]


def all_pages(chosen=None, **more):
    chosen, cursor, rows = chosen or Chosen(), None, []
    while True:
        page = queries.list_needs(chosen, cursor=cursor, limit=2, **more).page
        rows += page.rows
        cursor = page.next_cursor
        if cursor is None:
            return [row.id for row in rows]


@pytest.fixture
def published():
    """Publish a need as the operations do, so that counts and search know it."""
    moderator = as_actor(PersonFactory(moderator=True), roles=[Role.MODERATOR])

    def publish(now=NOON, **facts):
        need = NeedFactory(submitted=True, **facts)
        operations.publish_need(need, actor=moderator, now=now)
        return need

    return publish


class TestListNeeds:
    def test_holds_what_everybody_may_read_newest_first(self):
        old = NeedFactory(published=True, published_at=NOON - timedelta(days=3))
        new = NeedFactory(answered=True, published_at=NOON - timedelta(days=1))
        for trait in ("submitted", "archived", "withdrawn"):
            NeedFactory(**{trait: True})
        NeedFactory(published=True, hidden=True)

        rows = queries.list_needs(Chosen()).page.rows

        assert [row.id for row in rows] == [new.id, old.id]

    def test_narrows_by_area_comune_zona_and_state(self):
        zona = ZoneFactory()
        comune, area = ComuneFactory(zone=zona), ServiceAreaFactory()
        here = NeedFactory(published=True, comune=comune, area=area)
        near = NeedFactory(answered=True, comune=ComuneFactory(zone=zona))
        NeedFactory(published=True)

        def ids(**chosen):
            return {row.id for row in queries.list_needs(Chosen(**chosen)).page.rows}

        assert ids(comune_id=comune.id) == {here.id}
        assert ids(zona_id=zona.id) == {here.id, near.id}
        assert ids(zona_id=zona.id, state=NeedState.ANSWERED) == {near.id}
        assert ids(area_ids=(area.id,)) == {here.id}

    def test_goes_through_all_of_them_once_in_every_order(self):
        for count in (3, 1, 3, 3, 7):
            NeedFactory(published=True, support_count=count)

        newest = all_pages(order=Order.NEWEST)
        most = all_pages(order=Order.MOST_SUPPORTED)
        waiting = all_pages(order=Order.WAITING)

        assert sorted(newest) == sorted(most) == sorted(waiting)
        assert len(set(newest)) == len(newest) == 5

    def test_sorts_by_supporters_and_by_the_nearest_date(self):
        soon = NeedFactory(published=True, support_count=1, answer_due_at=NOON)
        many = NeedFactory(published=True, support_count=9, answer_due_at=NOON + timedelta(days=9))
        NeedFactory(published=True, support_count=4, first_answered_at=NOON)

        most = queries.list_needs(Chosen(), order=Order.MOST_SUPPORTED).page.rows
        waiting = queries.list_needs(Chosen(), order=Order.WAITING).page.rows

        assert [row.support_count for row in most] == [9, 4, 1]
        assert [row.id for row in waiting] == [soon.id, many.id]

    def test_finds_words_best_first_and_narrows_what_it_found(self, published):
        comune = ComuneFactory()
        body = published(title="Orari", body="Manca un doposcuola.", comune=comune)
        title = published(title="Un doposcuola per le medie")

        found = queries.list_needs(Chosen(words="doposcuola"), order=Order.BEST)
        here = queries.list_needs(Chosen(words="doposcuola", comune_id=comune.id), order=Order.BEST)

        assert [row.id for row in found.page.rows] == [title.id, body.id]
        assert found.count == 2
        assert [row.id for row in here.page.rows] == [body.id]
        assert sorted(all_pages(Chosen(words="doposcuola"), order=Order.BEST)) == sorted(
            [title.id, body.id]
        )
        assert len(all_pages(Chosen(words="doposcuola"), order=Order.NEWEST)) == 2

    def test_finds_nothing_without_an_error(self):
        assert titles(queries.list_needs(Chosen(words="zzz"), order=Order.BEST)) == []

    def test_counts_as_kept_and_where_nothing_is_kept_up_to_a_limit(self, published):
        comune, area = ComuneFactory(), ServiceAreaFactory()
        published(comune=comune, area=area)
        published(comune=comune)
        published()

        def count(order=Order.NEWEST, **chosen):
            return queries.list_needs(Chosen(**chosen), order=order).count

        assert count() == 3
        assert count(comune_id=comune.id, comune_ids=(comune.id,)) == 2
        assert count(area_ids=(area.id,)) == 1
        assert count(area_ids=(area.id,), comune_id=comune.id, comune_ids=(comune.id,)) == 1
        assert count(state=NeedState.ANSWERED) == 0
        assert count(Order.WAITING) == 3


class TestGetNeed:
    def test_is_not_there_for_who_may_not_see_it(self):
        need = NeedFactory(submitted=True)

        with pytest.raises(NoResultFound):
            queries.get_need(need.id, reader=VISITOR)
        with pytest.raises(NoResultFound):
            queries.get_need_page(need.id, reader=as_actor(PersonFactory()))
        assert queries.find_need(need.id, reader=VISITOR) is None
        assert queries.find_need(0, reader=VISITOR) is None

    def test_tells_all_its_page_shows_in_one_statement(self, count_queries):
        person = PersonFactory()
        need = NeedFactory(published=True, support_count=3, owner_id=person.id)
        SupportFactory(need=need, person=person)

        with count_queries() as statements:
            page = queries.get_need_page(need.id, reader=as_actor(person))

        assert page.support_count == 3
        assert page.is_supported
        assert page.owner_name == person.name
        assert not queries.get_need_page(need.id, reader=VISITOR).is_supported
        assert len(statements) == 1, statements


class TestSignature:
    @pytest.mark.parametrize(
        ("facts", "signed"),
        [
            ({}, "una persona di Todi"),
            ({"small": True}, "una persona della zona Valle"),
            ({"sensitive": True}, "una persona della zona Valle"),
            ({"is_signed": True}, "Ada"),
        ],
    )
    def test_names_nobody_unless_they_chose_so(self, facts, signed):
        comune = ComuneFactory(
            name="Todi", zone=ZoneFactory(name="Valle"), small=facts.pop("small", False)
        )
        area = ServiceAreaFactory(sensitive=facts.pop("sensitive", False))
        need = NeedFactory(
            published=True, comune=comune, area=area, author=PersonFactory(name="Ada"), **facts
        )

        assert queries.get_need_page(need.id, reader=VISITOR).signature == signed


class TestNumbers:
    def test_are_kept_by_comune_area_state_and_stop(self, published):
        need = published()
        published(comune=ComuneFactory())

        assert queries.count_by_comune()[need.comune_id] == 1
        assert queries.count_by_comune([NeedState.ANSWERED]) == {}
        assert queries.count_by_area()[need.service_area_id] == 1
        assert queries.count_by_state() == {NeedState.PUBLISHED: 2}
        assert queries.count_by_state([need.comune_id]) == {NeedState.PUBLISHED: 1}
        assert queries.count_by_stop() == {StopKind.NEED: 2}

    def test_say_how_many_answers_came_in_time_of_all_that_were_due(self, published):
        facilitator = as_actor(PersonFactory(facilitator=True), roles=[Role.FACILITATOR])
        for days in (3, 40):
            operations.answer_need(
                published(),
                kind=AnswerKind.FIRST,
                body="Ci pensiamo.",
                actor=facilitator,
                now=NOON + timedelta(days=days),
            )
        overdue = published()
        published(now=NOON + timedelta(days=20))

        now = NOON + timedelta(days=41)

        assert queries.answered_in_time(now) == (1, 3)
        assert [row.id for row in queries.list_overdue(now=now)] == [overdue.id]


class TestOthers:
    def test_authors_read_all_they_wrote_and_nobody_else_does(self):
        author = PersonFactory()
        need = NeedFactory(author=author)

        assert [row.id for row in queries.list_needs_of(author.id, reader=as_actor(author))] == [
            need.id
        ]
        assert queries.list_needs_of(author.id, reader=VISITOR) == []

    def test_supporters_are_listed_by_key(self):
        need = NeedFactory(published=True)
        ids = sorted(SupportFactory(need=need).person_id for _ in range(3))

        assert queries.list_supporter_ids(need.id, limit=2) == ids[:2]
        assert queries.list_supporter_ids(need.id, after_id=ids[1]) == ids[2:]

    def test_sites_list_what_is_public_and_not_sensitive(self):
        need = NeedFactory(published=True)
        NeedFactory(published=True, area=ServiceAreaFactory(sensitive=True))
        NeedFactory(submitted=True)

        assert queries.list_public_ids() == [need.id]

    def test_staff_and_institutions_are_offered_by_name(self):
        person, body = PersonFactory(facilitator=True), OrganisationFactory(institution=True)
        PersonFactory()
        OrganisationFactory()

        assert queries.list_staff() == [(person.id, person.name)]
        assert queries.list_institutions() == [(body.id, body.name)]


class TestStatements:
    """The budget of a page: at most 5 for a list, 8 for a thing, however many rows there are."""

    @pytest.fixture
    def keeps_choices(self, app, monkeypatch):
        """Keep areas and places between requests, as when served."""
        monkeypatch.setitem(app.config, "KEEP_CHOICES", True)
        yield
        app.extensions.pop("need_choices", None)

    @pytest.mark.parametrize("count", [10, 200])
    @pytest.mark.usefixtures("keeps_choices")
    def test_of_a_list(self, client, sign_in, count_queries, count):
        comune, area, author = ComuneFactory(), ServiceAreaFactory(), PersonFactory()
        title = "Un doposcuola vicino"
        facts = {"published": True, "comune": comune, "area": area, "author": author}
        for need in NeedFactory.create_batch(count, title=title, **facts):
            search.index_entry(
                kind="need", subject_id=need.id, title=title, body="", summary="", at=NOON
            )
        sign_in(PersonFactory())
        client.get("/bisogni")

        for query in ("", "?q=doposcuola", "?ordina=adesioni", "?ordina=attesa", "?stato=aperti"):
            with count_queries() as statements:
                assert title in client.get(f"/bisogni{query}").text

            assert len(statements) <= 5, (query, statements)

    @pytest.mark.parametrize("count", [10, 60])
    def test_of_a_need(self, client, sign_in, count_queries, published, count):
        area, person = ServiceAreaFactory(), PersonFactory(verified=True)
        need = published(area=area, position_count=2)
        AnswerFactory(need=need)
        need.first_answered_at = NOON
        PositionFactory.create_batch(2, need=need)
        ServiceFactory(area=area)
        thread = ThreadFactory(subject_kind="need", subject_id=str(need.id))
        CommentFactory.create_batch(count, thread=thread, author=person)
        sign_in(PersonFactory())
        client.get("/bisogni")

        with count_queries() as statements:
            assert client.get(f"/bisogni/{need.id}").status_code == 200

        assert len(statements) <= 8, statements
