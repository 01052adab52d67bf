"""Every policy, for every kind of actor, in every state."""

import pytest
from sqlalchemy import select

from auriga_web.core.access import SYSTEM, Role
from auriga_web.needs import policies, queries
from auriga_web.needs.models import Need
from tests.factories import (
    NeedFactory,
    OrganisationFactory,
    PersonFactory,
)
from tests.needs.actors import ROLES, VISITOR, as_actor, for_body

STATES = [
    "draft",
    "submitted",
    "returned",
    "published",
    "taken_up",
    "answered",
    "not_pursued",
    "archived",
    "merged",
    "withdrawn",
    "hidden",
]
OPEN = {"published", "taken_up"}
PUBLIC = set(STATES) - {"draft", "submitted", "returned", "hidden"}
ONCE_PUBLIC = PUBLIC | {"hidden"}
STAFF = {"operator", "moderator", "facilitator", "administrator"}
MODERATORS = {"moderator", "administrator"}
FACILITATORS = {"facilitator", "administrator"}
EVERYBODY = {
    "visitor",
    "author",
    "citizen",
    "guarantor",
    "representative",
    "editor",
    "member",
    "addressee",
    *STAFF,
}
PERSONS = {"citizen", "guarantor", *STAFF}
SPEAKERS = {"representative", "editor", "addressee"}


@pytest.fixture
def scene():
    """A need in some state, and everybody who may come by."""

    def make(state):
        author, asked = PersonFactory(), OrganisationFactory(institution=True)
        traits = {
            "draft": {},
            "merged": {
                "published": True,
                "state": "merged",
                "is_listed": False,
                "merged_into_id": NeedFactory(published=True).id if state == "merged" else None,
            },
            "hidden": {"published": True, "hidden": True},
        }
        need = NeedFactory(author=author, addressee_id=asked.id, **traits.get(state, {state: True}))
        body = OrganisationFactory()
        actors = {
            "visitor": VISITOR,
            "author": as_actor(author),
            "citizen": as_actor(PersonFactory()),
            "representative": for_body(PersonFactory(), body),
            "editor": for_body(PersonFactory(), body, "editor"),
            "member": for_body(PersonFactory(), body, "member"),
            "addressee": for_body(PersonFactory(), asked),
        }
        for name, role in ROLES.items():
            actors[name] = as_actor(PersonFactory(), roles=[role])
        return need, actors

    return make


# Who may, and in which states; everybody else and every other state may not.
ALLOWED = [
    (policies.may_edit, {"author"}, {"draft", "submitted", "returned", "hidden", *OPEN}),
    (policies.may_submit, {"author"}, {"draft", "returned"}),
    (policies.may_discard, {"author"}, {"draft", "submitted", "returned"}),
    (policies.may_withdraw, {"author"}, ONCE_PUBLIC - {"withdrawn"}),
    (policies.may_review, MODERATORS, {"submitted"}),
    (policies.may_hide, MODERATORS | {"guarantor"}, ONCE_PUBLIC),
    (policies.may_support, PERSONS, OPEN),
    (policies.may_take_position, SPEAKERS, OPEN),
    (policies.may_answer, FACILITATORS | {"addressee"}, OPEN),
    (policies.may_decide_against, FACILITATORS | {"addressee"}, OPEN),
    (policies.may_take_up, FACILITATORS, {"published", "not_pursued"}),
    (policies.may_archive, FACILITATORS, {"answered", "not_pursued"}),
    (
        policies.may_merge,
        MODERATORS | FACILITATORS,
        {"published", "taken_up", "answered", "not_pursued"},
    ),
    (policies.may_assign, MODERATORS | FACILITATORS, ONCE_PUBLIC),
]


@pytest.mark.parametrize("state", STATES)
def test_who_may_do_what(scene, state):
    need, actors = scene(state)

    for policy, who, states in ALLOWED:
        allowed = {name for name, actor in actors.items() if policy(actor, need)}
        assert allowed == (who if state in states else set()), policy.__name__


@pytest.mark.parametrize("state", STATES)
def test_who_may_read(db, scene, state):
    need, actors = scene(state)
    insiders = {"author", "guarantor", *STAFF}
    expected = EVERYBODY if state in PUBLIC else {"author"} if state == "draft" else insiders

    one = {name for name, actor in actors.items() if policies.may_read(actor, need)}
    many = {
        name
        for name, actor in actors.items()
        if db.session.scalars(
            select(Need.id).where(Need.id == need.id, policies.readable_by(actor))
        ).all()
    }

    assert one == many == expected


def test_a_moderator_does_not_review_their_own():
    author = PersonFactory()
    need = NeedFactory(author=author, submitted=True)

    assert not policies.may_review(as_actor(author, roles=[Role.MODERATOR]), need)


def test_who_acts_for_an_organisation_does_not_support_and_does_not_judge_its_own_need():
    body = OrganisationFactory()
    need = NeedFactory(published=True, author_body_id=body.id)

    assert not policies.may_support(for_body(PersonFactory(), body), need)
    assert not policies.may_take_position(for_body(PersonFactory(), body), need)


def test_the_platform_itself_hides_and_moves_along():
    assert policies.may_hide(SYSTEM, NeedFactory(published=True))
    assert policies.may_move_along(SYSTEM)
    assert not policies.may_move_along(VISITOR)


def test_whoever_has_an_account_writes():
    assert policies.may_write(as_actor(PersonFactory()))
    assert not policies.may_write(VISITOR)


def test_facilitators_gather():
    assert policies.may_gather(as_actor(PersonFactory(), roles=[Role.FACILITATOR]))
    assert not policies.may_gather(as_actor(PersonFactory(), roles=[Role.MODERATOR]))


def test_speakers_withdraw_positions():
    assert policies.may_withdraw_position(for_body(PersonFactory(), OrganisationFactory()))
    assert not policies.may_withdraw_position(as_actor(PersonFactory()))


class TestMerging:
    def test_nobody_unites_what_they_wrote_or_into_what_they_wrote(self):
        facilitator = PersonFactory(facilitator=True)
        actor = as_actor(facilitator, roles=[Role.FACILITATOR])
        own, one, other = (
            NeedFactory(published=True, author=facilitator),
            NeedFactory(published=True),
            NeedFactory(published=True),
        )

        assert not policies.may_merge(actor, own)
        assert not policies.may_merge(actor, one, into=own)
        assert policies.may_merge(actor, one, into=other)


@pytest.mark.parametrize("trait", ["submitted", "published", "taken_up", "answered", "hidden"])
@pytest.mark.parametrize("who", ["visitor", "stranger", "author", "for_body"])
def test_one_and_many_agree_on_who_may_join(trait, who):
    author, stranger = PersonFactory(), PersonFactory()
    traits = {"published": True, "hidden": True} if trait == "hidden" else {trait: True}
    need = NeedFactory(author=author, **traits)
    actor = {
        "visitor": VISITOR,
        "stranger": as_actor(stranger),
        "author": as_actor(author),
        "for_body": for_body(stranger, OrganisationFactory()),
    }[who]

    found = queries.find_supportable([need.id], reader=actor)

    assert (found == {need.id}) is policies.may_support(actor, need)
