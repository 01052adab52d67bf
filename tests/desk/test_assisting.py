"""Taking part for a person: only with their yes, only what is theirs to do, and never a vote."""

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader
from sqlalchemy.exc import IntegrityError, NoResultFound

from auriga_web.accounts import queries as persons
from auriga_web.audit.models import AuditEntry
from auriga_web.core.access import Channel, NotAllowed, Role
from auriga_web.core.database import db as database
from auriga_web.desk import operations, queries, rules
from auriga_web.desk.models import Assistance
from auriga_web.discussion.models import Comment
from auriga_web.needs.models import Support
from tests.factories import NOON, NeedFactory, PersonFactory


def actor_of(person):
    return persons.find_actor(person.id)


def start(person, operator, channel=Channel.DESK, now=NOON, has_consented=True):
    return operations.start_assistance(
        person, channel=channel, has_consented=has_consented, actor=actor_of(operator), now=now
    )


@pytest.fixture
def operator():
    return PersonFactory(name="Piero Cardoni", operator=True)


@pytest.fixture
def person():
    return PersonFactory(name="Rosa Bianchi", email=None)


class TestStart:
    def test_lets_the_person_act_helped_by_the_operator_without_their_roles(self, operator, person):
        assistance = start(person, operator, Channel.PHONE)

        helped = queries.find_assisted(assistance.id, operator_id=operator.id)

        assert helped.person_id == person.id
        assert helped.operator_id == operator.id
        assert helped.channel is Channel.PHONE
        assert not helped.roles

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR, Role.ADMINISTRATOR}))
    def test_is_for_operators_alone(self, person, role):
        with pytest.raises(NotAllowed):
            start(person, PersonFactory(**{role.value: True}))

    def test_is_never_for_oneself(self, operator):
        with pytest.raises(NotAllowed):
            start(operator, operator)

    def test_takes_a_yes_and_an_open_account(self, operator, person):
        with pytest.raises(rules.CannotAssist):
            start(person, operator, has_consented=False)
        with pytest.raises(rules.CannotAssist):
            start(PersonFactory(active=False), operator)

        assert database.session.scalar(sa.select(Assistance.id)) is None

    def test_ends_the_one_before(self, operator, person):
        first = start(person, operator)

        second = start(PersonFactory(), operator, now=NOON + timedelta(minutes=5))

        assert queries.find_assisted(first.id, operator_id=operator.id) is None
        assert queries.find_assisted(second.id, operator_id=operator.id) is not None

    def test_writes_the_yes_in_the_trail(self, operator, person):
        start(person, operator)

        entry = database.session.scalars(
            sa.select(AuditEntry).where(AuditEntry.action == "assistance.started")
        ).one()
        assert entry.details["consent"] == rules.CONSENT_VERSION
        assert entry.subject_id == str(person.id)

    @pytest.mark.parametrize("change", [{"channel": "web"}, {"operator_id": "same"}])
    def test_is_held_by_the_database_too(self, operator, person, change):
        assistance = start(person, operator)
        values = {k: person.id if v == "same" else v for k, v in change.items()}
        with pytest.raises(IntegrityError), database.session.begin_nested():
            database.session.execute(
                sa.update(Assistance).where(Assistance.id == assistance.id).values(**values)
            )


class TestEnd:
    def test_is_for_who_began_it(self, operator, person):
        assistance = start(person, operator)
        with pytest.raises(NotAllowed):
            operations.end_assistance(
                assistance, operator_id=PersonFactory(operator=True).id, now=NOON
            )

        operations.end_assistance(assistance, operator_id=operator.id, now=NOON)
        database.session.flush()

        assert queries.find_assisted(assistance.id, operator_id=operator.id) is None

    def test_is_read_by_who_helped_and_by_administrators(self, operator, person):
        assistance = start(person, operator)
        for reader in (operator, PersonFactory(administrator=True)):
            assert queries.get_assistance(assistance.id, reader=actor_of(reader)) is assistance
        for reader in (person, PersonFactory(operator=True), PersonFactory(moderator=True)):
            with pytest.raises(NoResultFound):
                queries.get_assistance(assistance.id, reader=actor_of(reader))


class TestOnThePages:
    @pytest.fixture
    def helping(self, client, sign_in, operator, person):
        sign_in(operator)
        answer = client.post(
            f"/sportello/{person.id}/aiuto", data={"channel": "paper", "has_consented": "y"}
        )
        assert answer.status_code == 302
        return client

    def test_asks_for_a_yes(self, client, sign_in, operator, person):
        sign_in(operator)
        address = f"/sportello/{person.id}/aiuto"

        assert "Leggi ad alta voce" in client.get(address).text
        assert client.post(address, data={"channel": "paper"}).status_code == 422
        assert (
            client.post(address, data={"channel": "web", "has_consented": "y"}).status_code == 422
        )
        assert client.get("/sportello/999999/aiuto").status_code == 404
        assert client.get(f"/sportello/{operator.id}/aiuto").status_code == 403

    def test_says_so_on_every_page_and_ends_with_one_tap(self, helping):
        page = helping.get("/bisogni").text
        assert "Rosa Bianchi" in page
        assert "stai aiutando, su carta" in page

        ended = helping.post("/sportello/aiuto/fine")

        assert "Rosa Bianchi" in helping.get(ended.headers["Location"]).text
        assert "stai aiutando" not in helping.get("/bisogni").text
        assert helping.post("/sportello/aiuto/fine").status_code == 404

    def test_writes_who_helped_and_how_beside_what_is_said(self, helping, operator, person):
        need = NeedFactory(title="Manca una corriera", published=True)

        supported = helping.post(f"/bisogni/{need.id}/adesioni", data={})
        said = helping.post(
            f"/discussioni/nuovo?tipo=need&id={need.id}",
            data={"body": "Serve anche al mio paese, la mattina."},
        )
        ended = helping.post("/sportello/aiuto/fine")

        assert supported.status_code == 303
        assert said.status_code in {302, 303}
        for row in (
            database.session.scalars(sa.select(Support)).one(),
            database.session.scalars(sa.select(Comment)).one(),
        ):
            assert row.operator_id == operator.id
            assert row.channel is Channel.PAPER
        receipt = helping.get(f"{ended.headers['Location']}/ricevuta")
        text = PdfReader(BytesIO(receipt.data)).pages[0].extract_text()
        assert receipt.headers["Cache-Control"] == "no-store"
        assert "Rosa Bianchi" in text
        assert " ".join(text.split()).count("Manca una corriera") == 2

    @pytest.mark.parametrize(
        "address",
        [
            "/votazioni",
            "/la-mia-pagina",
            "/impostazioni",
            "/per-conto-di",
            "/personale",
            "/sportello",
            "/chi-ce/nuova",
        ],
    )
    def test_is_not_for_votes_nor_for_what_is_for_the_person_alone(self, app, helping, address):
        assert helping.get(address).status_code in {403, 404}

    def test_opens_no_ballot_and_no_account_page(self, app, helping):
        from auriga_web.desk.wiring import _CLOSED, _OPEN

        private = {"voting", "accounts", "security", "notifications", "moderation", "backoffice"}
        assert not private & _OPEN
        assert "portal.me" in _CLOSED
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if rule.endpoint.partition(".")[0] not in private or rule.arguments:
                continue
            if rule.endpoint == "security.logout":
                continue
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                address = adapter.build(rule.endpoint, method=method)
                status = helping.open(address, method=method).status_code
                assert status in {302, 403} if method == "POST" else status == 403, address

    def test_is_over_when_the_operator_is_no_longer_one(self, helping, operator):
        from auriga_web.accounts.models import PersonRole

        database.session.execute(sa.delete(PersonRole).where(PersonRole.person_id == operator.id))
        database.session.commit()

        assert "stai aiutando" not in helping.get("/bisogni").text


class TestCountByChannel:
    def test_counts_what_is_public(self):
        NeedFactory(published=True)
        NeedFactory(published=True, channel=Channel.PHONE)
        NeedFactory(submitted=True, channel=Channel.PHONE)

        assert queries.count_by_channel()["needs"] == {Channel.WEB: 1, Channel.PHONE: 1}
