"""Many at once: nobody counts twice, nothing is done twice."""

import pytest
from sqlalchemy import func, select

from auriga_web.accounts.models import Person
from auriga_web.core.access import Role
from auriga_web.core.database import db
from auriga_web.needs import operations, queries
from auriga_web.needs.models import NeedCount, NeedCounter, NeedState, Support
from auriga_web.needs.rules import WrongState
from tests.factories import NOON, NeedFactory, PersonFactory
from tests.needs.actors import as_actor
from tests.together import together

pytestmark = pytest.mark.slow


def test_fifty_times_the_same_support_count_once(app_on_its_own_database):
    app = app_on_its_own_database
    need_id, person_id = NeedFactory(published=True).id, PersonFactory().id
    db.session.remove()

    def support(_number):
        actor = as_actor(db.session.get_one(Person, person_id))
        need = queries.get_need(need_id, reader=actor)
        operations.support_need(need, actor=actor, now=NOON)

    together(app, 50, support, refused=WrongState)

    assert db.session.scalar(select(func.count()).select_from(Support)) == 1
    assert db.session.scalar(select(NeedCounter.support_count)) == 1


def test_fifty_persons_count_fifty(app_on_its_own_database):
    app = app_on_its_own_database
    need_id = NeedFactory(published=True).id
    ids = [person.id for person in PersonFactory.create_batch(50)]
    db.session.remove()

    def support(number):
        actor = as_actor(db.session.get_one(Person, ids[number]))
        need = queries.get_need(need_id, reader=actor)
        operations.support_need(need, actor=actor, now=NOON)

    together(app, 50, support, refused=WrongState)

    assert db.session.scalar(select(NeedCounter.support_count)) == 50


def test_a_need_published_by_several_at_once_is_published_once(app_on_its_own_database):
    app = app_on_its_own_database
    need_id = NeedFactory(submitted=True).id
    moderator_id = PersonFactory(moderator=True).id
    db.session.remove()

    def publish(_number):
        person = db.session.get_one(Person, moderator_id)
        actor = as_actor(person, roles=[Role.MODERATOR])
        need = queries.get_need(need_id, reader=actor)
        if need.state is NeedState.SUBMITTED:
            operations.publish_need(need, actor=actor, now=NOON)

    together(app, 16, publish, refused=WrongState)

    assert set(db.session.scalars(select(NeedCount.n))) == {1}
