"""Hearing what happened below: each event becomes one job, written in its transaction."""

from auriga_web.accounts.events import PersonErased
from auriga_web.core.events import listens_to
from auriga_web.discussion.events import CommentPosted
from auriga_web.initiatives import events as initiatives
from auriga_web.initiatives.models import AmendmentState, InitiativeState
from auriga_web.meetings import events as meetings
from auriga_web.moderation import events as moderation
from auriga_web.needs import events as needs
from auriga_web.needs.models import AnswerKind
from auriga_web.notifications import operations, queries
from auriga_web.notifications.listeners.telling import (
    is_told_above,
    of_amendment,
    of_body,
    of_comment,
    of_decision,
    of_initiative,
    of_need,
    tell,
)
from auriga_web.notifications.rules import Audience
from auriga_web.organisations import events as organisations


@listens_to(needs.NeedPublished)
def tell_author_it_is_public(event: needs.NeedPublished) -> None:
    of_need(event, "need_published", Audience.AUTHOR)
    of_need(event, "need_new", Audience.AROUND)


@listens_to(needs.NeedReturned)
def tell_author_it_came_back(event: needs.NeedReturned) -> None:
    of_need(event, "need_returned", Audience.AUTHOR)


@listens_to(needs.NeedAnswered)
def tell_of_answer(event: needs.NeedAnswered) -> None:
    # A reasoned "no" is told by NeedNotPursued, the outcome of an initiative by the initiative.
    if event.kind == AnswerKind.FINAL:
        if not queries.is_refusal(event.answer_id) and not is_told_above(event):
            of_need(event, "need_answered_final")
    else:
        of_need(event, "need_answered")


@listens_to(needs.NeedTakenUp)
def tell_of_work(event: needs.NeedTakenUp) -> None:
    if not is_told_above(event):
        of_need(event, "need_taken_up")


@listens_to(needs.NeedNotPursued)
def tell_of_refusal(event: needs.NeedNotPursued) -> None:
    of_need(event, "need_not_pursued")


@listens_to(needs.NeedWithdrawn)
def tell_of_withdrawal(event: needs.NeedWithdrawn) -> None:
    of_need(event, "need_withdrawn")


@listens_to(needs.NeedMerged)
def tell_of_merger(event: needs.NeedMerged) -> None:
    into = ("need", str(event.into_id))
    tell(
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
    of_need(event, "need_made_private" if is_private else "need_blacked_out", Audience.AUTHOR)


@listens_to(needs.NeedSeparated)
def tell_of_separation(event: needs.NeedSeparated) -> None:
    of_need(event, "need_separated")


@listens_to(needs.NeedMovedAlong)
def tell_of_theme(event: needs.NeedMovedAlong) -> None:
    # Initiatives tell by themselves where they have arrived, and theirs with it.
    if event.cause_kind == "theme":
        of_need(event, "need_in_theme")


@listens_to(needs.PositionTaken)
def tell_of_position(event: needs.PositionTaken) -> None:
    of_need(event, "need_position", Audience.AUTHOR)
    tell(
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
        of_comment(event, "comment_answered", audience=Audience.NAMED, person_ids=(answered,))
    if event.is_official:
        of_comment(event, "comment_official", audience=Audience.EVERYONE)
    else:
        of_comment(event, "comment_posted", audience=Audience.AUTHOR)


@listens_to(initiatives.InitiativeProposed)
def tell_of_initiative(event: initiatives.InitiativeProposed) -> None:
    of_initiative(event, "initiative_proposed")
    of_initiative(event, "initiative_new", audience=Audience.AROUND)


@listens_to(initiatives.InitiativeNeedAdded)
def tell_people_of_added_need(event: initiatives.InitiativeNeedAdded) -> None:
    of_initiative(event, "initiative_proposed", around=("need", str(event.need_id)))


@listens_to(initiatives.InitiativeMoved)
def tell_of_state(event: initiatives.InitiativeMoved) -> None:
    if event.after != InitiativeState.IDEA:
        of_initiative(event, f"initiative_{event.after}")


@listens_to(initiatives.InitiativeRewritten)
def tell_of_version(event: initiatives.InitiativeRewritten) -> None:
    of_initiative(event, "initiative_rewritten")


@listens_to(initiatives.AmendmentProposed)
def tell_of_amendment(event: initiatives.AmendmentProposed) -> None:
    around = ("initiative", str(event.initiative_id))
    of_amendment(event, "amendment_proposed", audience=Audience.AUTHOR, around=around)


@listens_to(initiatives.AmendmentDecided)
def tell_who_proposed_a_change(event: initiatives.AmendmentDecided) -> None:
    if event.state != AmendmentState.WITHDRAWN:
        of_amendment(event, f"amendment_{event.state}", person_ids=(event.author_id,))


@listens_to(initiatives.InitiativePartnerAdded)
def tell_partner(event: initiatives.InitiativePartnerAdded) -> None:
    of_initiative(
        event, "initiative_partner", audience=Audience.NAMED, body_id=event.organisation_id
    )


@listens_to(initiatives.MilestoneDone)
def tell_of_milestone(event: initiatives.MilestoneDone) -> None:
    of_initiative(event, "milestone_done")


@listens_to(*meetings.TOLD_BY_NAME)
def tell_of_meeting(event: meetings.ToldByName) -> None:
    if event.person_ids:
        tell(event.news, event.at, audience=Audience.NAMED, **event.addressed)


@listens_to(organisations.OrganisationVerified)
def tell_of_verified_body(event: organisations.OrganisationVerified) -> None:
    of_body(event, "organisation_verified", body_id=event.organisation_id)


@listens_to(organisations.OrganisationRefused)
def tell_of_refused_body(event: organisations.OrganisationRefused) -> None:
    of_body(event, "organisation_refused", body_id=event.organisation_id)


@listens_to(organisations.MemberInvited)
def tell_who_is_invited(event: organisations.MemberInvited) -> None:
    of_body(event, "member_invited", person_ids=(event.person_id,))


@listens_to(moderation.Decided)
def tell_of_decision(event: moderation.Decided) -> None:
    if event.author_id is not None and event.verdict != "nothing_wrong":
        of_decision("decision", event.decision_id, (event.author_id,))
    if event.reporter_ids:
        of_decision("report_decided", event.decision_id, event.reporter_ids)


@listens_to(moderation.AppealDecided)
def tell_of_appeal(event: moderation.AppealDecided) -> None:
    if event.appellant_id is not None:
        of_decision("appeal_decided", event.decision_id, (event.appellant_id,))


@listens_to(PersonErased)
def forget_messages(event: PersonErased) -> None:
    operations.forget_person(event.person_id)
