"""Bodies that vouch, within a quota and where they have no interest; the end of verifications."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from auriga_web.accounts import operations as accounts
from auriga_web.accounts import queries as persons
from auriga_web.accounts.models import AgeBand, Person, Verification, VerificationMeans
from auriga_web.core import clock
from auriga_web.core.access import Actor, Level, NotAllowed, Role
from auriga_web.core.database import db as database
from auriga_web.core.mail import OutboxMail
from auriga_web.desk import operations, queries, rules
from auriga_web.organisations.models import Organisation
from tests.factories import (
    NOON,
    ComuneFactory,
    InitiativeFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
)
from tests.together import together

REASON = "I documenti di marzo non erano stati guardati."


def actor_of(person):
    return persons.find_actor(person.id)


def speaker(membership):
    """Who represents a body, acting in its name."""
    return Actor(
        person_id=membership.person_id,
        level=Level.VERIFIED,
        body_id=membership.organisation_id,
        body_role=membership.role.value,
    )


def vouch(person, chief, *, number=None, now=NOON, actor=None):
    operations.vouch(
        person,
        organisation_id=chief.organisation_id,
        identity=number or f"ci:AB{person.id:05d}",
        secret="s",
        comune_code="054018",
        relation="lives",
        age_band=AgeBand.FROM_30,
        actor=actor or speaker(chief),
        now=now,
    )
    database.session.flush()


@pytest.fixture
def chief():
    ComuneFactory(istat_code="054018")
    chief = MembershipFactory(representative=True, person=PersonFactory(verified=True))
    operations.accredit(
        chief.organisation, quota=2, actor=actor_of(PersonFactory(administrator=True)), now=NOON
    )
    return chief


def member_of(chief):
    return MembershipFactory(organisation=chief.organisation, member=True).person


class TestVouch:
    def test_verifies_a_member_and_says_which_body_did(self, chief):
        person = member_of(chief)

        vouch(person, chief)

        written = persons.find_verification(person.id)
        assert person.level is Level.VERIFIED
        assert written.means is VerificationMeans.BODY
        assert written.vouched_by_id == chief.organisation_id
        assert written.expires_on == NOON.date() + timedelta(days=365)

    def test_stops_at_the_quota(self, chief):
        for _ in range(2):
            vouch(member_of(chief), chief)
        with pytest.raises(rules.CannotVouch):
            vouch(member_of(chief), chief)

    def test_stops_at_the_quota_when_many_come_at_once(self, app_on_its_own_database):
        ComuneFactory(istat_code="054018")
        chief = MembershipFactory(representative=True, person=PersonFactory(verified=True))
        administrator = PersonFactory(administrator=True)
        operations.accredit(chief.organisation, quota=3, actor=actor_of(administrator), now=NOON)
        ids = [member_of(chief).id for _ in range(8)]
        actor, body_id = speaker(chief), chief.organisation_id
        database.session.commit()

        def one(number):
            operations.vouch(
                database.session.get_one(Person, ids[number]),
                organisation_id=body_id,
                identity=f"ci:AB{number:05d}",
                secret="s",
                comune_code="054018",
                relation="lives",
                age_band=AgeBand.FROM_30,
                actor=actor,
                now=NOON,
            )

        together(app_on_its_own_database, len(ids), one, refused=(rules.CannotVouch,))

        assert queries.count_vouched(body_id) == 3

    def test_is_refused_where_the_body_would_run_what_is_voted(self, chief):
        initiative = InitiativeFactory(in_vote=True, runner_id=chief.organisation_id)
        with pytest.raises(rules.CannotVouch):
            vouch(member_of(chief), chief)

        initiative.runner_id = None
        database.session.flush()
        vouch(member_of(chief), chief)

    def test_is_for_members_who_are_not_verified(self, chief):
        with pytest.raises(rules.CannotVouch):
            vouch(PersonFactory(), chief)
        invited = MembershipFactory(organisation=chief.organisation, invited=True)
        with pytest.raises(rules.CannotVouch):
            vouch(invited.person, chief)
        verified = MembershipFactory(
            organisation=chief.organisation, person=PersonFactory(verified=True)
        )
        with pytest.raises(rules.CannotVouch):
            vouch(verified.person, chief)

    def test_is_never_for_oneself_nor_in_ones_own_name(self, chief):
        with pytest.raises(NotAllowed):
            vouch(chief.person, chief)
        with pytest.raises(NotAllowed):
            vouch(member_of(chief), chief, actor=actor_of(chief.person))
        editor = MembershipFactory(organisation=chief.organisation)
        with pytest.raises(NotAllowed):
            vouch(member_of(chief), chief, actor=speaker(editor))

    def test_needs_an_accreditation_that_runs(self, chief):
        administrator = actor_of(PersonFactory(administrator=True))
        operations.end_accreditation(chief.organisation_id, actor=administrator, now=NOON)
        database.session.flush()
        with pytest.raises(rules.CannotVouch):
            vouch(member_of(chief), chief)

    def test_knows_a_document_that_verified_somebody_else(self, chief):
        vouch(member_of(chief), chief, number="ci:SAME123")
        with pytest.raises(accounts.IdentityTaken):
            vouch(member_of(chief), chief, number="ci:SAME123")


class TestAccredit:
    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
    def test_is_for_administrators_alone(self, role):
        with pytest.raises(NotAllowed):
            operations.accredit(
                OrganisationFactory(),
                quota=2,
                actor=actor_of(PersonFactory(**{role.value: True})),
                now=NOON,
            )

    def test_is_for_verified_bodies(self):
        with pytest.raises(rules.CannotVouch):
            operations.accredit(
                OrganisationFactory(requested=True),
                quota=2,
                actor=actor_of(PersonFactory(administrator=True)),
                now=NOON,
            )


class TestRevoke:
    def revoke(self, chosen, seen, *, reason=REASON, actor=None):
        actor = actor or actor_of(PersonFactory(administrator=True))
        return operations.revoke_verifications(
            chosen, seen=seen, reason=reason, actor=actor, now=NOON
        )

    def test_ends_those_of_a_body_and_leaves_the_others(self, chief):
        vouched, other = member_of(chief), PersonFactory(verified=True)
        vouch(vouched, chief)
        chosen = queries.Chosen(body_id=chief.organisation_id)

        assert self.revoke(chosen, queries.count_chosen(chosen)) == 1

        for person in (vouched, other):
            database.session.refresh(person)
        assert vouched.level is Level.REGISTERED
        assert other.level is Level.VERIFIED
        mail = database.session.scalars(sa.select(OutboxMail)).one()
        assert mail.recipient == vouched.email
        assert REASON in mail.body

    def test_keeps_the_trace_so_that_the_document_opens_no_second_account(self, chief):
        first = member_of(chief)
        vouch(first, chief, number="ci:SAME123")
        self.revoke(queries.Chosen(body_id=chief.organisation_id), 1)

        with pytest.raises(accounts.IdentityTaken):
            vouch(member_of(chief), chief, number="ci:SAME123")
        database.session.refresh(first)
        vouch(first, chief, number="ci:SAME123")
        assert persons.find_verification(first.id).revoked_at is None

    @pytest.mark.parametrize(("seen", "reason"), [(0, REASON), (2, REASON), (1, "Breve.")])
    def test_is_refused_if_they_are_others_than_were_seen_or_without_a_reason(
        self, chief, seen, reason
    ):
        person = member_of(chief)
        vouch(person, chief)
        with pytest.raises(rules.CannotRevoke):
            self.revoke(queries.Chosen(body_id=chief.organisation_id), seen, reason=reason)

        assert person.level is Level.VERIFIED

    def test_is_for_administrators(self):
        with pytest.raises(NotAllowed):
            self.revoke(queries.Chosen(), 1, actor=actor_of(PersonFactory(operator=True)))

    @pytest.mark.parametrize(
        ("since", "until", "count"),
        [(0, None, 1), (1, None, 0), (None, 0, 0), (None, 1, 1), (0, 1, 1)],
    )
    def test_chooses_by_day_from_the_first_until_before_the_last(self, chief, since, until, count):
        vouch(member_of(chief), chief)

        def at(hours):
            return None if hours is None else NOON + timedelta(hours=hours)

        chosen = queries.Chosen(means=VerificationMeans.BODY, since=at(since), until=at(until))
        assert queries.count_chosen(chosen) == count


class TestExpire:
    @pytest.mark.parametrize(("days", "level"), [(364, Level.VERIFIED), (365, Level.REGISTERED)])
    def test_ends_on_its_day_and_is_told_once(self, chief, days, level):
        person = member_of(chief)
        vouch(person, chief)
        at = NOON + timedelta(days=days)

        operations.expire_verifications(at)
        operations.expire_verifications(at + timedelta(hours=1))

        database.session.refresh(person)
        told = database.session.scalars(sa.select(OutboxMail)).all()
        assert person.level is level
        assert len(told) == (level is Level.REGISTERED)


class TestOnThePages:
    def test_shows_how_many_before_it_revokes_them(self, client, sign_in, chief):
        vouch(member_of(chief), chief)
        sign_in(PersonFactory(administrator=True))
        address = "/personale/verifiche"

        looked = client.get(f"{address}?means=body")
        assert "Una persona non sarebbe più verificata" in looked.text
        assert database.session.scalars(sa.select(Verification)).one().revoked_at is None
        data = {"means": "body", "seen": "1", "reason": REASON}
        assert client.post(address, data=data | {"seen": "7"}).status_code == 422
        assert client.post(address, data=data | {"reason": ""}).status_code == 422
        assert client.post(address, data=data).status_code == 302
        assert client.get(f"{address}?means=x&body=abc&since=ieri").status_code == 200

    def test_lets_a_representative_vouch_for_a_member(self, client, sign_in):
        comune = ComuneFactory()
        chief = MembershipFactory(
            representative=True,
            person=PersonFactory(verified=True),
            valid_from=clock.now().date() - timedelta(days=9),
        )
        member = MembershipFactory(
            organisation=chief.organisation,
            member=True,
            valid_from=clock.now().date() - timedelta(days=9),
        )
        body_id = chief.organisation_id
        sign_in(PersonFactory(administrator=True))
        assert (
            client.post(f"/chi-ce/{body_id}/accreditamento", data={"quota": "0"}).status_code == 422
        )
        assert (
            client.post(f"/chi-ce/{body_id}/accreditamento", data={"quota": "5"}).status_code == 302
        )
        address = f"/chi-ce/{body_id}/persone/{member.id}/verifica"
        data = {
            "document": "ci",
            "number": "CA12345AB",
            "comune": comune.istat_code,
            "relation": "lives",
            "age_band": "30-44",
            "is_seen": "y",
        }

        sign_in(chief.person)
        assert client.get(address).status_code == 403
        client.post("/per-conto-di", data={"body": body_id})
        assert address in client.get(f"/chi-ce/{body_id}/persone").text
        assert client.post(address, data=data | {"is_seen": ""}).status_code == 422
        assert client.post(address, data=data).status_code == 302
        assert client.post(address, data=data).status_code == 422
        assert client.get(f"/chi-ce/{body_id}/persone/999999/verifica").status_code == 404

        level = sa.select(Person.level).where(Person.id == member.person_id)
        assert database.session.scalar(level) is Level.VERIFIED
        assert database.session.scalar(sa.select(Organisation.id)) == body_id
