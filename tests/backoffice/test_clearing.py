"""Many duties at once, by keyboard or by ticking."""

import pytest
from sqlalchemy import func, select

from auriga_web.discussion.models import Comment
from auriga_web.duties.models import Duty
from auriga_web.moderation.models import Decision
from auriga_web.needs.models import Need, NeedState
from tests.factories import (
    CommentFactory,
    DutyFactory,
    NeedFactory,
    PersonFactory,
    ReportFactory,
    ThreadFactory,
)

TOGETHER = "/personale/insieme"


@pytest.fixture
def moderator(sign_in):
    return sign_in(PersonFactory(moderator=True, name="Marta"))


def report_of(comment, **more):
    ReportFactory(subject_id=str(comment.id))
    return DutyFactory(subject_id=str(comment.id), **more)


@pytest.fixture
def fifty(db):
    thread = ThreadFactory(comment_count=50)
    return [report_of(comment) for comment in CommentFactory.create_batch(50, thread=thread)]


def ids_of(duties):
    return ",".join(str(duty.id) for duty in duties)


def count(db, *conditions):
    return db.session.scalar(select(func.count()).where(*conditions))


class TestFiftyReports:
    def test_are_cleared_at_once_and_come_back_at_once(self, moderator, fifty, db):
        shown = {"tutte": "1", "mostrate": ids_of(fifty)}

        answer = moderator.post(TOGETHER, data={"cosa": "approva", **shown})

        page = moderator.get(answer.location).text
        assert "Fatti: 50." in page
        assert count(db, Duty.done_at.is_(None)) == 0
        decided = ",".join(map(str, db.session.scalars(select(Decision.id).order_by(Decision.id))))
        assert f'value="{decided}"' in page

        moderator.post(f"{TOGETHER}/annullamento", data={"decisioni": decided})
        assert count(db, Duty.done_at.is_(None)) == 50

    def test_are_hidden_for_a_reason_that_each_author_reads(self, moderator, fifty, db):
        ticked = [str(duty.id) for duty in fifty[:20]]

        moderator.post(TOGETHER, data={"cosa": "nascondi", "motivo": "insult", "quali": ticked})

        assert count(db, Comment.hidden_at.is_not(None)) == 20
        facts = db.session.scalars(select(Decision.facts).distinct()).all()
        assert len(facts) == 1
        assert "senza offendere" in facts[0]

    def test_stay_when_no_reason_is_chosen(self, moderator, fifty, db):
        answer = moderator.post(TOGETHER, data={"cosa": "nascondi", "quali": [str(fifty[0].id)]})

        assert "Scegli il motivo" in moderator.get(answer.location).text
        assert count(db, Decision.id.is_not(None)) == 0

    def test_are_taken_at_once(self, moderator, fifty, db):
        moderator.post(TOGETHER, data={"cosa": "prendi", "tutte": "1", "mostrate": ids_of(fifty)})

        assert count(db, Duty.owner_id.is_not(None)) == 50


class TestWhatWaitsForSomebodyElse:
    def test_is_left_and_counted(self, moderator, db):
        mine = report_of(CommentFactory())
        theirs = report_of(CommentFactory(body="Il consorzio non risponde."), role="guarantor")

        answer = moderator.post(
            TOGETHER, data={"cosa": "approva", "quali": [str(mine.id), str(theirs.id)]}
        )

        assert "Fatto: 1. 1 è rimasto com’era" in moderator.get(answer.location).text
        db.session.refresh(theirs)
        assert theirs.done_at is None

    def test_is_refused_to_who_does_not_moderate(self, sign_in, db):
        duty = report_of(CommentFactory())

        sign_in(PersonFactory(operator=True)).post(
            TOGETHER, data={"cosa": "approva", "quali": [str(duty.id)]}
        )

        assert count(db, Decision.id.is_not(None)) == 0

    def test_is_closed_to_citizens(self, client, sign_in):
        assert client.post(TOGETHER).status_code in {302, 401}
        assert sign_in(PersonFactory(verified=True)).post(TOGETHER).status_code == 403

    @pytest.mark.parametrize("ids", ["x", "", "99999999999999999999", "1;DROP"])
    def test_strange_numbers_change_nothing(self, moderator, ids, db):
        answer = moderator.post(TOGETHER, data={"cosa": "approva", "quali": [ids]})

        assert answer.status_code == 303
        assert count(db, Decision.id.is_not(None)) == 0


class TestFirstNeeds:
    @pytest.fixture
    def waiting(self):
        need = NeedFactory(state=NeedState.SUBMITTED)
        return need, DutyFactory(kind="need.review", subject_kind="need", subject_id=str(need.id))

    def test_are_published_in_one_tap(self, moderator, waiting, db):
        need, duty = waiting

        moderator.post(f"/personale/{duty.id}/approvazione")

        assert db.session.get(Need, need.id, populate_existing=True).published_at is not None

    def test_go_back_to_their_author_with_the_reason(self, moderator, waiting, db):
        need, duty = waiting

        moderator.post(f"/personale/{duty.id}/oscuramento", data={"motivo": "contacts"})

        found = db.session.get(Need, need.id, populate_existing=True)
        assert found.state is NeedState.RETURNED
        assert "codice fiscale" in found.state_reason


class TestQuickHiding:
    def test_needs_a_reason_and_a_duty_of_this_kind(self, moderator, db):
        duty = report_of(CommentFactory())
        other = DutyFactory(kind="need.answer")

        assert moderator.post(f"/personale/{duty.id}/oscuramento").status_code == 422
        answer = moderator.post(f"/personale/{other.id}/oscuramento", data={"motivo": "insult"})
        assert answer.status_code == 404
        assert moderator.post("/personale/999/oscuramento").status_code == 404


class TestAssigning:
    def test_gives_a_duty_to_a_colleague(self, moderator, db):
        duty = report_of(CommentFactory())
        colleague = PersonFactory(moderator=True, name="Sara")
        assert "Sara" in moderator.get("/personale").text

        moderator.post(f"/personale/{duty.id}/affidamento", data={"a": colleague.id})

        db.session.refresh(duty)
        assert duty.owner_id == colleague.id

    def test_is_refused_for_who_does_not_do_such_things(self, moderator, db):
        duty = report_of(CommentFactory())
        stranger = PersonFactory(verified=True)

        answer = moderator.post(f"/personale/{duty.id}/affidamento", data={"a": stranger.id})

        assert answer.status_code == 403
