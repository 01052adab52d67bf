"""Bodies: asking, deciding, members; nobody raises themselves and somebody is always left."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from auriga_web.accounts import queries as persons
from auriga_web.core.access import Actor, Level, NotAllowed, Role
from auriga_web.core.database import db as database
from auriga_web.core.mail import OutboxMail
from auriga_web.duties import queries as duties
from auriga_web.organisations import operations, queries, rules
from auriga_web.organisations.models import (
    MembershipRole,
    OrganisationKind,
    OrganisationState,
    RuntsSection,
)
from tests.factories import NOON, MembershipFactory, OrganisationFactory, PersonFactory
from tests.together import together

VAT = "00743110157"
LATER = NOON.date() + timedelta(days=30)


def actor_of(person):
    return persons.find_actor(person.id)


def mails():
    return database.session.scalars(sa.select(OutboxMail).order_by(OutboxMail.id)).all()


def request_body(person, **changes):
    return operations.request_organisation(
        **{
            "name": "Amici del Topino",
            "kind": OrganisationKind.ASSOCIATION,
            "fiscal_code": VAT,
            "runts_section": RuntsSection.VOLUNTEERING,
            "comune_id": None,
            "description": "Puliamo il fiume.",
            "contact_email": "",
            "phone": "",
            "actor": actor_of(person),
            "now": NOON,
        }
        | changes
    )


class TestRequestOrganisation:
    def test_makes_who_asks_its_first_representative_and_leaves_a_duty(self):
        person = PersonFactory()

        body_id = request_body(person, fiscal_code="IT 0074 3110 157")

        body = queries.get_organisation(body_id, reader=actor_of(person))
        membership = queries.find_membership(body_id, person.id)
        assert body.state is OrganisationState.REQUESTED
        assert body.fiscal_code == VAT
        assert membership.role is MembershipRole.REPRESENTATIVE
        assert duties.find_duty("organisation_verification", ("organisation", body_id)) is not None

    def test_is_not_seen_by_others_until_verified(self):
        body_id = request_body(PersonFactory())

        for reader in (Actor(), actor_of(PersonFactory()), actor_of(PersonFactory(moderator=True))):
            with pytest.raises(NoResultFound):
                queries.get_organisation(body_id, reader=reader)
        assert queries.list_organisations().rows == []
        administrator = actor_of(PersonFactory(administrator=True))
        assert queries.get_organisation(body_id, reader=administrator) is not None

    @pytest.mark.parametrize("code", ["", "12345678901", "ciao", "RSSMRA85T10A562X"])
    def test_refuses_a_code_with_a_mistake(self, code):
        with pytest.raises(rules.NotABody):
            request_body(PersonFactory(), fiscal_code=code)

    def test_asks_no_code_of_an_informal_group_and_no_section_of_an_institution(self):
        request_body(
            PersonFactory(),
            kind=OrganisationKind.INFORMAL_GROUP,
            fiscal_code="",
            runts_section=None,
        )
        with pytest.raises(rules.NotABody):
            request_body(PersonFactory(), kind=OrganisationKind.INSTITUTION)

    def test_knows_a_body_that_is_here(self):
        request_body(PersonFactory())
        with pytest.raises(operations.AlreadyHere):
            request_body(PersonFactory())


class TestDecide:
    def decide(self, body, verdict, actor, **more):
        act = {"verify": operations.verify_organisation, "refuse": operations.refuse_organisation}
        act[verdict](body, address="http://localhost/chi-ce/1", actor=actor, now=NOON, **more)
        database.session.flush()

    def test_lets_it_in_tells_who_asked_and_settles_the_duty(self):
        person, administrator = PersonFactory(), PersonFactory(administrator=True)
        body_id = request_body(person)
        body = queries.get_organisation(body_id, reader=actor_of(person))

        self.decide(body, "verify", actor_of(administrator))

        assert [row.id for row in queries.list_organisations().rows] == [body_id]
        assert duties.find_duty("organisation_verification", ("organisation", body_id)).done_at
        assert mails()[-1].recipient == person.email

    def test_refuses_with_a_reason_that_who_asked_reads(self):
        person, administrator = PersonFactory(), PersonFactory(administrator=True)
        body = queries.get_organisation(request_body(person), reader=actor_of(person))
        with pytest.raises(rules.CannotDecide):
            self.decide(body, "refuse", actor_of(administrator), reason="No.")

        reason = "Il codice non risulta nel registro: ricontrollalo."
        self.decide(body, "refuse", actor_of(administrator), reason=reason)

        assert body.reason == reason
        assert reason in mails()[-1].body

    def test_is_done_once(self):
        administrator = PersonFactory(administrator=True)
        with pytest.raises(rules.CannotDecide):
            self.decide(OrganisationFactory(), "verify", actor_of(administrator))

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
    def test_is_for_administrators_alone(self, role):
        body = OrganisationFactory(requested=True)
        with pytest.raises(NotAllowed):
            self.decide(body, "verify", actor_of(PersonFactory(**{role.value: True})))


def invite(body, email, actor, role=MembershipRole.EDITOR, valid_to=None):
    operations.invite_member(
        body,
        email=email,
        role=role,
        valid_to=valid_to,
        address="http://localhost/per-conto-di",
        actor=actor,
        now=NOON,
    )


class TestMembers:
    def test_are_invited_and_become_so_when_they_accept(self):
        chief, person = MembershipFactory(representative=True), PersonFactory(verified=True)
        body = chief.organisation

        invite(body, person.email.upper(), actor_of(chief.person))
        membership = queries.find_membership(body.id, person.id)
        with pytest.raises(NotAllowed):
            operations.check_may_speak(membership, actor=actor_of(person), now=NOON)
        operations.accept_invitation(membership, actor=actor_of(person), now=NOON)

        operations.check_may_speak(membership, actor=actor_of(person), now=NOON)
        assert mails()[-1].recipient == person.email

    def test_say_nothing_of_an_address_unknown_here(self):
        chief = MembershipFactory(representative=True)

        invite(chief.organisation, "nessuno@example.com", actor_of(chief.person))

        assert mails() == []

    def test_are_not_accepted_by_somebody_else(self):
        invitation = MembershipFactory(invited=True)
        with pytest.raises(NotAllowed):
            operations.accept_invitation(invitation, actor=actor_of(PersonFactory()), now=NOON)

    @pytest.mark.parametrize("role", [MembershipRole.EDITOR, MembershipRole.MEMBER])
    def test_who_do_not_represent_choose_nobody(self, role):
        membership = MembershipFactory(role=role)
        MembershipFactory(organisation=membership.organisation, representative=True)
        actor = actor_of(membership.person)

        with pytest.raises(NotAllowed):
            invite(membership.organisation, PersonFactory().email, actor)
        with pytest.raises(NotAllowed):
            operations.set_member(
                membership,
                role=MembershipRole.REPRESENTATIVE,
                valid_to=None,
                actor=actor,
                now=NOON,
            )

    def test_of_one_body_choose_nobody_of_another(self):
        chief, other = (
            MembershipFactory(representative=True),
            MembershipFactory(),
        )
        with pytest.raises(NotAllowed):
            operations.end_membership(other, actor=actor_of(chief.person), now=NOON)

    def test_do_not_change_their_own_role(self):
        chief = MembershipFactory(representative=True)
        MembershipFactory(organisation=chief.organisation, representative=True)
        with pytest.raises(rules.CannotChangeMember):
            operations.set_member(
                chief,
                role=MembershipRole.MEMBER,
                valid_to=None,
                actor=actor_of(chief.person),
                now=NOON,
            )

    def test_leave_but_for_the_last_representative(self):
        chief = MembershipFactory(representative=True)
        body = chief.organisation
        editor = MembershipFactory(organisation=body)
        invited = MembershipFactory(organisation=body, representative=True, invited=True)

        operations.end_membership(editor, actor=actor_of(editor.person), now=NOON)
        with pytest.raises(rules.CannotChangeMember):
            operations.end_membership(chief, actor=actor_of(chief.person), now=NOON)
        operations.accept_invitation(invited, actor=actor_of(invited.person), now=NOON)
        database.session.flush()
        operations.end_membership(chief, actor=actor_of(chief.person), now=NOON)

        assert queries.find_membership(body.id, chief.person_id) is None

    @pytest.mark.parametrize("change", ["role", "mandate"])
    def test_keep_a_representative_when_another_is_changed(self, change):
        administrator = PersonFactory(administrator=True)
        chief = MembershipFactory(representative=True, valid_from=NOON.date() - timedelta(days=9))
        becomes = MembershipRole.EDITOR if change == "role" else MembershipRole.REPRESENTATIVE
        with pytest.raises(rules.CannotChangeMember):
            operations.set_member(
                chief,
                role=becomes,
                valid_to=None if change == "role" else NOON.date(),
                actor=actor_of(administrator),
                now=NOON,
            )

    def test_representatives_who_remove_each_other_leave_one(self, app_on_its_own_database):
        first = MembershipFactory(representative=True)
        body = first.organisation
        other = MembershipFactory(organisation=body, representative=True)
        rows = [(each.id, each.person_id) for each in (first, other)]
        body_id = body.id

        def remove(number):
            membership = queries.get_membership(body_id, rows[number][0])
            actor = persons.find_actor(rows[number - 1][1])
            operations.end_membership(membership, actor=actor, now=NOON)

        refused = (rules.CannotChangeMember, NotAllowed, NoResultFound)
        together(app_on_its_own_database, 2, remove, refused=refused)

        assert queries.count_representatives(body_id, today=NOON.date()) == 1


class TestActInItsName:
    @pytest.mark.parametrize(
        ("changes", "person", "body", "may"),
        [
            ({}, {"verified": True}, {}, True),
            ({}, {}, {}, False),
            ({"invited": True}, {"verified": True}, {}, False),
            ({"valid_to": LATER}, {"verified": True}, {}, True),
            ({"valid_from": LATER}, {"verified": True}, {}, False),
            (
                {
                    "valid_from": NOON.date() - timedelta(days=9),
                    "valid_to": NOON.date(),
                },
                {"verified": True},
                {},
                False,
            ),
            ({}, {"verified": True}, {"requested": True}, False),
            ({}, {"verified": True}, {"refused": True}, False),
        ],
    )
    def test_takes_a_verified_person_a_verified_body_and_a_mandate(
        self, changes, person, body, may
    ):
        membership = MembershipFactory(
            person=PersonFactory(**person), organisation=OrganisationFactory(**body), **changes
        )
        database.session.expunge_all()
        found = queries.find_membership(membership.organisation_id, membership.person_id)
        actor = Actor(
            person_id=membership.person_id,
            level=Level.VERIFIED if person else Level.REGISTERED,
        )

        resolved = queries.find_acting_body(
            person_id=membership.person_id, body_id=membership.organisation_id, now=NOON
        )

        assert (resolved is not None) is may
        if may:
            operations.check_may_speak(found, actor=actor, now=NOON)
        else:
            with pytest.raises(NotAllowed):
                operations.check_may_speak(found, actor=actor, now=NOON)
