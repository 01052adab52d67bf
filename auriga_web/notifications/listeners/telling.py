"""How what happened below becomes news for those it concerns."""

from datetime import datetime
from typing import Any

from auriga_web.core import clock
from auriga_web.core.job_queue import enqueue
from auriga_web.discussion.events import CommentPosted
from auriga_web.initiatives import events as initiatives
from auriga_web.needs import events as needs
from auriga_web.notifications import queries
from auriga_web.notifications.rules import Audience, News
from auriga_web.organisations import events as organisations

_FromInitiative = (
    initiatives.InitiativeProposed
    | initiatives.InitiativeNeedAdded
    | initiatives.InitiativeMoved
    | initiatives.InitiativeRewritten
    | initiatives.InitiativePartnerAdded
    | initiatives.MilestoneDone
)


def of_need(event: needs.NeedFact, kind: str, audience: Audience = Audience.EVERYONE) -> None:
    tell(
        kind,
        event.at,
        subject=("need", event.subject_id),
        audience=audience,
        actor_id=event.actor_id,
    )


def of_comment(
    event: CommentPosted, kind: str, *, audience: Audience, person_ids: tuple[int, ...] = ()
) -> None:
    tell(
        kind,
        queries.said_at(event.comment_id) or clock.now(),
        key=f"comment:{event.comment_id}",
        subject=(event.subject_kind, event.subject_id),
        audience=audience,
        actor_id=event.author_id,
        person_ids=person_ids,
        comment_id=event.comment_id,
    )


def of_initiative(
    event: _FromInitiative,
    kind: str,
    *,
    audience: Audience = Audience.EVERYONE,
    around: tuple[str, str] | None = None,
    body_id: int | None = None,
) -> None:
    tell(
        kind,
        event.at,
        subject=("initiative", str(event.initiative_id)),
        audience=audience,
        around=around,
        actor_id=event.person_id,
        body_id=body_id,
    )


def of_decision(kind: str, decision_id: int, person_ids: tuple[int, ...]) -> None:
    subject = ("decision", str(decision_id))
    tell(kind, clock.now(), subject=subject, audience=Audience.NAMED, person_ids=person_ids)


def of_amendment(
    event: initiatives.AmendmentProposed | initiatives.AmendmentDecided,
    kind: str,
    *,
    audience: Audience = Audience.NAMED,
    **whom: Any,
) -> None:
    subject = ("amendment", str(event.amendment_id))
    tell(kind, event.at, subject=subject, audience=audience, actor_id=event.person_id, **whom)


def of_body(
    event: organisations.OrganisationVerified
    | organisations.OrganisationRefused
    | organisations.MemberInvited,
    kind: str,
    *,
    person_ids: tuple[int, ...] = (),
    body_id: int | None = None,
) -> None:
    tell(
        kind,
        event.now,
        subject=("organisation", str(event.organisation_id)),
        around=("organisation", "/".join(map(str, person_ids))) if person_ids else None,
        audience=Audience.NAMED,
        actor_id=event.actor.person_id,
        person_ids=person_ids,
        body_id=body_id,
    )


def is_told_above(event: needs.NeedFact) -> bool:
    return queries.is_told_by_initiative(event.need_id, at=event.at)


def tell(
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
