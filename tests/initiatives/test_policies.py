"""Every policy on initiatives × every kind of actor; one and many agree."""

import pytest

from auriga_web.core.access import VISITOR, Actor, Level, Role
from auriga_web.initiatives import policies, queries
from auriga_web.initiatives.models import InitiativeState
from tests.factories import InitiativeFactory, OrganisationFactory, PartnerFactory, PersonFactory

KINDS = [
    "visitor",
    "registered",
    "verified",
    "author",
    "promoter",
    "promoter_member",
    "partner",
    "runner",
    "operator",
    "moderator",
    "facilitator",
    "administrator",
    "guarantor",
]
STAFF = {"facilitator", "administrator"}


@pytest.fixture
def scene(speaking_for):
    """An initiative that a body promotes, and everybody who may come near it."""

    class Scene:
        promoter, partner, runner = (OrganisationFactory() for _ in range(3))
        author = PersonFactory(verified=True)

        def initiative(self, state="co_design", **changes):
            traits = {} if state == "idea" else {state: True}
            initiative = InitiativeFactory(
                author_id=self.author.id,
                promoter_id=self.promoter.id,
                runner_id=self.runner.id,
                **traits,
                **changes,
            )
            PartnerFactory(initiative_id=initiative.id, organisation_id=self.partner.id)
            return initiative

        def actor(self, kind):
            if kind == "visitor":
                return VISITOR
            if kind in {"promoter", "partner", "runner"}:
                return speaking_for(getattr(self, kind))
            if kind == "promoter_member":
                return speaking_for(self.promoter, role="member")
            if kind == "author":
                return Actor(person_id=self.author.id, level=Level.VERIFIED)
            if kind in set(Role):
                person = PersonFactory(**{kind: True})
                return Actor(
                    person_id=person.id, roles=frozenset({Role(kind)}), level=Level.REGISTERED
                )
            person = PersonFactory(verified=kind == "verified")
            return Actor(person_id=person.id, level=Level(kind))

    return Scene()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hidden", [False, True])
def test_one_and_many_agree_on_who_may_read(scene, kind, hidden):
    initiative = scene.initiative(hidden=hidden)
    reader = scene.actor(kind)

    verdict = policies.may_read(reader, initiative)

    assert verdict == (not hidden or kind in STAFF | {"moderator", "guarantor", "author"})
    found = [
        row.id
        for row in queries.list_by_ids([str(initiative.id)])
        if policies.may_read(reader, row)
    ]
    assert (initiative.id in found) == verdict
    # Lists never show what is hidden, whoever reads.
    listed = {row.id for row in queries.list_initiatives(reader=reader).rows}
    assert (initiative.id in listed) == (not hidden)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hidden", [False, True])
def test_getting_one_asks_the_same(scene, kind, hidden, db):
    from sqlalchemy.exc import NoResultFound

    initiative = scene.initiative(hidden=hidden)
    reader = scene.actor(kind)

    try:
        found = queries.get_initiative(initiative.id, reader=reader) is initiative
    except NoResultFound:
        found = False

    assert found == policies.may_read(reader, initiative)


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_propose(scene, kind):
    allowed = {"verified", "author", "promoter", "partner", "runner"} | STAFF

    assert policies.may_propose(scene.actor(kind)) == (kind in allowed)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", InitiativeState)
def test_who_may_write(scene, kind, state):
    initiative = scene.initiative(state.value)
    allowed = {"promoter"} | STAFF
    if state is InitiativeState.CO_DESIGN:
        allowed |= {"partner"}

    verdict = policies.may_write(scene.actor(kind), initiative, partner_ids=[scene.partner.id])

    assert verdict == (kind in allowed)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hidden", [False, True])
def test_who_may_arrange_and_report(scene, kind, hidden):
    initiative = scene.initiative(hidden=hidden)
    actor = scene.actor(kind)
    leading = STAFF if hidden else {"promoter"} | STAFF

    assert policies.may_arrange(actor, initiative) == (kind in leading)
    reporting = leading if hidden else leading | {"runner"}
    assert policies.may_report_on_work(actor, initiative) == (kind in reporting)


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_steer_and_hide(scene, kind):
    actor = scene.actor(kind)

    assert policies.may_steer(actor) == (kind in STAFF)
    assert policies.may_hide(actor) == (kind in {"moderator", "administrator", "guarantor"})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hidden", [False, True])
def test_who_may_comment(scene, kind, hidden):
    verdict = policies.may_comment(scene.actor(kind), scene.initiative(hidden=hidden))

    assert verdict == (kind != "visitor" and not hidden)


def test_its_author_leads_what_they_proposed_for_themselves(citizen):
    initiative = InitiativeFactory(author_id=citizen.person_id)

    assert policies.may_arrange(citizen, initiative)
    assert policies.may_write(citizen, initiative, partner_ids=[])
