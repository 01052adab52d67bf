"""Uniting and taking apart: whatever happens in between, each person counts once where they are."""

import random

import pytest
from sqlalchemy import func, select

from auriga_web.accounts.models import Person
from auriga_web.core.access import NotAllowed, Role
from auriga_web.core.database import db
from auriga_web.duties import queries as duties
from auriga_web.needs import operations, queries, rules
from auriga_web.needs.models import CoAuthor, Need, NeedCount, NeedCounter, NeedState, Support
from tests.factories import NOON, NeedFactory, PersonFactory, SupportFactory
from tests.needs.actors import as_actor
from tests.together import together


@pytest.fixture
def moderator(db):
    return as_actor(PersonFactory(moderator=True), roles=[Role.MODERATOR])


def supported(number=0, **more):
    need = NeedFactory(published=True, support_count=number, **more)
    for _number in range(number):
        SupportFactory(need=need)
    return need


def people_of(need):
    return set(db.session.scalars(select(Support.person_id).where(Support.need_id == need.id)))


def check_counts():
    """What is kept beside is what there is."""
    assert operations.recount() == 0


def merge(need, into, moderator):
    operations.merge_needs(need, into=into, actor=moderator, now=NOON)


def separate(need, moderator):
    operations.separate_need(need, actor=moderator, now=NOON)


class TestSeparateNeed:
    def test_undoes_just_what_uniting_did(self, db, moderator):
        kept, double = supported(2), supported(3)
        before = people_of(kept), people_of(double)
        merge(double, kept, moderator)
        assert len(people_of(kept)) == 6

        separate(double, moderator)

        assert (people_of(kept), people_of(double)) == before
        assert db.session.scalars(select(CoAuthor)).all() == []
        assert (double.state, double.is_listed, double.merged_into_id) == (
            NeedState.PUBLISHED,
            True,
            None,
        )
        assert duties.find_duty("need.answer", ("need", double.id)) is not None
        check_counts()

    def test_goes_back_to_where_it_stood(self, moderator):
        kept, double = supported(), NeedFactory(answered=True)
        merge(double, kept, moderator)

        separate(double, moderator)

        assert double.state is NeedState.ANSWERED
        assert duties.find_duty("need.answer", ("need", double.id)) is None

    def test_leaves_out_who_has_stepped_out(self, moderator):
        kept, double = supported(), supported(1)
        (person_id,) = people_of(double)
        merge(double, kept, moderator)
        person = as_actor(db.session.get_one(Person, person_id))

        operations.unsupport_need(kept, actor=person, now=NOON)
        separate(double, moderator)

        assert people_of(kept) == set()
        assert people_of(double) == {person_id}
        check_counts()

    def test_leaves_in_who_joined_by_themselves_too(self, moderator):
        kept, double = supported(), supported(1)
        (person_id,) = people_of(double)
        SupportFactory(need=kept, person=db.session.get_one(Person, person_id))
        operations.recount()

        merge(double, kept, moderator)
        separate(double, moderator)

        assert people_of(kept) == {person_id}
        check_counts()

    def test_leaves_in_who_is_there_for_another_need_too(self, moderator):
        kept, one, other = supported(), supported(1), supported()
        (person_id,) = people_of(one)
        SupportFactory(need=other, person=db.session.get_one(Person, person_id))
        operations.recount()
        merge(one, kept, moderator)
        merge(other, kept, moderator)

        separate(one, moderator)

        assert people_of(kept) == {person_id, other.author_id}
        check_counts()

    def test_refuses_while_the_other_is_united_with_a_third(self, moderator):
        first, second, third = supported(), supported(), supported()
        merge(first, second, moderator)
        merge(second, third, moderator)

        with pytest.raises(rules.WrongState):
            separate(first, moderator)

        separate(second, moderator)
        separate(first, moderator)
        check_counts()

    @pytest.mark.parametrize("who", ["author", "passer_by"])
    def test_refuses_who_may_not(self, moderator, who):
        kept, double = supported(), supported()
        merge(double, kept, moderator)
        person = (
            db.session.get_one(Person, double.author_id) if who == "author" else PersonFactory()
        )
        roles = [Role.MODERATOR] if who == "author" else []

        with pytest.raises(NotAllowed):
            operations.separate_need(double, actor=as_actor(person, roles=roles), now=NOON)

    @pytest.mark.parametrize("seed", range(8))
    def test_counts_stay_true_whatever_happens(self, moderator, seed):
        chance = random.Random(seed)
        needs = [supported(chance.randrange(3)) for _number in range(4)]
        people = PersonFactory.create_batch(4)
        operations.recount()

        for _step in range(30):
            need, other = chance.sample(needs, 2)
            actor = as_actor(chance.choice(people))
            act = chance.choice(["join", "leave", "merge", "separate"])
            if act == "join" and need.is_open:
                operations.support_need(need, actor=actor, now=NOON)
            elif act == "leave":
                operations.unsupport_need(need, actor=actor, now=NOON)
            elif act == "merge" and need.is_listed and other.is_listed:
                merge(need, other, moderator)
            elif act == "separate" and need.state is NeedState.MERGED:
                try:
                    separate(need, moderator)
                except rules.WrongState:
                    continue

        check_counts()


class TestOnThePage:
    def test_staff_separate_and_supporters_read_why_they_are_there(
        self, client, sign_in, moderator
    ):
        kept, double = supported(), supported(1)
        (person_id,) = people_of(double)
        merge(double, kept, moderator)
        db.session.commit()

        sign_in(db.session.get_one(Person, person_id))
        assert f'href="/bisogni/{double.id}"' in client.get(f"/bisogni/{kept.id}").text
        assert client.post(f"/bisogni/{double.id}/separazione").status_code == 403

        sign_in(PersonFactory(facilitator=True))
        assert f"/bisogni/{double.id}/separazione" in client.get(f"/bisogni/{double.id}").text
        assert client.post(f"/bisogni/{double.id}/separazione").status_code == 303
        assert client.post(f"/bisogni/{double.id}/separazione").status_code == 403
        assert client.post("/bisogni/999999/separazione").status_code == 404


@pytest.mark.slow
@pytest.mark.commits
def test_joining_while_it_is_united_and_taken_apart_counts_exactly(app_on_its_own_database):
    app = app_on_its_own_database
    kept_id, double_id = NeedFactory(published=True).id, NeedFactory(published=True).id
    ids = [person.id for person in PersonFactory.create_batch(40)]
    moderator_id = PersonFactory(moderator=True).id
    operations.recount()
    db.session.commit()
    db.session.remove()

    def act(number):
        if number % 8 == 7:
            actor = as_actor(db.session.get_one(Person, moderator_id), roles=[Role.MODERATOR])
            double = queries.get_need(double_id, reader=actor)
            if double.state is NeedState.MERGED:
                operations.separate_need(double, actor=actor, now=NOON)
            else:
                kept = queries.get_need(kept_id, reader=actor)
                operations.merge_needs(double, into=kept, actor=actor, now=NOON)
            return
        actor = as_actor(db.session.get_one(Person, ids[number // 2]))
        need = queries.get_need((double_id, kept_id)[number % 2], reader=actor)
        operations.support_need(need, actor=actor, now=NOON)

    together(app, 80, act, refused=(NotAllowed, rules.WrongState, rules.NotAnother))

    for need_id in (kept_id, double_id):
        counted = select(func.count()).where(Support.need_id == need_id).scalar_subquery()
        kept_count, there = db.session.execute(
            select(NeedCounter.support_count, counted).where(NeedCounter.need_id == need_id)
        ).one()
        assert kept_count == there
    double = db.session.get_one(Need, double_id)
    if double.state is NeedState.MERGED:
        behind_double = select(Support.person_id).where(Support.need_id == double_id)
        behind_kept = select(Support.person_id).where(Support.need_id == kept_id)
        assert set(db.session.scalars(behind_double)) <= set(db.session.scalars(behind_kept))
    assert all(n >= 0 for n in db.session.scalars(select(NeedCount.n)))
