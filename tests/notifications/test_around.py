"""Who follows an area, a comune, a zona or an organisation hears of what is new there."""

from datetime import timedelta

import pytest

from auriga_web.core.access import Actor, Level, Role
from auriga_web.core.events import announce
from auriga_web.initiatives.events import InitiativeProposed
from auriga_web.needs import operations as needs
from auriga_web.needs.events import NeedPublished, PositionTaken
from auriga_web.notifications import operations, queries
from auriga_web.notifications.models import Follow, MailWay
from tests.factories import (
    NOON,
    ComuneFactory,
    FollowFactory,
    InitiativeFactory,
    NeedFactory,
    NotificationFactory,
    NotificationPreferenceFactory,
    OrganisationFactory,
    PersonFactory,
    ServiceAreaFactory,
)

DAY = NOON.date()


@pytest.fixture
def need():
    field = ServiceAreaFactory(name="Educativo")
    area = ServiceAreaFactory(name="Nidi", parent_id=field.id)
    need = NeedFactory(published=True, service_area_id=area.id)
    need.field_id = field.id
    return need


def follower(kind, own_id):
    return FollowFactory(subject_kind=kind, subject_id=str(own_id)).person_id


def published(need):
    announce(
        NeedPublished(
            need_id=need.id,
            actor_id=need.author_id,
            at=NOON,
            author_id=need.author_id,
            comune_id=need.comune_id,
            service_area_id=need.service_area_id,
        )
    )


class TestWhoFollowsAPlaceOrAnArea:
    def test_hears_once_of_a_new_need_in_it(self, need, told):
        wanted = {
            follower("comune", need.comune_id),
            follower("zona", need.zona_id),
            follower("area", need.service_area_id),
            follower("area", need.field_id),
        }
        twice = min(wanted)
        FollowFactory(person_id=twice, subject_kind="comune", subject_id=str(need.zona_id + 10_000))
        FollowFactory(person_id=twice, subject_kind="area", subject_id=str(need.field_id + 10_000))
        follower("comune", ComuneFactory().id)
        follower("area", ServiceAreaFactory().id)
        follower("need", need.id)

        published(need)

        assert told("need_new") == sorted(wanted)

    def test_does_not_hear_of_their_own(self, need, told):
        FollowFactory(
            person_id=need.author_id, subject_kind="comune", subject_id=str(need.comune_id)
        )

        published(need)

        assert told("need_new") == []
        assert told("need_published") == []

    def test_hears_what_came_of_it_and_not_of_the_steps_between(self, need, told):
        person = follower("comune", need.comune_id)
        facilitator = Actor(
            person_id=PersonFactory(facilitator=True).id,
            roles=frozenset({Role.FACILITATOR}),
            level=Level.VERIFIED,
        )
        needs.take_up(need, actor=facilitator, now=NOON)
        needs.decide_not_to_pursue(
            need, reason="Non ci sono fondi per farlo quest’anno.", actor=facilitator, now=NOON
        )

        assert person not in told("need_taken_up")
        assert person in told("need_not_pursued")

    def test_hears_of_a_new_initiative(self, told):
        initiative = InitiativeFactory()
        wanted = follower("area", initiative.area_id)
        follower("area", ServiceAreaFactory().id)

        announce(
            InitiativeProposed(
                initiative_id=initiative.id,
                need_ids=(),
                person_id=initiative.author_id,
                body_id=None,
                at=NOON,
            )
        )

        assert told("initiative_new") == [wanted]


class TestWhoFollowsAnOrganisation:
    def test_hears_of_its_position(self, need, told):
        body = OrganisationFactory()
        wanted = follower("organisation", body.id)
        follower("organisation", OrganisationFactory().id)

        announce(
            PositionTaken(need_id=need.id, actor_id=None, at=NOON, position_id=1, body_id=body.id)
        )

        assert told("body_position") == [wanted]


class TestFollowing:
    @pytest.mark.parametrize("kind", ["area", "comune", "zona", "organisation"])
    def test_asks_on_a_page_and_takes_back(self, sign_in, db, kind):
        comune = ComuneFactory()
        own_id = {
            "area": lambda: ServiceAreaFactory().id,
            "comune": lambda: comune.id,
            "zona": lambda: NeedFactory().zona_id,
            "organisation": lambda: OrganisationFactory().id,
        }[kind]()
        browser = sign_in(PersonFactory())
        page = browser.get(f"/seguiti/nuovo?tipo={kind}&id={own_id}")
        assert page.status_code == 200

        browser.post("/seguiti", data={"tipo": kind, "id": own_id})
        assert db.session.query(Follow).count() == 1
        preferences = browser.get("/messaggi/preferenze").text
        assert f'name="tipo" value="{kind}"' in preferences

        answer = browser.post(
            "/seguiti/rinunce", data={"tipo": kind, "id": own_id, "preferenze": "1"}
        )
        assert "Segui di nuovo" in browser.get(answer.location).text
        assert db.session.query(Follow).count() == 0

    def test_offers_a_choice(self, sign_in):
        comune = ComuneFactory(name="Trevi")

        page = sign_in(PersonFactory()).get("/seguiti/nuovo").text

        assert f'<option value="{comune.id}">Trevi</option>' in page

    @pytest.mark.parametrize(
        "what", ["tipo=comune&id=99999", "tipo=person&id=1", "tipo=area&id=x", "tipo=zona"]
    )
    def test_knows_nothing_of_what_is_not_there(self, sign_in, what):
        assert sign_in(PersonFactory()).get(f"/seguiti/nuovo?{what}").status_code == 404

    def test_is_for_who_signed_in(self, client):
        assert client.get("/seguiti/nuovo").status_code == 302


class TestWeeklyDigest:
    @pytest.mark.parametrize(
        ("way", "days_since", "comes"),
        [
            (MailWay.WEEKLY, 6, False),
            (MailWay.WEEKLY, 7, True),
            (MailWay.DAILY, 0, False),
            (MailWay.DAILY, 1, True),
        ],
    )
    def test_comes_when_its_time_is_over(self, db, way, days_since, comes):
        last = DAY - timedelta(days=days_since)
        person_id = NotificationPreferenceFactory(mail=way, digest_on=last).person_id
        NotificationFactory(person_id=person_id, mail="pending", subject_id="1")

        found = queries.list_persons_awaiting_digest(day=DAY, limit=10)

        assert (person_id in found) is comes

    def test_can_be_chosen(self, sign_in, db):
        person = PersonFactory()
        browser = sign_in(person)

        browser.post("/messaggi/preferenze", data={"mail": "weekly"})

        assert queries.find_preference(person.id).mail is MailWay.WEEKLY


def test_unfollowing_is_safe_twice(db):
    follow = FollowFactory(subject_kind="comune", subject_id=str(ComuneFactory().id))
    actor = Actor(person_id=follow.person_id, level=Level.REGISTERED)

    for _ in range(2):
        operations.unfollow(kind="comune", subject_id=follow.subject_id, actor=actor)

    assert db.session.query(Follow).count() == 0
