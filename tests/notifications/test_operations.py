"""Who is told of what: each once, never who did it, nothing they may not read."""

from datetime import timedelta

import pytest

from auriga_web.accounts.models import Person
from auriga_web.core.access import SYSTEM, Actor, Level
from auriga_web.core.database import db as database
from auriga_web.core.events import announce
from auriga_web.core.mail import OutboxMail
from auriga_web.discussion.events import CommentPosted
from auriga_web.initiatives import operations as initiatives
from auriga_web.initiatives.models import Initiative
from auriga_web.moderation.events import Decided
from auriga_web.needs import operations as needs
from auriga_web.needs.models import AnswerKind
from auriga_web.notifications import operations, queries
from auriga_web.notifications.models import (
    MailStatus,
    MailWay,
    Notification,
    NotificationPreference,
)
from auriga_web.organisations.events import (
    MemberInvited,
    OrganisationRefused,
    OrganisationVerified,
)
from tests.factories import (
    NOON,
    CommentFactory,
    FollowFactory,
    InitiativeFactory,
    MembershipFactory,
    MilestoneFactory,
    NeedFactory,
    NotificationFactory,
    NotificationPreferenceFactory,
    OrganisationFactory,
    PartnerFactory,
    PersonFactory,
    PositionFactory,
    ServiceAreaFactory,
    SupportFactory,
    ThreadFactory,
)

LATER = NOON + timedelta(days=1)
OUTCOME = "In otto mesi 212 viaggi per 41 persone, tutti i martedì e i giovedì."


def _link(person_id):
    return f"http://localhost/disiscrizione/{person_id}"


class Around:
    """Everybody who has to do with a need, each in one way, and some in several."""

    def __init__(self, need):
        self.need = need
        self.author = need.author_id
        self.supporter = SupportFactory(need_id=need.id).person_id
        self.follower = FollowFactory(subject_kind="need", subject_id=str(need.id)).person_id
        thread = ThreadFactory(subject_kind="need", subject_id=str(need.id))
        self.commenter = CommentFactory(thread=thread).author_id
        body = OrganisationFactory()
        PositionFactory(need=need, organisation=body)
        self.member = MembershipFactory(organisation=body).person_id
        # In several ways at once: still told once.
        FollowFactory(person_id=self.supporter, subject_kind="need", subject_id=str(need.id))
        CommentFactory(thread=thread, author=database.session.get(Person, self.author))
        # Not told: an invited member, one whose mandate is over, a hidden comment, a bystander.
        MembershipFactory(organisation=body, invited=True)
        MembershipFactory(
            organisation=body,
            valid_from=NOON.date() - timedelta(days=9),
            valid_to=NOON.date(),
        )
        CommentFactory(thread=thread, hidden_at=NOON)
        PersonFactory()

    @property
    def everyone(self):
        return sorted([self.author, self.supporter, self.follower, self.commenter, self.member])


@pytest.fixture
def around():
    return Around(NeedFactory(published=True))


class TestTellingOfNeeds:
    def test_reaches_everyone_once(self, around, facilitator, told):
        needs.take_up(around.need, actor=facilitator, now=NOON)

        assert told("need_taken_up") == around.everyone

    def test_never_tells_who_did_it(self, around, facilitator, told):
        FollowFactory(
            person_id=facilitator.person_id,
            subject_kind="need",
            subject_id=str(around.need.id),
        )

        needs.take_up(around.need, actor=facilitator, now=NOON)

        assert facilitator.person_id not in told("need_taken_up")

    def test_of_a_first_answer_and_of_the_last_one(self, around, facilitator, told):
        for kind in AnswerKind:
            needs.answer_need(around.need, kind=kind, body=OUTCOME, actor=facilitator, now=NOON)

        assert told("need_answered") == around.everyone
        assert told("need_answered_final") == around.everyone

    def test_of_a_reasoned_no_is_one_message(self, around, facilitator, told):
        needs.decide_not_to_pursue(around.need, reason=OUTCOME, actor=facilitator, now=NOON)

        assert told("need_not_pursued") == around.everyone
        assert told("need_answered_final") == []

    def test_that_was_taken_back_reaches_supporters_without_its_words(self, around, told, db):
        author = Actor(person_id=around.author, level=Level.REGISTERED)
        title = around.need.title
        needs.withdraw_need(around.need, reason="solved", actor=author, now=NOON)

        assert around.supporter in told("need_withdrawn")
        assert all(title not in mail.body + mail.subject for mail in db.session.query(OutboxMail))

    def test_says_nothing_of_what_was_hidden_before_anybody_was_told(
        self, around, facilitator, told, mails, db
    ):
        needs.take_up(around.need, actor=facilitator, now=NOON)
        needs.hide_need(around.need, actor=SYSTEM, now=NOON)

        assert told("need_taken_up") == []
        assert mails() == []

    def test_leaves_out_who_closed_their_account(self, around, facilitator, told, db):
        gone = SupportFactory(need_id=around.need.id, person=PersonFactory(active=False))

        needs.take_up(around.need, actor=facilitator, now=NOON)

        assert gone.person_id not in told("need_taken_up")


class TestTellingOfInitiatives:
    @pytest.fixture
    def initiative(self, around):
        runner = OrganisationFactory(cooperative_a=True)
        initiative = InitiativeFactory(co_design=True, needs=[around.need], runner_id=runner.id)
        self.runner = MembershipFactory(organisation=runner).person_id
        partner = OrganisationFactory()
        PartnerFactory(initiative_id=initiative.id, organisation_id=partner.id)
        self.partner = MembershipFactory(organisation=partner).person_id
        self.follower = FollowFactory(
            subject_kind="initiative", subject_id=str(initiative.id)
        ).person_id
        self.everyone = sorted(
            [
                *around.everyone,
                initiative.author_id,
                self.runner,
                self.partner,
                self.follower,
            ]
        )
        return initiative

    def test_reaches_its_people_and_those_of_its_needs(self, initiative, facilitator, told):
        initiatives.freeze(initiative, actor=facilitator, now=LATER)

        assert told("initiative_frozen") == self.everyone

    def test_reaches_them_at_each_state_up_to_the_outcome(self, initiative, facilitator, told, db):
        initiatives.freeze(initiative, actor=facilitator, now=LATER)
        initiatives.start_vote(initiative, poll_id=1, now=LATER + timedelta(days=1))
        initiatives.record_vote_result(
            initiative, poll_id=1, approved=True, now=LATER + timedelta(days=2)
        )
        initiatives.start_work(initiative, actor=facilitator, now=LATER + timedelta(days=3))
        milestone = MilestoneFactory(initiative_id=initiative.id)
        initiatives.reach_milestone(
            initiative, milestone, note="", actor=facilitator, now=LATER + timedelta(days=4)
        )
        initiatives.conclude(
            initiative, outcome=OUTCOME, actor=facilitator, now=LATER + timedelta(days=5)
        )

        for kind in (
            "initiative_frozen",
            "initiative_in_vote",
            "initiative_approved",
            "initiative_in_progress",
            "milestone_done",
            "initiative_concluded",
        ):
            assert told(kind) == self.everyone, kind
        # The answer that the outcome gives to the need is told by the initiative alone.
        assert told("need_answered_final") == []

    def test_that_take_needs_up_tell_it_once(self, around, facilitator, told):
        initiative = InitiativeFactory(needs=[around.need])

        initiatives.explore(initiative, actor=facilitator, now=LATER)

        assert around.supporter in told("initiative_exploration")
        assert told("need_taken_up") == []

    def test_of_a_new_one_reaches_the_people_of_the_need(self, around, told):
        proposer = PersonFactory(verified=True)
        initiatives.propose(
            text=initiatives.TextDraft(title="T", summary="s" * 30, body="b" * 60),
            need_ids=[around.need.id],
            territory_id=around.need.comune_id,
            area_id=around.need.service_area_id,
            actor=Actor(person_id=proposer.id, level=Level.VERIFIED),
            now=NOON,
        )

        assert told("initiative_proposed") == around.everyone

    def test_that_is_hidden_reaches_nobody(self, initiative, facilitator, told, db):
        initiatives.freeze(initiative, actor=facilitator, now=LATER)
        initiative.hidden_at = LATER
        db.session.commit()

        assert told("initiative_frozen") == []

    def test_tells_the_members_of_a_new_partner(self, initiative, facilitator, told):
        body = OrganisationFactory()
        member = MembershipFactory(organisation=body).person_id

        initiatives.add_partner(
            initiative,
            organisation_id=body.id,
            role="Mette l'auto",
            contribution="",
            actor=facilitator,
            now=LATER,
        )

        assert told("initiative_partner") == [member]


class TestTellingOfComments:
    def _posted(self, need, comment, **changes):
        facts = {
            "comment_id": comment.id,
            "thread_id": comment.thread_id,
            "subject_kind": "need",
            "subject_id": str(need.id),
            "author_id": comment.author_id,
            "author_body_id": None,
            "parent_id": None,
            "parent_author_id": None,
            "is_official": False,
        }
        announce(CommentPosted(**(facts | changes)))

    @pytest.fixture
    def comment(self, around):
        thread = ThreadFactory(subject_kind="initiative", subject_id="0")
        return CommentFactory(thread=thread)

    def test_reaches_the_author_of_the_thing(self, around, comment, told):
        self._posted(around.need, comment)

        assert told("comment_posted") == [around.author]

    def test_is_said_once_until_it_is_read(self, around, comment, told, db):
        second = CommentFactory(thread=comment.thread)
        self._posted(around.need, comment)
        self._posted(around.need, second)
        assert told("comment_posted") == [around.author]

        reader = Actor(person_id=around.author)
        operations.mark_all_read(up_to_id=10**6, actor=reader, now=NOON)
        self._posted(around.need, CommentFactory(thread=comment.thread))

        assert told("comment_posted") == [around.author, around.author]

    def test_reaches_who_is_answered_and_the_author_once_each(self, around, comment, told):
        self._posted(around.need, comment, parent_author_id=around.supporter)

        assert told("comment_answered") == [around.supporter]
        assert told("comment_posted") == [around.author]

    def test_reaches_the_author_once_when_it_answers_them(self, around, comment, told):
        self._posted(around.need, comment, parent_author_id=around.author)

        assert told("comment_answered") == [around.author]
        assert told("comment_posted") == []

    def test_official_reaches_everyone(self, around, comment, told):
        self._posted(around.need, comment, is_official=True)

        assert told("comment_official") == around.everyone

    def test_hidden_meanwhile_reaches_nobody(self, around, comment, told, db):
        self._posted(around.need, comment)
        comment.hidden_at = NOON
        db.session.commit()

        assert told("comment_posted") == []


class TestTellingOfBodies:
    def _fact(self, kind, body, **changes):
        actor = Actor(person_id=PersonFactory(administrator=True).id)
        announce(kind(organisation_id=body.id, actor=actor, now=NOON, **changes))

    def test_verified_reaches_its_members(self, told):
        body = OrganisationFactory()
        member = MembershipFactory(organisation=body).person_id

        self._fact(OrganisationVerified, body)

        assert told("organisation_verified") == [member]

    def test_refused_reaches_them_and_names_nothing(self, told, db, mails):
        body = OrganisationFactory(refused=True, name="Nome rifiutato")
        member = MembershipFactory(organisation=body).person_id

        self._fact(OrganisationRefused, body, reason="Il codice non risulta.")

        assert told("organisation_refused") == [member]
        assert all("Nome rifiutato" not in mail.subject + mail.body for mail in mails())
        (message,) = queries.list_messages(reader=Actor(person_id=member)).rows
        assert message.subject == ("organisation", str(body.id))

    def test_invitation_reaches_who_is_invited(self, told):
        body, invited = OrganisationFactory(), PersonFactory()

        self._fact(MemberInvited, body, person_id=invited.id)

        assert told("member_invited") == [invited.id]


class TestTellingOfDecisions:
    def test_reaches_only_those_it_concerns(self, told, db):
        from auriga_web.moderation.models import Decision

        author, stranger = PersonFactory(), PersonFactory()
        decision = Decision(
            subject_kind="need",
            subject_id="1",
            author_id=author.id,
            verdict="hide",
            ground="rules",
            rule="4",
            facts="Insulti.",
            origin="automatic",
            decided_at=NOON,
            effect={},
        )
        db.session.add(decision)
        db.session.commit()

        announce(
            Decided(
                decision_id=decision.id,
                subject_kind="need",
                subject_id="1",
                verdict="hide",
                author_id=author.id,
                reporter_ids=(stranger.id,),
            )
        )

        assert told("decision") == [author.id]
        # Who did not report it is not shown it, whatever the event says.
        assert told("report_decided") == []


class TestMails:
    def _tell(self, need, facilitator, run_jobs, **changes):
        needs.take_up(need, actor=facilitator, now=NOON)
        run_jobs()

    def test_name_the_thing_and_lead_to_it(self, facilitator, run_jobs, mails):
        need = NeedFactory(published=True, title="Nessuno che accompagni")

        self._tell(need, facilitator, run_jobs)

        (mail,) = mails()
        assert "Nessuno che accompagni" in mail.subject
        assert f"http://localhost/bisogni/{need.id}" in mail.body
        assert mail.unsubscribe_url.startswith("http://localhost/disiscrizione/")
        assert mail.unsubscribe_url in mail.body

    def test_are_in_the_language_of_who_reads(self, facilitator, run_jobs, mails, db):
        need = NeedFactory(published=True, author=PersonFactory(language="en"))

        self._tell(need, facilitator, run_jobs)

        (mail,) = mails()
        assert f"http://localhost/en/bisogni/{need.id}" in mail.body
        assert "Work on" in mail.subject

    def test_of_sensitive_things_name_nothing(self, facilitator, run_jobs, mails):
        area = ServiceAreaFactory(sensitive=True)
        need = NeedFactory(published=True, title="Violenza in casa", area=area)

        self._tell(need, facilitator, run_jobs)

        (mail,) = mails()
        assert "Violenza" not in mail.subject + mail.body

    def test_do_not_go_to_unconfirmed_addresses(self, facilitator, run_jobs, mails, told):
        need = NeedFactory(published=True, author=PersonFactory(unconfirmed=True))

        self._tell(need, facilitator, run_jobs)

        assert mails() == []
        assert told("need_taken_up") == [need.author_id]

    @pytest.mark.parametrize("way", [MailWay.NONE, MailWay.DAILY])
    def test_do_not_go_to_who_does_not_want_them(self, facilitator, run_jobs, mails, way, db):
        need = NeedFactory(published=True)
        NotificationPreferenceFactory(person_id=need.author_id, mail=way)

        self._tell(need, facilitator, run_jobs)

        assert mails() == []
        waiting = db.session.query(Notification).one().mail
        assert waiting is (MailStatus.PENDING if way is MailWay.DAILY else MailStatus.NONE)

    def test_stop_at_five_an_hour_and_the_rest_waits(self, facilitator, run_jobs, mails, db):
        author = PersonFactory()
        for _ in range(7):
            needs.take_up(NeedFactory(published=True, author=author), actor=facilitator, now=NOON)

        run_jobs()

        assert len(mails()) == 5
        states = [row.mail for row in db.session.query(Notification)]
        assert states.count(MailStatus.PENDING) == 2


class TestDigest:
    DAY = LATER.date()

    def _send(self, person_id, day=DAY, now=LATER):
        return operations.send_digest(person_id, day=day, now=now, stop_link=_link)

    @pytest.fixture
    def waiting(self):
        need = NeedFactory(published=True, title="Il bisogno di prima")
        NotificationPreferenceFactory(person_id=need.author_id, mail=MailWay.DAILY)
        NotificationFactory(
            person_id=need.author_id, subject_id=str(need.id), mail=MailStatus.PENDING
        )
        return need

    def test_is_one_mail_with_all_that_waits(self, waiting, mails):
        other = NeedFactory(published=True, title="Il bisogno di dopo")
        NotificationFactory(
            person_id=waiting.author_id, subject_id=str(other.id), mail=MailStatus.PENDING
        )

        assert self._send(waiting.author_id)

        (mail,) = mails()
        assert "Il bisogno di prima" in mail.body
        assert "Il bisogno di dopo" in mail.body

    def test_leaves_once_a_day(self, waiting, mails):
        assert self._send(waiting.author_id)
        assert not self._send(waiting.author_id)

        assert len(mails()) == 1
        assert queries.list_persons_awaiting_digest(day=self.DAY, limit=9) == []

    def test_names_nothing_that_was_hidden_meanwhile(self, waiting, mails, db):
        waiting.hidden_at = NOON
        waiting.is_listed = False
        db.session.commit()

        self._send(waiting.author_id)

        # Its author may still read it: nobody else is told.
        assert all("Il bisogno" in mail.body for mail in mails())
        stranger = PersonFactory()
        NotificationPreferenceFactory(person_id=stranger.id)
        NotificationFactory(
            person_id=stranger.id, subject_id=str(waiting.id), mail=MailStatus.PENDING
        )
        before = len(mails())
        self._send(stranger.id)
        assert len(mails()) == before

    def test_does_not_repeat_what_was_read(self, waiting, mails, db):
        actor = Actor(person_id=waiting.author_id)
        NotificationPreference.unread_count.property  # noqa: B018
        db.session.query(NotificationPreference).update({"unread_count": 1})
        db.session.commit()
        operations.mark_all_read(up_to_id=10**6, actor=actor, now=NOON)

        self._send(waiting.author_id)

        assert mails() == []


class TestChunks:
    def test_tell_everybody_some_hundreds_at_a_time(self, facilitator, told, monkeypatch, db):
        monkeypatch.setattr("auriga_web.notifications.operations.telling.CHUNK", 3)
        need = NeedFactory(published=True)
        people = [SupportFactory(need=need).person_id for _ in range(7)]

        needs.take_up(need, actor=facilitator, now=NOON)

        assert told("need_taken_up") == sorted([*people, need.author_id])
        assert db.session.query(OutboxMail).count() == 8


def test_one_event_is_one_job(around, facilitator, db):
    from auriga_web.core.job_queue import Job

    needs.take_up(around.need, actor=facilitator, now=NOON)

    assert db.session.query(Job).filter_by(name="notifications.tell").count() == 1
    assert db.session.query(Initiative).count() == 0
