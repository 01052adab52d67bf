"""Hearing what happened below: each event becomes one job, written in its transaction."""

from datetime import datetime
from typing import Any

from auriga_web.accounts.events import PersonErased
from auriga_web.core import clock
from auriga_web.core.events import listens_to
from auriga_web.core.job_queue import enqueue
from auriga_web.discussion.events import CommentPosted
from auriga_web.initiatives import events as initiatives
from auriga_web.initiatives.models import AmendmentState, InitiativeState
from auriga_web.meetings import events as meetings
from auriga_web.moderation import events as moderation
from auriga_web.needs import events as needs
from auriga_web.needs.models import AnswerKind
from auriga_web.notifications import operations, queries
from auriga_web.notifications.rules import Audience, News
from auriga_web.organisations import events as organisations


@listens_to(needs.NeedPublished)
def tell_author_it_is_public(event: needs.NeedPublished) -> None:
    _need(event, "need_published", Audience.AUTHOR)
    _need(event, "need_new", Audience.AROUND)


@listens_to(needs.NeedReturned)
def tell_author_it_came_back(event: needs.NeedReturned) -> None:
    _need(event, "need_returned", Audience.AUTHOR)


@listens_to(needs.NeedAnswered)
def tell_of_answer(event: needs.NeedAnswered) -> None:
    # A reasoned "no" is told by NeedNotPursued, the outcome of an initiative by the initiative.
    if event.kind == AnswerKind.FINAL:
        if not queries.is_refusal(event.answer_id) and not _is_told_above(event):
            _need(event, "need_answered_final")
    else:
        _need(event, "need_answered")


@listens_to(needs.NeedTakenUp)
def tell_of_work(event: needs.NeedTakenUp) -> None:
    if not _is_told_above(event):
        _need(event, "need_taken_up")


@listens_to(needs.NeedNotPursued)
def tell_of_refusal(event: needs.NeedNotPursued) -> None:
    _need(event, "need_not_pursued")


@listens_to(needs.NeedWithdrawn)
def tell_of_withdrawal(event: needs.NeedWithdrawn) -> None:
    _need(event, "need_withdrawn")


@listens_to(needs.NeedMerged)
def tell_of_merger(event: needs.NeedMerged) -> None:
    into = ("need", str(event.into_id))
    _tell(
        "need_merged",
        event.at,
        subject=into,
        around=("need", event.subject_id),
        actor_id=event.actor_id,
        # The merger has already carried its people over: tell the author by name.
        person_ids=(event.author_id,),
    )


@listens_to(needs.NeedMadePrivate, needs.NeedBlackedOut)
def tell_author_of_protection(event: needs.NeedFact) -> None:
    is_private = isinstance(event, needs.NeedMadePrivate)
    _need(event, "need_made_private" if is_private else "need_blacked_out", Audience.AUTHOR)


@listens_to(needs.NeedSeparated)
def tell_of_separation(event: needs.NeedSeparated) -> None:
    _need(event, "need_separated")


@listens_to(needs.NeedMovedAlong)
def tell_of_theme(event: needs.NeedMovedAlong) -> None:
    # Initiatives tell by themselves where they have arrived, and theirs with it.
    if event.cause_kind == "theme":
        _need(event, "need_in_theme")


@listens_to(needs.PositionTaken)
def tell_of_position(event: needs.PositionTaken) -> None:
    _need(event, "need_position", Audience.AUTHOR)
    _tell(
        "body_position",
        event.at,
        subject=("need", event.subject_id),
        audience=Audience.AROUND,
        around=("organisation", str(event.body_id)),
        actor_id=event.actor_id,
    )


@listens_to(CommentPosted)
def tell_of_comment(event: CommentPosted) -> None:
    # One key for all three, so that who is told for two reasons hears it once, the nearer first.
    answered = event.parent_author_id
    if answered is not None:
        _comment(event, "comment_answered", audience=Audience.NAMED, person_ids=(answered,))
    if event.is_official:
        _comment(event, "comment_official", audience=Audience.EVERYONE)
    else:
        _comment(event, "comment_posted", audience=Audience.AUTHOR)


@listens_to(initiatives.InitiativeProposed)
def tell_of_initiative(event: initiatives.InitiativeProposed) -> None:
    _initiative(event, "initiative_proposed")
    _initiative(event, "initiative_new", audience=Audience.AROUND)


@listens_to(initiatives.InitiativeNeedAdded)
def tell_people_of_added_need(event: initiatives.InitiativeNeedAdded) -> None:
    _initiative(event, "initiative_proposed", around=("need", str(event.need_id)))


@listens_to(initiatives.InitiativeMoved)
def tell_of_state(event: initiatives.InitiativeMoved) -> None:
    if event.after != InitiativeState.IDEA:
        _initiative(event, f"initiative_{event.after}")


@listens_to(initiatives.InitiativeRewritten)
def tell_of_version(event: initiatives.InitiativeRewritten) -> None:
    _initiative(event, "initiative_rewritten")


@listens_to(initiatives.AmendmentProposed)
def tell_of_amendment(event: initiatives.AmendmentProposed) -> None:
    around = ("initiative", str(event.initiative_id))
    _amendment(event, "amendment_proposed", audience=Audience.AUTHOR, around=around)


@listens_to(initiatives.AmendmentDecided)
def tell_who_proposed_a_change(event: initiatives.AmendmentDecided) -> None:
    if event.state != AmendmentState.WITHDRAWN:
        _amendment(event, f"amendment_{event.state}", person_ids=(event.author_id,))


@listens_to(initiatives.InitiativePartnerAdded)
def tell_partner(event: initiatives.InitiativePartnerAdded) -> None:
    _initiative(event, "initiative_partner", audience=Audience.NAMED, body_id=event.organisation_id)


@listens_to(initiatives.MilestoneDone)
def tell_of_milestone(event: initiatives.MilestoneDone) -> None:
    _initiative(event, "milestone_done")


@listens_to(*meetings.TOLD_BY_NAME)
def tell_of_meeting(event: meetings.ToldByName) -> None:
    if event.person_ids:
        _tell(event.news, event.at, audience=Audience.NAMED, **event.addressed)


@listens_to(organisations.OrganisationVerified)
def tell_of_verified_body(event: organisations.OrganisationVerified) -> None:
    _body(event, "organisation_verified", body_id=event.organisation_id)


@listens_to(organisations.OrganisationRefused)
def tell_of_refused_body(event: organisations.OrganisationRefused) -> None:
    _body(event, "organisation_refused", body_id=event.organisation_id)


@listens_to(organisations.MemberInvited)
def tell_who_is_invited(event: organisations.MemberInvited) -> None:
    _body(event, "member_invited", person_ids=(event.person_id,))


@listens_to(moderation.Decided)
def tell_of_decision(event: moderation.Decided) -> None:
    if event.author_id is not None and event.verdict != "nothing_wrong":
        _decision("decision", event.decision_id, (event.author_id,))
    if event.reporter_ids:
        _decision("report_decided", event.decision_id, event.reporter_ids)


@listens_to(moderation.AppealDecided)
def tell_of_appeal(event: moderation.AppealDecided) -> None:
    if event.appellant_id is not None:
        _decision("appeal_decided", event.decision_id, (event.appellant_id,))


_FromInitiative = (
    initiatives.InitiativeProposed
    | initiatives.InitiativeNeedAdded
    | initiatives.InitiativeMoved
    | initiatives.InitiativeRewritten
    | initiatives.InitiativePartnerAdded
    | initiatives.MilestoneDone
)


def _need(event: needs.NeedFact, kind: str, audience: Audience = Audience.EVERYONE) -> None:
    _tell(
        kind,
        event.at,
        subject=("need", event.subject_id),
        audience=audience,
        actor_id=event.actor_id,
    )


def _comment(
    event: CommentPosted, kind: str, *, audience: Audience, person_ids: tuple[int, ...] = ()
) -> None:
    _tell(
        kind,
        queries.said_at(event.comment_id) or clock.now(),
        key=f"comment:{event.comment_id}",
        subject=(event.subject_kind, event.subject_id),
        audience=audience,
        actor_id=event.author_id,
        person_ids=person_ids,
        comment_id=event.comment_id,
    )


def _initiative(
    event: _FromInitiative,
    kind: str,
    *,
    audience: Audience = Audience.EVERYONE,
    around: tuple[str, str] | None = None,
    body_id: int | None = None,
) -> None:
    _tell(
        kind,
        event.at,
        subject=("initiative", str(event.initiative_id)),
        audience=audience,
        around=around,
        actor_id=event.person_id,
        body_id=body_id,
    )


def _decision(kind: str, decision_id: int, person_ids: tuple[int, ...]) -> None:
    subject = ("decision", str(decision_id))
    _tell(kind, clock.now(), subject=subject, audience=Audience.NAMED, person_ids=person_ids)


def _amendment(
    event: initiatives.AmendmentProposed | initiatives.AmendmentDecided,
    kind: str,
    *,
    audience: Audience = Audience.NAMED,
    **whom: Any,
) -> None:
    subject = ("amendment", str(event.amendment_id))
    _tell(kind, event.at, subject=subject, audience=audience, actor_id=event.person_id, **whom)


def _body(
    event: organisations.OrganisationVerified
    | organisations.OrganisationRefused
    | organisations.MemberInvited,
    kind: str,
    *,
    person_ids: tuple[int, ...] = (),
    body_id: int | None = None,
) -> None:
    _tell(
        kind,
        event.now,
        subject=("organisation", str(event.organisation_id)),
        around=("organisation", "/".join(map(str, person_ids))) if person_ids else None,
        audience=Audience.NAMED,
        actor_id=event.actor.person_id,
        person_ids=person_ids,
        body_id=body_id,
    )


def _is_told_above(event: needs.NeedFact) -> bool:
    return queries.is_told_by_initiative(event.need_id, at=event.at)


def _tell(
    kind: str,
    at: datetime,
    *,
    subject: tuple[str, str],
    audience: Audience = Audience.EVERYONE,
    around: tuple[str, str] | None = None,
    actor_id: int | None = None,
    person_ids: tuple[int, ...] = (),
    body_id: int | None = None,
    comment_id: int | None = None,
    key: str = "",
) -> None:
    about = "/".join((*subject, *(around or ())))
    news = News(
        kind=kind,
        key=key or f"{kind}:{about}:{at.timestamp()}",
        subject=subject,
        at=at,
        audience=audience,
        around=around,
        actor_id=actor_id,
        person_ids=person_ids,
        body_id=body_id,
        comment_id=comment_id,
    )
    enqueue(
        "notifications.tell", now=at, key=f"tell:{news.kind}:{news.key}:0", news=news.as_arguments()
    )


@listens_to(PersonErased)
def forget_messages(event: PersonErased) -> None:
    operations.forget_person(event.person_id)
