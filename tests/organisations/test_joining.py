"""Asking to belong to a body, being let in, describing it; what nobody may give themselves."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from auriga_web.accounts import queries as persons
from auriga_web.core.access import NotAllowed
from auriga_web.core.database import db as database
from auriga_web.core.mail import OutboxMail
from auriga_web.core.search import search
from auriga_web.organisations import operations, queries, rules
from auriga_web.organisations.models import Membership, MembershipRole, Organisation
from tests.factories import NOON, MembershipFactory, OrganisationFactory, PersonFactory
from tests.together import together

TODAY = NOON.date()
WHERE = "http://localhost/chi-ce"


def actor_of(person):
    return persons.find_actor(person.id)


def mails_to(person):
    return database.session.scalars(
        sa.select(OutboxMail).where(OutboxMail.recipient == person.email).order_by(OutboxMail.id)
    ).all()


def ask(body, person, now=NOON):
    operations.ask_to_join(
        body, message="Guido il sabato.", address=WHERE, actor=actor_of(person), now=now
    )
    return queries.find_membership(body.id, person.id)


def admit(membership, actor, role=MembershipRole.EDITOR, valid_to=None):
    operations.admit_member(
        membership, role=role, valid_to=valid_to, address=WHERE, actor=actor, now=NOON
    )
    database.session.flush()


@pytest.fixture
def chief():
    return MembershipFactory(representative=True, person=PersonFactory(verified=True))


class TestAskToJoin:
    def test_gives_nothing_until_a_representative_says_yes(self, chief):
        person = PersonFactory(verified=True)

        membership = ask(chief.organisation, person)
        with pytest.raises(NotAllowed):
            operations.check_may_speak(membership, actor=actor_of(person), now=NOON)
        assert "appartenere" in mails_to(chief.person)[-1].subject
        admit(membership, actor_of(chief.person))

        operations.check_may_speak(membership, actor=actor_of(person), now=NOON)
        assert membership.message is None
        assert mails_to(person)

    def test_cannot_be_answered_by_who_asked(self, chief):
        """Escalation: nobody lets themselves in."""
        person = PersonFactory(verified=True)
        membership = ask(chief.organisation, person)

        with pytest.raises(NotAllowed):
            operations.accept_invitation(membership, actor=actor_of(person), now=NOON)
        with pytest.raises(NotAllowed):
            admit(membership, actor_of(person), role=MembershipRole.REPRESENTATIVE)

        assert membership.accepted_at is None

    def test_cannot_be_answered_by_the_representative_of_another_body(self, chief):
        other = MembershipFactory(representative=True)
        membership = ask(chief.organisation, PersonFactory())

        with pytest.raises(NotAllowed):
            admit(membership, actor_of(other.person))

    def test_is_answered_once(self, chief):
        membership = ask(chief.organisation, PersonFactory())
        admit(membership, actor_of(chief.person))

        with pytest.raises(rules.CannotChangeMember):
            admit(membership, actor_of(chief.person), role=MembershipRole.REPRESENTATIVE)

    def test_is_for_verified_bodies_and_five_at_a_time(self):
        person = PersonFactory()
        with pytest.raises(rules.CannotChangeMember):
            ask(OrganisationFactory(requested=True), person)
        for _ in range(rules.MOST_REQUESTS):
            ask(OrganisationFactory(), person)

        with pytest.raises(rules.CannotChangeMember):
            ask(OrganisationFactory(), person)

    def test_keeps_to_five_when_many_are_sent_at_once(self, app_on_its_own_database):
        person = PersonFactory()
        bodies = [OrganisationFactory().id for _ in range(rules.MOST_REQUESTS + 3)]
        person_id = person.id

        def send(number):
            body = database.session.get_one(Organisation, bodies[number])
            operations.ask_to_join(
                body,
                message="",
                address=WHERE,
                actor=persons.find_actor(person_id),
                now=NOON,
            )

        together(app_on_its_own_database, len(bodies), send, refused=(rules.CannotChangeMember,))

        assert queries.count_own_requests(person_id) == rules.MOST_REQUESTS

    def test_is_not_for_who_belongs_to_it(self, chief):
        with pytest.raises(NotAllowed):
            ask(chief.organisation, chief.person)


class TestInvitation:
    def invite(self, body, person, actor, now=NOON, role=MembershipRole.EDITOR):
        operations.invite_member(
            body, email=person.email, role=role, valid_to=None, address=WHERE, actor=actor, now=now
        )
        return queries.find_membership(body.id, person.id)

    def test_is_not_sent_in_the_name_of_a_body_that_nobody_verified(self):
        body = OrganisationFactory(requested=True)
        chief = MembershipFactory(organisation=body, representative=True)
        person = PersonFactory()

        with pytest.raises(rules.CannotChangeMember):
            self.invite(body, person, actor_of(chief.person))

        assert mails_to(person) == []

    @pytest.mark.parametrize(
        ("wait", "runs"), [(timedelta(seconds=-1), True), (timedelta(), False)]
    )
    def test_lapses_after_thirty_days(self, chief, wait, runs):
        invitation = MembershipFactory(organisation=chief.organisation, invited=True)
        at = NOON + rules.INVITATION_RUNS + wait
        actor = actor_of(invitation.person)

        if runs:
            operations.accept_invitation(invitation, actor=actor, now=at)
        else:
            with pytest.raises(rules.CannotChangeMember):
                operations.accept_invitation(invitation, actor=actor, now=at)

        assert (invitation.accepted_at is not None) is runs

    def test_sent_again_runs_anew_and_does_not_touch_a_member(self, chief):
        person, actor = PersonFactory(), actor_of(chief.person)
        self.invite(chief.organisation, person, actor)
        later = NOON + timedelta(days=40)

        membership = self.invite(chief.organisation, person, actor, now=later)
        database.session.refresh(membership)
        operations.accept_invitation(membership, actor=actor_of(person), now=later)
        database.session.flush()
        self.invite(chief.organisation, person, actor, now=later, role=MembershipRole.MEMBER)

        database.session.refresh(membership)
        assert membership.role is MembershipRole.EDITOR
        assert len(mails_to(person)) == 2


class TestEscalation:
    def test_who_left_no_longer_acts_in_its_name(self, chief):
        MembershipFactory(organisation=chief.organisation, representative=True)
        body_id, person_id = chief.organisation_id, chief.person_id
        assert queries.find_acting_body(person_id=person_id, body_id=body_id, now=NOON)

        operations.end_membership(chief, actor=actor_of(chief.person), now=NOON)
        database.session.flush()

        assert queries.find_acting_body(person_id=person_id, body_id=body_id, now=NOON) is None

    def test_who_was_made_a_member_alone_no_longer_speaks(self, chief):
        editor = MembershipFactory(
            organisation=chief.organisation, person=PersonFactory(verified=True)
        )
        operations.set_member(
            editor,
            role=MembershipRole.MEMBER,
            valid_to=None,
            actor=actor_of(chief.person),
            now=NOON,
        )
        database.session.flush()

        found = queries.find_acting_body(
            person_id=editor.person_id, body_id=editor.organisation_id, now=NOON
        )
        assert found is None
        with pytest.raises(NotAllowed):
            operations.check_may_speak(editor, actor=actor_of(editor.person), now=NOON)

    def test_an_editor_does_not_let_in_or_raise_anybody(self, chief):
        editor = MembershipFactory(organisation=chief.organisation)
        membership = ask(chief.organisation, PersonFactory())

        with pytest.raises(NotAllowed):
            admit(membership, actor_of(editor.person))


class TestDescribe:
    def describe(self, body, actor, **changes):
        operations.describe_organisation(
            body,
            **{
                "description": "Portiamo chi non guida.",
                "skills": "carrozzine\n\n autisti \nautisti",
                "contact_email": "",
                "phone": "",
                "website": "",
                "version": body.version,
                "actor": actor,
                "now": NOON,
            }
            | changes,
        )
        database.session.flush()

    @pytest.mark.parametrize("role", [MembershipRole.REPRESENTATIVE, MembershipRole.EDITOR])
    def test_is_for_who_speaks_for_it(self, role):
        membership = MembershipFactory(role=role)

        self.describe(membership.organisation, actor_of(membership.person))

        assert membership.organisation.skills == ["carrozzine", "autisti"]
        assert [hit.title for hit in search("autisti", kinds=["organisation"])]

    def test_is_refused_to_others(self, chief):
        member = MembershipFactory(organisation=chief.organisation, member=True)
        ended = MembershipFactory(
            organisation=chief.organisation,
            valid_from=TODAY - timedelta(days=9),
            valid_to=TODAY,
        )
        for person in (member.person, ended.person, PersonFactory(), PersonFactory(moderator=True)):
            with pytest.raises(NotAllowed):
                self.describe(chief.organisation, actor_of(person))

    def test_loses_nothing_that_another_wrote(self, chief):
        read = chief.organisation.version
        self.describe(chief.organisation, actor_of(chief.person), version=read)

        with pytest.raises(operations.ChangedMeanwhile):
            self.describe(
                chief.organisation, actor_of(chief.person), version=read, description="Altro."
            )

        assert chief.organisation.description == "Portiamo chi non guida."

    def test_takes_twenty_skills(self, chief):
        actor = actor_of(chief.person)
        self.describe(chief.organisation, actor, skills="\n".join(map(str, range(20))))
        with pytest.raises(rules.NotABody):
            self.describe(chief.organisation, actor, skills="\n".join(map(str, range(21))))
        with pytest.raises(rules.NotABody):
            self.describe(chief.organisation, actor, skills="a" * 61)


class TestMandates:
    @pytest.mark.parametrize(("days", "told"), [(0, 0), (1, 1), (14, 1), (15, 0)])
    def test_that_end_within_two_weeks_are_told_once(self, days, told):
        membership = MembershipFactory(
            valid_from=TODAY - timedelta(days=90), valid_to=TODAY + timedelta(days=days)
        )

        operations.remind_of_mandates(NOON)
        operations.remind_of_mandates(NOON + timedelta(hours=1))

        assert len(mails_to(membership.person)) == told

    def test_that_only_read_are_not_told(self):
        membership = MembershipFactory(member=True, valid_to=TODAY + timedelta(days=3))

        operations.remind_of_mandates(NOON)

        assert mails_to(membership.person) == []


class TestListMe:
    def test_is_ones_own_choice(self, chief):
        body_id = chief.organisation_id
        assert [one.name for one in queries.list_speakers(body_id, today=TODAY)] == [None]
        with pytest.raises(NotAllowed):
            operations.list_me(chief, is_listed=True, actor=actor_of(PersonFactory()), now=NOON)

        operations.list_me(chief, is_listed=True, actor=actor_of(chief.person), now=NOON)

        names = [one.name for one in queries.list_speakers(body_id, today=TODAY)]
        assert names == [chief.person.name]


def test_a_membership_that_nobody_began_is_refused_by_the_database():
    chief = MembershipFactory()
    with pytest.raises(sa.exc.IntegrityError), database.session.begin_nested():
        database.session.execute(
            sa.update(Membership).where(Membership.id == chief.id).values(invited_at=None)
        )
