"""Two people at once: nothing is lost, nothing happens twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from auriga_web.core.access import Actor, Level, Role
from auriga_web.core.database import db
from auriga_web.initiatives import operations, queries, rules
from auriga_web.initiatives.models import Initiative, InitiativeNeed, InitiativeVersion
from tests.factories import NOON, InitiativeFactory, NeedFactory, PersonFactory

pytestmark = pytest.mark.commits


def _at_once(app, act, times):
    def run(number):
        with app.app_context():
            try:
                act(number)
                db.session.commit()
                return "done"
            except (rules.ChangedMeanwhile, rules.CannotMove, rules.CannotPropose) as problem:
                db.session.rollback()
                return type(problem).__name__
            finally:
                db.session.remove()

    with ThreadPoolExecutor(times) as pool:
        return sorted(pool.map(run, range(times)))


def _facilitator(person_id):
    return Actor(person_id=person_id, roles=frozenset({Role.FACILITATOR}), level=Level.VERIFIED)


def test_of_eight_writers_one_is_published_and_seven_are_told(app_on_its_own_database):
    app = app_on_its_own_database
    person_id = PersonFactory(facilitator=True).id
    initiative_id = InitiativeFactory(co_design=True).id
    db.session.commit()

    def write(number):
        operations.write_version(
            db.session.get_one(Initiative, initiative_id),
            text=operations.TextDraft(title="T", summary="s" * 30, body=f"{number} " * 40),
            known_version=1,
            actor=_facilitator(person_id),
            now=NOON,
        )

    outcomes = _at_once(app, write, 8)

    assert outcomes == ["ChangedMeanwhile"] * 7 + ["done"]
    assert db.session.query(InitiativeVersion).count() == 2


def test_two_who_take_away_the_last_two_needs_leave_one(app_on_its_own_database):
    app = app_on_its_own_database
    person_id = PersonFactory(facilitator=True).id
    initiative = InitiativeFactory(co_design=True)
    need_ids = [need.id for need in NeedFactory.create_batch(2, published=True)]
    for need_id in need_ids:
        db.session.add(InitiativeNeed(initiative_id=initiative.id, need_id=need_id, added_at=NOON))
    initiative_id = initiative.id
    db.session.commit()

    def drop(number):
        operations.drop_need(
            db.session.get_one(Initiative, initiative_id),
            need_ids[number],
            actor=_facilitator(person_id),
            now=NOON,
        )

    assert _at_once(app, drop, 2) == ["CannotPropose", "done"]
    assert len(queries.list_need_ids(initiative_id)) == 1


def test_a_text_is_frozen_once_and_no_cost_slips_in(app_on_its_own_database):
    app = app_on_its_own_database
    person_id = PersonFactory(facilitator=True).id
    initiative_id = InitiativeFactory(co_design=True).id
    db.session.commit()

    def freeze_or_add(number):
        initiative = db.session.get_one(Initiative, initiative_id)
        actor = _facilitator(person_id)
        if number % 2:
            operations.freeze(initiative, actor=actor, now=NOON)
        else:
            operations.add_cost(
                initiative,
                label=f"Voce {number}",
                asked_cents=100,
                brought_cents=0,
                partner_id=None,
                actor=actor,
                now=NOON,
            )

    _at_once(app, freeze_or_add, 8)

    db.session.expire_all()
    version = queries.get_version(initiative_id, 1)
    costs = queries.load_parts(initiative_id).costs
    assert version.is_frozen
    assert version.frozen_cost_cents == 100 * len(costs)
    assert version.frozen_text.count("- Voce") == len(costs)
