"""Being forgotten: two weeks to think, then nothing tells who they were, also after a restore."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask_security import hash_password

from auriga_web.accounts import operations, queries
from auriga_web.accounts.models import (
    Consent,
    Erasure,
    ErasureMode,
    Passkey,
    Person,
    PersonRole,
    Session,
    Verification,
)
from auriga_web.accounts.rules import CannotErase
from auriga_web.audit.models import AuditEntry
from auriga_web.core.access import Actor
from auriga_web.core.database import db as database
from auriga_web.discussion.models import Comment, Useful
from auriga_web.needs.models import Need, NeedState
from auriga_web.notifications.models import Follow
from auriga_web.organisations.models import Membership
from auriga_web.territories.models import Residency
from auriga_web.voting.models import Poll, PollRoll, PollState
from auriga_web.voting.operations import close_poll
from tests.factories import (
    NOON,
    CommentFactory,
    ComuneFactory,
    MembershipFactory,
    NeedFactory,
    PersonFactory,
    ThreadFactory,
)
from tests.factories.voting import ResidencyFactory, open_poll, voters

PASSWORD = "una casa con le finestre verdi"
DUE = NOON + timedelta(days=14)


@pytest.fixture
def ada():
    return PersonFactory(
        email="ada@example.com",
        password=hash_password(PASSWORD),
        name="Ada Bianchi",
        is_name_public=True,
    )


def ask(person, mode=ErasureMode.ANONYMISE, now=NOON):
    operations.ask_for_erasure(
        actor=Actor(person_id=person.id), mode=mode, data_link="http://localhost/io/dati", now=now
    )
    database.session.commit()


def row_of(person):
    return database.session.execute(sa.select(Person.__table__).where(Person.id == person.id)).one()


class TestAsking:
    def test_changes_nothing_for_two_weeks_and_says_so_by_mail(self, ada, outbox):
        ask(ada)

        assert operations.erase_due(now=DUE - timedelta(seconds=1)) == 0
        assert row_of(ada).email == "ada@example.com"
        assert [mail.kind for mail in outbox()] == ["erasure_asked"]
        assert str(DUE.year) in outbox()[0].body

    def test_can_be_given_up(self, ada):
        ask(ada)

        operations.give_up_erasure(actor=Actor(person_id=ada.id), now=NOON)

        assert operations.erase_due(now=DUE) == 0
        assert row_of(ada).email == "ada@example.com"

    def test_again_changes_how_and_starts_anew(self, ada):
        ask(ada)
        ask(ada, ErasureMode.REMOVE, NOON + timedelta(days=7))

        assert operations.erase_due(now=DUE) == 0
        assert queries.find_erasure(ada.id).mode is ErasureMode.REMOVE

    def test_is_refused_while_one_holds_a_role(self):
        with pytest.raises(CannotErase):
            ask(PersonFactory(administrator=True))

    def test_over_the_web_asks_who_one_is(self, client, sign_in, ada):
        answer = sign_in(ada).post("/io/dati/cancellazione/tutto")

        assert answer.headers["Location"] == "/io/conferma-che-sei-tu?next=/io/dati"
        assert queries.find_erasure(ada.id) is None

    def test_over_the_web_is_noted_shown_and_given_up(self, client, ada):
        client.post("/accedi", data={"email": ada.email, "password": PASSWORD})

        client.post("/io/dati/cancellazione/tutto")
        shown = client.get("/io/dati").text
        client.post("/io/dati/cancellazione/rinuncia")

        assert "Hai chiesto di essere dimenticato" in shown
        assert queries.find_erasure(ada.id) is None


class TestErasing:
    def test_leaves_a_number_and_nothing_else(self, client, ada, outbox):
        client.post("/accedi", data={"email": ada.email, "password": PASSWORD})
        database.session.add(Consent(person_id=ada.id, kind="rules", version="1", given_at=NOON))
        ask(ada)

        assert operations.erase_due(now=DUE) == 1

        row = row_of(ada)
        assert (row.name, row.email, row.password, row.active) == ("", None, None, False)
        assert not row.is_name_public
        for table in (Session, Consent, Passkey, PersonRole, Verification, Follow, Residency):
            assert database.session.scalars(sa.select(table.person_id)).all() == []
        assert "Ada" not in json.dumps([mail.body for mail in outbox()])
        assert [(mail.kind, mail.person_id) for mail in outbox()] == [("erased", None)]
        assert client.get("/io/accesso").status_code == 302

    def test_is_safe_twice_and_noted(self, ada):
        ask(ada)

        assert [operations.erase_due(now=DUE) for _time in range(2)] == [1, 0]

        actions = database.session.scalars(sa.select(AuditEntry.action)).all()
        assert actions.count("person.erased") == 1

    def test_lets_the_address_be_used_again(self, ada):
        ask(ada)
        operations.erase_due(now=DUE)

        assert PersonFactory(email="ada@example.com").id != ada.id

    def test_leaves_what_was_written_without_a_name(self, ada):
        need = NeedFactory(author=ada, published=True, is_signed=True)
        comment = CommentFactory(author=ada, body="Anche da noi.")
        ask(ada)
        operations.erase_due(now=DUE)

        title, is_signed = database.session.execute(
            sa.select(Need.title, Need.is_signed).where(Need.id == need.id)
        ).one()
        body = database.session.scalar(sa.select(Comment.body).where(Comment.id == comment.id))
        assert (title, is_signed, body) == (need.title, False, "Anche da noi.")

    def test_takes_what_was_written_away_leaving_notes(self, ada):
        need = NeedFactory(author=ada, published=True)
        thread = ThreadFactory(comment_count=1)
        comment = CommentFactory(author=ada, thread=thread, body="Anche da noi.")
        other = CommentFactory(body="Di un’altra persona.")
        ask(ada, ErasureMode.REMOVE)
        operations.erase_due(now=DUE)

        state, title = database.session.execute(
            sa.select(Need.state, Need.title).where(Need.id == need.id)
        ).one()
        bodies = dict(database.session.execute(sa.select(Comment.id, Comment.body)).all())
        assert (state, title) == (NeedState.WITHDRAWN, "")
        assert bodies == {comment.id: "", other.id: "Di un’altra persona."}

    def test_throws_away_what_was_never_published(self, ada):
        NeedFactory(author=ada)
        ask(ada)
        operations.erase_due(now=DUE)

        assert database.session.scalar(sa.select(sa.func.count()).select_from(Need)) == 0

    def test_takes_marks_away_and_counts_them_off(self, ada):
        comment = CommentFactory(useful_count=1)
        database.session.add(Useful(comment_id=comment.id, person_id=ada.id, at=NOON))
        ask(ada)
        operations.erase_due(now=DUE)

        assert database.session.scalar(sa.select(Comment.useful_count)) == 0
        assert database.session.scalars(sa.select(Useful.person_id)).all() == []

    def test_ends_memberships_and_forgets_places(self, ada):
        MembershipFactory(person=ada)
        ResidencyFactory(person_id=ada.id, territory_id=ComuneFactory().id)
        ask(ada)
        operations.erase_due(now=DUE)

        assert (
            database.session.scalars(
                sa.select(Membership.id).where(Membership.person_id == ada.id)
            ).all()
            == []
        )
        assert database.session.scalars(sa.select(Residency.id)).all() == []


class TestVote:
    @pytest.mark.parametrize("state", [PollState.OPEN, PollState.SUSPENDED, PollState.COUNTING])
    def test_that_counts_on_somebody_is_waited_for(self, state):
        comune = ComuneFactory()
        (voter, *_others) = voters(comune, 3)
        poll = open_poll(comune)
        ask(voter)
        if state is not PollState.OPEN:
            set_state(poll, state)

        assert operations.erase_due(now=DUE) == 0
        assert queries.is_erasure_held_back(voter.id)

    def test_keeps_its_roll_after_the_close(self):
        comune = ComuneFactory()
        (voter, *_others) = voters(comune, 3)
        poll = open_poll(comune)
        ask(voter)
        close_poll(poll.id, now=poll.closes_at)

        assert operations.erase_due(now=max(DUE, poll.closes_at)) == 1

        on_roll = sa.select(sa.func.count()).select_from(PollRoll)
        assert database.session.scalar(on_roll) == 3


def set_state(poll, state):
    # Only where it stands matters here, not how it came to be there.
    database.session.execute(sa.update(Poll).where(Poll.id == poll.id).values(state=state))
    database.session.commit()


class TestLedger:
    def test_written_outside_the_database_forgets_again_after_a_restore(self, ada, tmp_path):
        ledger = tmp_path / "erasures.jsonl"
        ask(ada)
        operations.erase_due(now=DUE)
        operations.keep_ledger(ledger)
        self.restore(ada)

        assert operations.replay_ledger(ledger, now=DUE) == 1
        assert operations.replay_ledger(ledger, now=DUE) == 0
        assert row_of(ada).email is None

    def test_holds_each_person_once_and_no_name(self, ada, tmp_path):
        ledger = tmp_path / "erasures.jsonl"
        ask(ada)
        operations.erase_due(now=DUE)
        for _time in range(2):
            operations.keep_ledger(ledger)

        (line,) = ledger.read_text().splitlines()
        assert set(json.loads(line)) == {"person_id", "created_at", "mode", "erased_at"}

    def test_does_not_forget_another_who_has_the_number_now(self, ada, tmp_path):
        ledger = tmp_path / "erasures.jsonl"
        ask(ada)
        operations.erase_due(now=DUE)
        operations.keep_ledger(ledger)
        self.restore(ada, created_at=NOON + timedelta(days=1))

        assert operations.replay_ledger(ledger, now=DUE) == 0
        assert row_of(ada).email == "ada@example.com"

    def test_is_not_there_before_anybody_is_forgotten(self, tmp_path):
        operations.keep_ledger(tmp_path / "erasures.jsonl")

        assert operations.replay_ledger(tmp_path / "erasures.jsonl", now=NOON) == 0
        assert list(tmp_path.iterdir()) == []

    def restore(self, person, **more):
        """Put back what a backup made before the erasure would hold."""
        database.session.execute(sa.delete(Erasure))
        database.session.execute(
            sa.update(Person)
            .where(Person.id == person.id)
            .values(email="ada@example.com", name="Ada Bianchi", active=True, **more)
        )
        database.session.commit()
