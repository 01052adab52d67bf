"""What authors do: write, send, change, take back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from auriga_web.accounts.models import Person
from auriga_web.chain import operations as chain
from auriga_web.chain.models import StopKind
from auriga_web.core import attachments, markup
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.duties import operations as duties
from auriga_web.duties.rules import next_reading
from auriga_web.needs import policies, rules
from auriga_web.needs.events import NeedEdited, NeedSubmitted, NeedWithdrawn
from auriga_web.needs.models import (
    PUBLIC_STATES,
    Need,
    NeedCounter,
    NeedState,
    NeedVersion,
    SpeaksFor,
    TargetGroup,
)
from auriga_web.needs.operations.changing import (
    change_state,
    kept_in_step,
    lock,
    record,
    subject,
)
from auriga_web.needs.operations.publishing import publish
from auriga_web.services.models import ServiceArea
from auriga_web.territories import queries as territories


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person writes about a need."""

    title: str
    body: str
    service_area_id: int
    comune_id: int
    speaks_for: SpeaksFor = SpeaksFor.OTHERS
    plain_summary: str = ""
    frazione: str = ""
    target_groups: tuple[TargetGroup, ...] = ()
    is_signed: bool = False
    has_consented: bool = False


def write_need(draft: Draft, *, actor: Actor, now: datetime) -> Need:
    """Keep a draft that its author alone can read.

    :raises NotAllowed: if nobody is signed in.
    :raises NoResultFound: if the area or the comune is not one we know.
    :raises NoBody: if they speak for an organisation without acting in its name.
    """
    authorise(policies.may_write(actor))
    assert actor.person_id is not None

    need = Need(
        author_id=actor.person_id,
        author_body_id=actor.body_id,
        operator_id=actor.operator_id,
        channel=actor.channel,
        state=NeedState.DRAFT,
        state_reason="",
        state_changed_at=now,
        is_listed=False,
        stop=StopKind.NEED,
        created_at=now,
        version=1,
    )
    _fill(need, draft, now=now)
    db.session.add(need)
    db.session.flush()
    db.session.add(NeedCounter(need_id=need.id))
    record(need, "need.written", actor=actor, now=now)
    return need


def submit_need(need: Need, *, actor: Actor, now: datetime) -> None:
    """Send a need in: it is published at once, or waits for a moderator if it is their first.

    :raises ConsentMissing: if the area is sensitive and the author has not agreed.
    """
    authorise(policies.may_submit(actor, need))
    lock(need)
    _check_consent(need)

    need.submitted_at = now
    if not _is_held(need, actor=actor, now=now):
        publish(need, actor=actor, now=now)
        return
    record(need, "need.submitted", actor=actor, now=now)
    change_state(need, NeedState.SUBMITTED, now=now)
    duties.open_duty(
        kind="need.review",
        subject=subject(need),
        role=Role.MODERATOR,
        due_at=next_reading(now),
        now=now,
    )
    announce(
        NeedSubmitted(need_id=need.id, actor_id=actor.person_id, at=now, author_id=need.author_id)
    )


def edit_need(need: Need, draft: Draft, *, known: int, actor: Actor, now: datetime) -> None:
    """Change what a need says; what it said before stays in its history once it is public.

    :raises ChangedMeanwhile: if it is no longer at version `known`.
    """
    authorise(policies.may_edit(actor, need))
    lock(need)
    rules.check_version(known=known, present=need.version)

    record(need, "need.edited", actor=actor, now=now, version=need.version + 1)
    if need.hidden_at is not None:
        # What moderators hid would come back to everybody by way of the history.
        db.session.execute(delete(NeedVersion).where(NeedVersion.need_id == need.id))
    elif need.published_at is not None:
        _keep_version(need, actor=actor, now=now)
    with kept_in_step(need):
        _fill(need, draft, now=now)
        need.version += 1
    if need.state in PUBLIC_STATES:
        _check_consent(need)
    announce(NeedEdited(need_id=need.id, actor_id=actor.person_id, at=now, version=need.version))


def withdraw_need(need: Need, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take back a need: its words and its name are gone at once, a dated note stays.

    :raises ReasonMissing: if `reason` is not one of `rules.WITHDRAWAL_REASONS`.
    """
    authorise(policies.may_withdraw(actor, need))
    reason = rules.check_withdrawal_reason(reason)
    lock(need)

    record(need, "need.withdrawn", actor=actor, now=now, reason=reason)
    with kept_in_step(need):
        change_state(need, NeedState.WITHDRAWN, now=now, reason=reason)
        need.merged_into_id = need.state_before_merge = None
        need.stop = StopKind.WITHDRAWN
        need.title = need.body = need.body_html = need.plain_summary = need.frazione = ""
        need.is_signed = False
        need.target_groups = []
        need.version += 1
        need.updated_at = now
    db.session.execute(delete(NeedVersion).where(NeedVersion.need_id == need.id))
    attachments.detach_all(*subject(need))
    duties.drop_duties_about(subject(need))
    chain.add_stop(
        subject=subject(need),
        stop=StopKind.WITHDRAWN,
        sentence=rules.N_("the author took it back"),
        now=now,
    )
    announce(
        NeedWithdrawn(need_id=need.id, actor_id=actor.person_id, at=now, author_id=need.author_id)
    )


def discard_need(need: Need, *, actor: Actor, now: datetime) -> None:
    """Throw away what was never published."""
    lock(need)
    authorise(policies.may_discard(actor, need))

    record(need, "need.discarded", actor=actor, now=now)
    duties.drop_duties_about(subject(need))
    attachments.detach_all(*subject(need))
    db.session.execute(delete(Need).where(Need.id == need.id))


def _fill(need: Need, draft: Draft, *, now: datetime) -> None:
    rules.check_speaks_for(draft.speaks_for, body_id=need.author_body_id)
    area = db.session.scalars(
        select(ServiceArea).where(ServiceArea.id == draft.service_area_id)
    ).one()
    zona = territories.zona_of(draft.comune_id)

    need.title = " ".join(draft.title.split())
    need.body = draft.body.strip()
    need.body_html = markup.render(need.body)
    need.plain_summary = " ".join(draft.plain_summary.split())
    need.service_area_id = area.id
    need.comune_id = draft.comune_id
    need.zona_id = zona.id
    need.target_groups = [group.value for group in draft.target_groups]
    need.speaks_for = draft.speaks_for
    # Where the area is sensitive nothing says who, or exactly where.
    need.is_sensitive = area.is_sensitive
    # An act in the name of a body says who acted too.
    wants_name = draft.is_signed or need.author_body_id is not None
    need.is_signed = wants_name and not area.is_sensitive
    need.frazione = "" if area.is_sensitive else draft.frazione.strip()
    need.consented_at = now if draft.has_consented and area.is_sensitive else None
    need.updated_at = now


def _check_consent(need: Need) -> None:
    rules.check_consent(is_sensitive=need.is_sensitive, has_consented=need.consented_at is not None)


def _keep_version(need: Need, *, actor: Actor, now: datetime) -> None:
    assert actor.person_id is not None
    db.session.add(
        NeedVersion(
            need_id=need.id,
            version=need.version,
            title=need.title,
            body=need.body,
            plain_summary=need.plain_summary,
            replaced_by_id=actor.person_id,
            replaced_at=now,
        )
    )


def _is_held(need: Need, *, actor: Actor, now: datetime) -> bool:
    opened_at = db.session.scalars(
        select(Person.created_at).where(Person.id == need.author_id)
    ).one()
    mine = (Need.author_id == need.author_id) & (Need.id != need.id)
    approved = db.session.scalar(
        select(Need.id).where(mine, Need.published_at.is_not(None)).limit(1)
    )
    lately = db.session.scalar(
        select(func.count()).where(mine, Need.submitted_at > now - rules.NEW_ACCOUNT)
    )
    return rules.is_held(
        is_verified=actor.is_verified,
        has_approved=approved is not None,
        account_age=now - opened_at,
        written_lately=lately or 0,
        has_pictures=attachments.count_attachments(*subject(need)) > 0,
        link_count=rules.count_links(f"{need.title} {need.body} {need.plain_summary}"),
    )
