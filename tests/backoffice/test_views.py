import pytest
from sqlalchemy import select, update

from auriga_web.accounts.queries import find_actor
from auriga_web.audit.models import AuditEntry
from auriga_web.audit.operations import record
from auriga_web.core.mail import MailState, OutboxMail
from auriga_web.discussion.models import Comment
from auriga_web.moderation.models import Decision
from tests.factories import (
    NOON,
    CommentFactory,
    DutyFactory,
    NeedFactory,
    PersonFactory,
    ReportFactory,
)

PAYLOAD = "<script>alert(1)</script>"


@pytest.fixture
def moderator(sign_in):
    return sign_in(PersonFactory(moderator=True, name="Marta"))


@pytest.fixture
def administrator(sign_in):
    return sign_in(PersonFactory(administrator=True))


@pytest.fixture
def reported():
    """A need, so that its gate is there, which somebody warns about."""
    need = NeedFactory(published=True, title=f"Manca {PAYLOAD}")
    ReportFactory(subject_kind="need", subject_id=str(need.id), text=PAYLOAD)
    return DutyFactory(subject_kind="need", subject_id=str(need.id), harm=2)


class TestInbox:
    @pytest.mark.parametrize("role", ["operator", "moderator", "facilitator", "guarantor"])
    def test_is_for_who_works_here(self, sign_in, role):
        assert sign_in(PersonFactory(**{role: True})).get("/personale").status_code == 200

    def test_is_not_for_citizens(self, client, sign_in):
        assert client.get("/personale").status_code == 302
        assert sign_in(PersonFactory(verified=True)).get("/personale").status_code == 403

    def test_says_what_to_do_when_nothing_waits(self, moderator):
        assert "Non aspetta niente" in moderator.get("/personale").text

    def test_shows_the_first_thing_with_its_warnings(self, moderator, reported):
        page = moderator.get("/personale").text

        assert "Avviso da leggere" in page
        assert "Insulti o minacce" in page
        assert "Va bene così" in page

    def test_runs_nothing_that_people_wrote(self, moderator, reported):
        assert PAYLOAD not in moderator.get("/personale").text

    def test_shows_the_thing_asked_for(self, moderator, reported):
        comment = CommentFactory(body="Un primo commento.", held=True)
        asked = DutyFactory(kind="comment.first", subject_id=str(comment.id))

        page = moderator.get(f"/personale?cosa={asked.id}").text

        assert "<p>Un primo commento.</p>" in page

    def test_gives_htmx_the_thing_alone(self, moderator, reported):
        answer = moderator.get(f"/personale/{reported.id}", headers={"HX-Request": "true"})

        assert "<html" not in answer.text
        assert "inbox-one" in answer.text

    def test_leads_to_the_list_without_htmx(self, moderator, reported):
        assert moderator.get(f"/personale/{reported.id}").location.endswith(f"cosa={reported.id}")

    @pytest.mark.parametrize("size", [10, 200])
    def test_takes_few_statements_whatever_its_size(self, moderator, count_queries, size):
        for _ in range(size):
            DutyFactory(subject_id=str(CommentFactory().id))

        with count_queries() as statements:
            moderator.get("/personale")

        assert len(statements) <= 8, statements


class TestTaking:
    def test_gives_a_duty_an_owner_and_back(self, moderator, reported, db):
        moderator.post(f"/personale/{reported.id}/assegnazione")
        assert "Marta" in moderator.get("/personale").text

        moderator.post(f"/personale/{reported.id}/rinuncia")
        db.session.refresh(reported)
        assert reported.owner_id is None

    def test_is_refused_to_other_roles(self, sign_in, reported):
        browser = sign_in(PersonFactory(operator=True))

        assert browser.post(f"/personale/{reported.id}/assegnazione").status_code == 403


class TestApproving:
    def test_answers_a_warning_and_offers_to_undo(self, moderator, reported, db):
        answer = moderator.post(f"/personale/{reported.id}/approvazione")

        decision = db.session.scalars(select(Decision)).one()
        page = moderator.get(answer.location).text
        assert 'action="/personale/insieme/annullamento"' in page
        assert f'name="decisioni" value="{decision.id}"' in page
        assert "Non aspetta niente" in page

        moderator.post("/personale/insieme/annullamento", data={"decisioni": decision.id})
        db.session.refresh(reported)
        assert reported.done_at is None

    def test_lets_a_first_comment_out(self, moderator, db, benches):
        comment = CommentFactory(held=True)
        duty = DutyFactory(kind="comment.first", subject_id=str(comment.id))

        moderator.post(f"/personale/{duty.id}/approvazione")

        assert db.session.scalars(select(Comment)).one().is_public
        db.session.refresh(duty)
        assert duty.done_at is not None

    def test_is_not_for_other_duties(self, administrator):
        duty = DutyFactory(kind="need.answer", role="facilitator")

        assert administrator.post(f"/personale/{duty.id}/approvazione").status_code == 404


class TestTrail:
    @pytest.mark.parametrize(
        ("role", "status"), [("administrator", 200), ("guarantor", 200), ("moderator", 403)]
    )
    def test_is_for_administrators_and_the_guarantor(self, sign_in, role, status):
        assert (
            sign_in(PersonFactory(**{role: True})).get("/personale/registro").status_code == status
        )

    def test_tells_that_the_chain_is_whole(self, administrator):
        actor = find_actor(PersonFactory(moderator=True).id)
        record(actor, "need.hidden", subject_kind="need", subject_id=1, now=NOON)

        administrator.post("/personale/registro/controllo")
        page = administrator.get("/personale/registro").text

        assert "La catena è intera" in page

    def test_tells_where_it_breaks(self, administrator, db):
        actor = find_actor(PersonFactory(moderator=True).id)
        for number in range(3):
            record(actor, "need.hidden", subject_kind="need", subject_id=number, now=NOON)
        db.session.execute(update(AuditEntry).where(AuditEntry.id == 2).values(action="need.shown"))
        db.session.commit()

        administrator.post("/personale/registro/controllo")
        page = administrator.get("/personale/registro").text

        assert "si rompe alla voce 2" in page


class TestMails:
    def test_shows_and_tries_again_what_was_given_up(self, administrator, db):
        mail = OutboxMail(
            recipient="chi@esempio.it",
            kind="moderation.decision",
            subject="Perché",
            body="…",
            dedupe_key="1",
            state=MailState.DEAD,
            created_at=NOON,
            next_at=NOON,
            attempts=12,
            last_error="SMTPRecipientsRefused: 550",
        )
        db.session.add(mail)
        db.session.commit()

        assert "SMTPRecipientsRefused" in administrator.get("/personale/posta").text
        administrator.post(f"/personale/posta/{mail.id}/ritento")

        db.session.refresh(mail)
        assert (mail.state, mail.attempts) == (MailState.QUEUED, 0)

    def test_is_for_administrators(self, moderator):
        assert moderator.get("/personale/posta").status_code == 403
