"""The minutes, from the draft to what everybody reads, and the commitments they hold."""

from datetime import date, datetime, time

from auriga_web.chain import operations as chain
from auriga_web.core import markup
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.clock import ROME
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.duties import operations as duties
from auriga_web.initiatives import queries as initiatives
from auriga_web.meetings import policies, queries, rules
from auriga_web.meetings.events import CorrectionsAsked, MinutesPublished
from auriga_web.meetings.models import (
    Commitment,
    CommitmentState,
    Correction,
    Decision,
    Meeting,
    Minutes,
    MinutesState,
)
from auriga_web.meetings.operations.trail import lock, record
from auriga_web.meetings.rules.minutes import TIME_TO_CORRECT
from auriga_web.needs import queries as needs

COMMITMENT_DUTY = "commitment"


def write_minutes(
    meeting: Meeting, *, body: str, known_version: int, actor: Actor, now: datetime
) -> Minutes:
    """Begin the minutes of a meeting, or write them anew until they are approved.

    :raises NotAllowed: if the actor calls no meetings.
    :raises CannotWrite: if they are approved.
    :raises ChangedMeanwhile: if somebody wrote them since the actor read them.
    """
    authorise(policies.may_call(actor))
    body_html = str(markup.render(body))
    lock(meeting)
    minutes = queries.find_minutes(meeting.id)
    if minutes is None:
        minutes = Minutes(
            meeting_id=meeting.id, state=MinutesState.DRAFT, version=0, created_at=now
        )
        db.session.add(minutes)
    rules.check_editable(minutes.state)
    if minutes.version != known_version:
        raise rules.ChangedMeanwhile

    minutes.body, minutes.body_html = body, body_html
    minutes.version += 1
    db.session.flush()
    record(meeting.id, "meeting.minutes_written", actor=actor, now=now, version=minutes.version)
    return minutes


def add_decision(
    minutes: Minutes,
    *,
    text: str,
    need_id: int | None,
    initiative_id: int | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Write what was decided, and what it is about.

    :raises CannotWrite: if the minutes are approved.
    """
    _begin_change(minutes, actor)
    need_id, initiative_id = _about(need_id, initiative_id, actor)

    db.session.add(
        Decision(
            minutes_id=minutes.id, text=text.strip(), need_id=need_id, initiative_id=initiative_id
        )
    )
    db.session.flush()
    record(minutes.meeting_id, "meeting.decision_added", actor=actor, now=now)


def add_commitment(
    minutes: Minutes,
    *,
    what: str,
    who: str,
    due_on: date | None,
    need_id: int | None,
    initiative_id: int | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Write who does what by when.

    :raises CannotWrite: if one of the three is missing, or the minutes are approved.
    """
    _begin_change(minutes, actor)
    rules.check_commitment(what=what, who=who, due_on=due_on)
    need_id, initiative_id = _about(need_id, initiative_id, actor)

    db.session.add(
        Commitment(
            minutes_id=minutes.id,
            what=what.strip(),
            who=" ".join(who.split()),
            due_on=due_on,
            state=CommitmentState.OPEN,
            need_id=need_id,
            initiative_id=initiative_id,
        )
    )
    db.session.flush()
    record(minutes.meeting_id, "meeting.commitment_added", actor=actor, now=now)


def ask_for_corrections(minutes: Minutes, *, actor: Actor, now: datetime) -> None:
    """Let those who were there read the draft and say what to correct, for a week.

    :raises CannotWrite: if the minutes are approved.
    """
    _begin_change(minutes, actor)

    minutes.state = MinutesState.CORRECTIONS
    minutes.corrections_until = now + TIME_TO_CORRECT
    db.session.flush()
    record(minutes.meeting_id, "meeting.corrections_asked", actor=actor, now=now)

    announce(
        CorrectionsAsked(
            meeting_id=minutes.meeting_id,
            person_ids=queries.list_attending_ids(minutes.meeting_id),
            person_id=actor.person_id,
            at=now,
        )
    )


def correct(minutes: Minutes, *, text: str, actor: Actor, now: datetime) -> Correction:
    """Say what is to be corrected, as somebody who was there.

    :raises NotAllowed: if the actor was not there.
    :raises CannotWrite: if the time for it is over, or nothing is said.
    """
    was_there = queries.was_there(minutes.meeting_id, actor.person_id)
    authorise(policies.may_correct(actor, was_there=was_there))
    rules.check_correction(state=minutes.state, until=minutes.corrections_until, text=text, now=now)

    correction = Correction(
        minutes_id=minutes.id, person_id=actor.person_id, text=text.strip(), at=now
    )
    db.session.add(correction)
    db.session.flush()
    record(minutes.meeting_id, "meeting.correction_asked", actor=actor, now=now)
    return correction


def answer_correction(
    minutes: Minutes,
    correction: Correction,
    *,
    is_accepted: bool,
    reply: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Say whether a correction is taken up, and why not.

    :raises CannotWrite: if the minutes are approved.
    """
    _begin_change(minutes, actor)

    correction.is_accepted, correction.reply, correction.answered_at = is_accepted, reply, now
    db.session.flush()
    record(minutes.meeting_id, "meeting.correction_answered", actor=actor, now=now)


def approve(minutes: Minutes, *, actor: Actor, now: datetime) -> None:
    """Close the text: from here on it is known by its hash.

    :raises CannotWrite: if those who were there still have time, or wait for an answer.
    """
    authorise(policies.may_call(actor))
    lock(minutes)
    rules.check_approval(
        state=minutes.state,
        until=minutes.corrections_until,
        waiting=queries.count_unanswered(minutes.id),
        now=now,
    )
    sha256 = rules.sha256_of(
        meeting_id=minutes.meeting_id,
        body=minutes.body,
        decisions=[row.text for row in queries.list_decisions(minutes.id)],
        commitments=[
            f"{row.who}: {row.what} ({row.due_on.isoformat()})"
            for row in queries.list_commitments(minutes.id)
        ],
    )

    minutes.state, minutes.approved_at = MinutesState.APPROVED, now
    minutes.approved_by_id = actor.person_id
    minutes.sha256 = sha256
    db.session.flush()
    record(minutes.meeting_id, "meeting.minutes_approved", actor=actor, now=now)


def publish(minutes: Minutes, *, actor: Actor, now: datetime) -> None:
    """Let everybody read them; what was decided and promised joins the chain of what it is about.

    :raises CannotWrite: if they are not approved.
    """
    authorise(policies.may_call(actor))
    lock(minutes)
    rules.check_publication(minutes.state)

    minutes.state, minutes.published_at = MinutesState.PUBLISHED, now
    db.session.flush()
    commitments = queries.list_commitments(minutes.id)
    for decision in queries.list_decisions(minutes.id):
        _join_chain(minutes, decision.need_id, decision.initiative_id, now=now)
    for commitment in commitments:
        _join_chain(minutes, commitment.need_id, commitment.initiative_id, now=now)
        duties.open_duty(
            kind=COMMITMENT_DUTY,
            subject=("commitment", commitment.id),
            role=Role.FACILITATOR,
            due_at=datetime.combine(commitment.due_on, time(23, 59), tzinfo=ROME),
            now=now,
        )
    record(minutes.meeting_id, "meeting.minutes_published", actor=actor, now=now)

    announce(
        MinutesPublished(
            meeting_id=minutes.meeting_id,
            person_ids=queries.list_attending_ids(minutes.meeting_id),
            person_id=actor.person_id,
            at=now,
        )
    )


def settle_commitment(
    commitment: Commitment,
    minutes: Minutes,
    *,
    is_kept: bool,
    note: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Say that a commitment was kept, or why it was not.

    :raises CannotWrite: if it is not public, or no reason is given.
    """
    authorise(policies.may_call(actor))
    state = CommitmentState.KEPT if is_kept else CommitmentState.NOT_KEPT
    rules.check_settlement(minutes=minutes.state, to=state, note=note)

    commitment.state, commitment.settled_at, commitment.note = state, now, note.strip()
    db.session.flush()
    duties.settle_duty(kind=COMMITMENT_DUTY, subject=("commitment", commitment.id), now=now)
    record(
        minutes.meeting_id,
        "meeting.commitment_settled",
        actor=actor,
        now=now,
        commitment=commitment.id,
        kept=is_kept,
    )


def _begin_change(minutes: Minutes, actor: Actor) -> None:
    authorise(policies.may_call(actor))
    lock(minutes)
    rules.check_editable(minutes.state)


def _about(
    need_id: int | None, initiative_id: int | None, actor: Actor
) -> tuple[int | None, int | None]:
    """Return what is really there of what was named; what is not, is not found."""
    if need_id is not None:
        needs.get_need(need_id, reader=actor)
    if initiative_id is not None:
        initiatives.get_initiative(initiative_id, reader=actor)
    return need_id, initiative_id


def _join_chain(
    minutes: Minutes, need_id: int | None, initiative_id: int | None, *, now: datetime
) -> None:
    for kind, subject_id in (("need", need_id), ("initiative", initiative_id)):
        if subject_id is not None:
            chain.link(origin=(kind, subject_id), result=("meeting", minutes.meeting_id), now=now)
