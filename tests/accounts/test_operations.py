"""Roles, verification, deactivation: effect, trail, refusal."""

import pytest
import sqlalchemy as sa

from auriga_web.accounts import operations, queries, rules
from auriga_web.accounts.events import PersonVerified, RolesChanged
from auriga_web.accounts.models import AgeBand, Session, TokenPurpose, Verification
from auriga_web.accounts.operations import tokens
from auriga_web.audit.models import AuditEntry
from auriga_web.core import events
from auriga_web.core.access import SYSTEM, Actor, Level, NotAllowed, Role
from auriga_web.core.database import db as database
from auriga_web.core.database import short_transaction
from tests.factories import NOON, ComuneFactory, PersonFactory, PersonRoleFactory
from tests.together import together

FISCAL_CODE = rules.fiscal_code_text("RSSMRA85T10A562S")


def actor_of(person):
    return queries.find_actor(person.id)


@pytest.fixture
def heard(monkeypatch):
    """The events announced, beside who listens already."""
    heard = []
    for kind in (RolesChanged, PersonVerified):
        listeners = [*events._listeners[kind], heard.append]
        monkeypatch.setitem(events._listeners, kind, listeners)
    return heard


def actions():
    return database.session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)).all()


class TestGiveRole:
    def test_lets_the_person_do_more_after_signing_in_anew(self, heard):
        administrator, person = PersonFactory(administrator=True), PersonFactory()
        operations.open_session(
            "x" * 64,
            uniquifier=person.fs_uniquifier,
            body_id=None,
            device="",
            data="{}",
            now=NOON,
        )

        operations.give_role(person.id, Role.MODERATOR, actor=actor_of(administrator), now=NOON)

        assert queries.list_roles(person.id) == {Role.MODERATOR}
        assert database.session.scalar(sa.select(Session.person_id)) is None
        assert actions() == ["person.role_given"]
        assert [event.person_id for event in heard] == [person.id]

    def test_twice_is_once(self, heard):
        person = PersonFactory(moderator=True)

        operations.give_role(person.id, Role.MODERATOR, actor=SYSTEM, now=NOON)

        assert heard == []

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
    def test_is_for_administrators_alone(self, role):
        someone = PersonFactory(**{role.value: True})
        with pytest.raises(NotAllowed):
            operations.give_role(someone.id, Role.ADMINISTRATOR, actor=actor_of(someone), now=NOON)


class TestTakeRole:
    def test_ends_what_the_person_may_do(self):
        administrator, person = PersonFactory(administrator=True), PersonFactory(moderator=True)

        operations.take_role(person.id, Role.MODERATOR, actor=actor_of(administrator), now=NOON)

        assert queries.list_roles(person.id) == frozenset()

    def test_leaves_an_administrator(self):
        one, other = PersonFactory(administrator=True), PersonFactory(administrator=True)
        operations.take_role(other.id, Role.ADMINISTRATOR, actor=actor_of(one), now=NOON)

        for actor in (actor_of(one), SYSTEM):
            with pytest.raises(rules.CannotTakeRole):
                operations.take_role(one.id, Role.ADMINISTRATOR, actor=actor, now=NOON)


class TestDeactivatePerson:
    def test_keeps_them_out(self):
        administrator, person = PersonFactory(administrator=True), PersonFactory()

        operations.deactivate_person(person, actor=actor_of(administrator), now=NOON)
        database.session.flush()

        assert queries.find_actor(person.id) is None
        operations.reactivate_person(person, actor=actor_of(administrator), now=NOON)
        database.session.flush()
        assert queries.find_actor(person.id) is not None

    def test_is_not_done_to_the_last_administrator(self):
        person = PersonFactory(administrator=True)
        with pytest.raises(rules.CannotTakeRole):
            operations.deactivate_person(person, actor=SYSTEM, now=NOON)


class TestVerifyPerson:
    def verify(self, person, operator, identity=FISCAL_CODE, secret="secret", **changes):
        ComuneFactory(istat_code="054018") if not self.has_comune() else None
        operations.verify_person(
            person,
            **{
                "identity": identity,
                "secret": secret,
                "comune_code": "054018",
                "relation": "lives",
                "age_band": AgeBand.FROM_30,
                "actor": actor_of(operator),
                "now": NOON,
            }
            | changes,
        )
        database.session.flush()

    def has_comune(self):
        from auriga_web.territories.models import Territory

        return database.session.scalar(
            sa.select(Territory.id).where(Territory.istat_code == "054018")
        )

    def test_keeps_a_trace_and_never_the_number(self, heard):
        person, operator = PersonFactory(), PersonFactory(operator=True)

        self.verify(person, operator)

        kept = queries.find_verification(person.id)
        assert person.level is Level.VERIFIED
        assert kept.operator_id == operator.id
        assert "RSSMRA" not in repr(vars(kept))
        assert "person.verified" in actions()
        assert [event.comune_code for event in heard] == ["054018"]

    def test_writes_where_they_live(self):
        from auriga_web.territories import queries as territories

        person, operator = PersonFactory(), PersonFactory(operator=True)

        self.verify(person, operator)

        assert territories.find_home(person.id).code == "054018"

    def test_recognises_a_second_account(self):
        first, second = PersonFactory(), PersonFactory()
        operator = PersonFactory(operator=True)
        self.verify(first, operator)

        with pytest.raises(operations.IdentityTaken) as conflict:
            self.verify(second, operator)

        assert conflict.value.other_id == first.id
        assert second.level is Level.REGISTERED

    def test_again_replaces_what_was_written(self):
        person, operator = PersonFactory(), PersonFactory(operator=True)
        self.verify(person, operator)

        self.verify(person, operator, identity=rules.document_text("ci", "CA12345AA"))

        assert len(database.session.scalars(sa.select(Verification)).all()) == 1

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR, Role.ADMINISTRATOR}))
    def test_is_for_operators_alone(self, role):
        with pytest.raises(NotAllowed):
            self.verify(PersonFactory(), PersonFactory(**{role.value: True}))

    def test_is_not_done_to_oneself(self):
        operator = PersonFactory(operator=True)
        with pytest.raises(NotAllowed):
            self.verify(operator, operator)


class TestSearchPersons:
    def test_finds_by_whole_address_or_the_beginning_of_a_name(self):
        ada = PersonFactory(name="Ada De Rossi", email="ada@example.com")
        reader = Actor(person_id=1, roles=frozenset({Role.OPERATOR}))

        for words in ("ada@example.com", "ADA d", "rossi"):
            assert ada in queries.search_persons(words, reader=reader), words
        for words in ("example.com", "ada@", "ossi", "%", "a%a", "___", "ad"):
            assert queries.search_persons(words, reader=reader) == [], words

    def test_is_for_operators_alone(self):
        PersonFactory(name="Ada De Rossi")

        assert queries.search_persons("Ada De", reader=Actor(person_id=1)) == []


class TestRedeemToken:
    def test_of_many_at_once_one_alone_gets_through(self, app_on_its_own_database):
        with short_transaction():
            token = tokens.make_token(TokenPurpose.NEW_PASSWORD, PersonFactory().id, NOON)
        through = []

        def redeem(number):
            tokens.redeem_token(token, TokenPurpose.NEW_PASSWORD, NOON)
            through.append(number)

        together(app_on_its_own_database, 50, redeem, refused=operations.NoSuchToken)

        assert len(through) == 1


def test_administrators_who_take_the_role_from_each_other_leave_one(app_on_its_own_database):
    ids = [PersonFactory(administrator=True).id for _number in range(8)]

    def take(number):
        actor = queries.find_actor(ids[number])
        operations.take_role(ids[number - 1], Role.ADMINISTRATOR, actor=actor, now=NOON)

    together(app_on_its_own_database, 8, take, refused=(rules.CannotTakeRole, NotAllowed))

    assert len(queries.list_person_ids_with_role(Role.ADMINISTRATOR)) == 1


def test_a_role_without_a_second_factor_gives_nothing(client, sign_in):
    person = PersonFactory()
    PersonRoleFactory(person=person, role=Role.ADMINISTRATOR)

    answer = sign_in(person).get("/personale/persone")

    assert answer.headers["Location"] == "/io/secondo-passo"
