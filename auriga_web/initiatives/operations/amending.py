"""Proposing other words for a passage, and deciding about them."""

from datetime import datetime, timedelta

from sqlalchemy import update

from auriga_web.audit import operations as audit
from auriga_web.core.access import SYSTEM, Actor, Role, authorise
from auriga_web.core.database import db, lock_writers
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.duties import operations as duties
from auriga_web.initiatives import policies, queries, rules
from auriga_web.initiatives.events import AmendmentDecided, AmendmentProposed
from auriga_web.initiatives.models import Amendment, AmendmentState, Initiative
from auriga_web.initiatives.operations.locking import lock
from auriga_web.initiatives.operations.writing import Credit, TextDraft, place_of, publish_version

# By when somebody who leads the initiative answers a proposed change.
ANSWER_DUE = timedelta(days=14)
_DUTY = "initiative.amendment"


def propose_amendment(
    initiative: Initiative,
    *,
    passage: str,
    replacement: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Amendment:
    """Propose other words for a passage of the present text.

    The same change sent twice by the same person, while it waits, is proposed once.

    :raises NotAllowed: if the actor is neither verified nor speaks for a body.
    :raises CannotMove: if the text is not being written together.
    :raises CannotAmend: if it changes nothing, says no reason, or too many wait.
    :raises PassageGone: if the passage is not in the present text.
    """
    authorise(
        policies.may_amend(actor, initiative),
        _("To propose a change you have to be verified: at a desk, with a document."),
    )
    assert actor.person_id is not None
    rules.check_amendment(passage=passage, replacement=replacement, reason=reason)
    place = place_of(actor.person_id)

    lock(initiative)
    rules.check_is_written_together(initiative.state)
    present = queries.get_version(initiative.id, initiative.version_no)
    number = rules.find_passage(present.body, passage)
    if number is None:
        raise rules.PassageGone(
            _("The text has changed since: this passage is no longer there as it was.")
        )
    waiting = queries.list_open_amendments_of(initiative.id, author_id=actor.person_id)
    words = "\n\n".join(rules.passages(replacement))
    stands = rules.passages(present.body)[number]
    same = next((one for one in waiting if (one.passage, one.replacement) == (stands, words)), None)
    if same is not None:
        return same
    rules.check_may_propose_more(len(waiting))
    amendment = Amendment(
        initiative_id=initiative.id,
        version_no=present.number,
        passage=stands,
        replacement=words,
        reason=reason.replace("\x00", "").strip(),
        state=AmendmentState.PROPOSED,
        author_id=actor.person_id,
        author_place=place,
        body_id=actor.body_id,
        created_at=now,
    )
    db.session.add(amendment)
    db.session.flush()
    _count(initiative, 1)
    duties.open_duty(
        kind=_DUTY,
        subject=("initiative", initiative.id),
        role=Role.FACILITATOR,
        due_at=now + ANSWER_DUE,
        now=now,
    )
    _record("amendment.proposed", amendment, actor=actor, now=now)

    announce(
        AmendmentProposed(
            amendment_id=amendment.id,
            initiative_id=initiative.id,
            person_id=actor.person_id,
            at=now,
        )
    )
    return amendment


def accept_amendment(amendment: Amendment, *, actor: Actor, now: datetime) -> None:
    """Put the words of an amendment into a new version, which names who proposed them.

    :raises NotAllowed: if the actor does not lead the initiative.
    :raises CannotMove: if the text is not being written together any more.
    :raises CannotAmend: if it has been decided meanwhile, or the new text says too little.
    :raises PassageGone: if the passage was changed meanwhile.
    """
    initiative = _hold(amendment, actor=actor)
    present = queries.get_version(initiative.id, initiative.version_no)
    body = rules.replace_passage(
        present.body, passage=amendment.passage, replacement=amendment.replacement
    )
    version = publish_version(
        initiative,
        text=TextDraft(
            title=present.title,
            summary=present.summary,
            body=body,
            note=amendment.reason[:300],
        ),
        known_version=present.number,
        credit=Credit(amendment.author_id, amendment.author_place, amendment.body_id),
        actor=actor,
        now=now,
    )
    amendment.accepted_version_no = version.number
    _decide(amendment, initiative, AmendmentState.ACCEPTED, actor=actor, now=now)


def refuse_amendment(amendment: Amendment, *, reason: str, actor: Actor, now: datetime) -> None:
    """Say no to an amendment, and why, in public.

    :raises NotAllowed: if the actor does not lead the initiative.
    :raises CannotMove: if no reason is given.
    :raises CannotAmend: if it has been decided meanwhile.
    """
    rules.check_reason(reason)
    initiative = _hold(amendment, actor=actor)
    amendment.decision_reason = reason.replace("\x00", "").strip()
    _decide(amendment, initiative, AmendmentState.REFUSED, actor=actor, now=now)


def withdraw_amendment(amendment: Amendment, *, actor: Actor, now: datetime) -> None:
    """Take one's own amendment back while it waits.

    :raises NotAllowed: if it is somebody else's.
    :raises CannotAmend: if it has been decided meanwhile.
    """
    authorise(policies.is_its_author(actor, amendment))
    initiative = _lock_both(amendment)
    _decide(amendment, initiative, AmendmentState.WITHDRAWN, actor=actor, now=now)


def hide_amendment(amendment: Amendment, *, actor: Actor, now: datetime) -> None:
    """Take an amendment from sight; hiding it twice changes nothing."""
    authorise(policies.may_hide(actor) or actor is SYSTEM)
    if amendment.hidden_at is None:
        amendment.hidden_at = now
        _record("amendment.hidden", amendment, actor=actor, now=now)


def show_amendment_again(amendment: Amendment, *, actor: Actor, now: datetime) -> None:
    """Undo the hiding, and nothing else."""
    authorise(policies.may_hide(actor) or actor is SYSTEM)
    if amendment.hidden_at is not None:
        amendment.hidden_at = None
        _record("amendment.shown_again", amendment, actor=actor, now=now)


def _hold(amendment: Amendment, *, actor: Actor) -> Initiative:
    initiative = _lock_both(amendment)
    authorise(
        policies.may_decide_amendment(actor, initiative),
        _("Who leads the initiative decides about proposed changes."),
    )
    rules.check_is_written_together(initiative.state)
    return initiative


def _lock_both(amendment: Amendment) -> Initiative:
    lock_writers()
    initiative = db.session.get_one(Initiative, amendment.initiative_id)
    lock(initiative)
    db.session.refresh(amendment)
    if not amendment.is_open:
        raise rules.CannotAmend(_("This change has already been decided: read its page again."))
    return initiative


def _decide(
    amendment: Amendment,
    initiative: Initiative,
    state: AmendmentState,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    amendment.state = state
    amendment.decided_at = now
    amendment.decided_by_id = actor.person_id
    db.session.flush()
    _count(initiative, -1)
    if not initiative.open_amendment_count:
        duties.settle_duty(kind=_DUTY, subject=("initiative", initiative.id), now=now)
    _record(f"amendment.{state}", amendment, actor=actor, now=now)

    announce(
        AmendmentDecided(
            amendment_id=amendment.id,
            initiative_id=initiative.id,
            author_id=amendment.author_id,
            state=state.value,
            person_id=actor.person_id,
            at=now,
        )
    )


def _count(initiative: Initiative, change: int) -> None:
    db.session.execute(
        update(Initiative)
        .where(Initiative.id == initiative.id)
        .values(open_amendment_count=Initiative.open_amendment_count + change)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(initiative, ["open_amendment_count"])


def _record(action: str, amendment: Amendment, *, actor: Actor, now: datetime) -> None:
    audit.record(actor, action, subject_kind="amendment", subject_id=amendment.id, now=now)
