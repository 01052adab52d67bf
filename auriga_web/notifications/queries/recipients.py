"""Who is to be told of a happening: each person once, however many ways lead to them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, func, or_, select, union

from auriga_web.accounts.models import Person
from auriga_web.core.database import db
from auriga_web.core.mail import OutboxMail
from auriga_web.discussion.models import Comment, Thread
from auriga_web.initiatives.models import (
    Amendment,
    Initiative,
    InitiativeNeed,
    InitiativeVersion,
    Partner,
)
from auriga_web.moderation.models import Decision, Report
from auriga_web.needs.models import Answer, CoAuthor, Need, NeedState, Position, Support
from auriga_web.notifications.models import (
    Follow,
    MailWay,
    Notification,
    NotificationPreference,
)
from auriga_web.notifications.queries.around import followers_around, followers_of
from auriga_web.notifications.rules import ONCE_UNTIL_READ, TOLD_AROUND, Audience, News
from auriga_web.organisations.models import Membership

_Ids = Select[Any]


class Recipient(NamedTuple):
    """Somebody to tell, and how they want it."""

    person_id: int
    # None where there is no confirmed address to write to.
    email: str | None
    language: str
    way: MailWay
    is_quiet_at_night: bool


def list_recipients(news: News, *, after_id: int, limit: int, today: date) -> Sequence[Recipient]:
    """Return the next persons to tell, by their ids; never who did it."""
    wanted = _persons(news, today)
    if wanted is None:
        return []
    statement = (
        select(
            Person.id,
            Person.email,
            Person.confirmed_at,
            Person.language,
            NotificationPreference.mail,
            NotificationPreference.is_quiet_at_night,
        )
        .join(NotificationPreference, NotificationPreference.person_id == Person.id, isouter=True)
        .where(Person.id.in_(wanted), Person.id > after_id, Person.active)
        .order_by(Person.id)
        .limit(limit)
    )
    if news.actor_id is not None:
        statement = statement.where(Person.id != news.actor_id)
    if news.kind in ONCE_UNTIL_READ:
        statement = statement.where(~_has_it_unread(news).exists())
    return [
        Recipient(
            row.id,
            row.email if row.confirmed_at is not None else None,
            row.language,
            row.mail or MailWay.IMMEDIATE,
            True if row.is_quiet_at_night is None else row.is_quiet_at_night,
        )
        for row in db.session.execute(statement)
    ]


def follows(person_id: int, kind: str, subject_id: int | str) -> bool:
    """Tell whether a person follows a thing."""
    return (
        db.session.scalar(
            select(Follow.id).where(
                Follow.person_id == person_id,
                Follow.subject_kind == kind,
                Follow.subject_id == str(subject_id),
            )
        )
        is not None
    )


def follows_beside() -> ScalarSelect[Any]:
    """Return the same as a scalar beside a person: None for who does not follow.

    Its parameters are `followed_kind` and `followed_id`.
    """
    return (
        select(Follow.id)
        .where(
            Follow.person_id == Person.id,
            Follow.subject_kind == bindparam("followed_kind"),
            Follow.subject_id == bindparam("followed_id"),
        )
        .correlate(Person)
        .scalar_subquery()
    )


def mails_lately(person_ids: Sequence[int], *, now: datetime) -> dict[int, tuple[int, int]]:
    """Return how many mails of every kind each person got in the last hour and the last day."""
    hour_ago = now - timedelta(hours=1)
    rows = db.session.execute(
        select(
            OutboxMail.person_id,
            func.count().filter(OutboxMail.created_at > hour_ago),
            func.count(),
        )
        .where(OutboxMail.person_id.in_(person_ids))
        .where(OutboxMail.created_at > now - timedelta(days=1))
        .group_by(OutboxMail.person_id)
    )
    return {person_id: (hour, day) for person_id, hour, day in rows if person_id is not None}


def is_comment_public(comment_id: int) -> bool:
    """Tell whether everybody can read a comment now."""
    return (
        db.session.scalar(select(Comment.id).where(Comment.id == comment_id, _is_public_comment()))
        is not None
    )


def said_at(comment_id: int) -> datetime | None:
    """Return when a comment was written."""
    return db.session.scalar(select(Comment.created_at).where(Comment.id == comment_id))


def is_told_by_initiative(need_id: int, *, at: datetime) -> bool:
    """Tell whether what happens to a need at this moment is told by an initiative of its own.

    Then its people hear of it once, from there.
    """
    return (
        db.session.scalar(
            select(Initiative.id)
            .join(InitiativeNeed, InitiativeNeed.initiative_id == Initiative.id)
            .where(InitiativeNeed.need_id == need_id, Initiative.moved_at == at)
            .where(Initiative.hidden_at.is_(None))
            .limit(1)
        )
        is not None
    )


def _has_it_unread(news: News) -> _Ids:
    return select(Notification.id).where(
        Notification.person_id == Person.id,
        Notification.is_read.is_(False),
        Notification.kind == news.kind,
        Notification.subject_kind == news.subject[0],
        Notification.subject_id == news.subject[1],
    )


def _persons(news: News, today: date) -> Any:
    kind, subject_id = news.around or news.subject
    ways: list[_Ids] = []
    if news.person_ids:
        ways.append(select(Person.id).where(Person.id.in_(news.person_ids)))
    if news.body_id is not None:
        ways.append(_members(Membership.organisation_id == news.body_id, today))
    if news.audience is Audience.AROUND and news.around is not None:
        ways.append(followers_of(*news.around))
    if news.kind in TOLD_AROUND:
        ways += followers_around(news.subject[0], int(news.subject[1]))
    if news.audience is Audience.AUTHOR:
        ways += _authors(kind, int(subject_id))
    elif news.audience is Audience.EVERYONE:
        ways += _everyone(kind, int(subject_id), today)
    return union(*ways) if ways else None


def _authors(kind: str, subject_id: int) -> list[_Ids]:
    if kind == "need":
        return [
            select(Need.author_id).where(Need.id == subject_id),
            select(CoAuthor.person_id).where(CoAuthor.need_id == subject_id),
        ]
    if kind == "amendment":
        return [select(Amendment.author_id).where(Amendment.id == subject_id)]
    if kind == "initiative":
        return [select(Initiative.author_id).where(Initiative.id == subject_id)]
    return []


def _everyone(kind: str, subject_id: int, today: date) -> list[_Ids]:
    if kind == "need":
        return _need_people(Need.id == subject_id, today)
    if kind == "initiative":
        answered = select(InitiativeNeed.need_id).where(InitiativeNeed.initiative_id == subject_id)
        return [
            *_initiative_people(subject_id, today),
            *_need_people(Need.id.in_(answered), today),
        ]
    return []


def _need_people(which: ColumnElement[bool], today: date) -> list[_Ids]:
    """Who wrote, supports, follows, discusses a need, or belongs to a body that spoke of it."""
    ids = select(Need.id).where(which)
    bodies: Any = union(
        select(Position.body_id).where(Position.need_id.in_(ids)),
        select(Need.author_body_id).where(which, Need.author_body_id.is_not(None)),
    )
    texts = select(func.cast(Need.id, Follow.subject_id.type)).where(which)
    return [
        select(Need.author_id).where(which),
        select(CoAuthor.person_id).where(CoAuthor.need_id.in_(ids)),
        select(Support.person_id).where(Support.need_id.in_(ids)),
        *_around("need", texts),
        _members(Membership.organisation_id.in_(bodies), today),
    ]


def _initiative_people(initiative_id: int, today: date) -> list[_Ids]:
    """Who proposed, wrote, follows, discusses an initiative, or belongs to a body in it."""
    one = Initiative.id == initiative_id
    bodies: Any = union(
        select(Initiative.promoter_id).where(one, Initiative.promoter_id.is_not(None)),
        select(Initiative.runner_id).where(one, Initiative.runner_id.is_not(None)),
        select(Partner.organisation_id).where(Partner.initiative_id == initiative_id),
    )
    return [
        select(Initiative.author_id).where(one),
        select(InitiativeVersion.author_id).where(InitiativeVersion.initiative_id == initiative_id),
        *_around("initiative", [str(initiative_id)]),
        _members(Membership.organisation_id.in_(bodies), today),
    ]


def _around(kind: str, subject_ids: Any) -> list[_Ids]:
    return [
        select(Follow.person_id).where(
            Follow.subject_kind == kind, Follow.subject_id.in_(subject_ids)
        ),
        select(Comment.author_id)
        .join(Thread, Thread.id == Comment.thread_id)
        .where(Thread.subject_kind == kind, Thread.subject_id.in_(subject_ids))
        .where(_is_public_comment()),
    ]


def _members(which: ColumnElement[bool], today: date) -> _Ids:
    return select(Membership.person_id).where(
        which,
        Membership.accepted_at.is_not(None),
        Membership.valid_from <= today,
        or_(Membership.valid_to.is_(None), Membership.valid_to > today),
    )


def _is_public_comment() -> ColumnElement[bool]:
    return Comment.held_at.is_(None) & Comment.hidden_at.is_(None) & Comment.deleted_at.is_(None)


def is_refusal(answer_id: int) -> bool:
    """Tell whether an answer is a reasoned "no"."""
    verdict = db.session.scalar(select(Answer.verdict).where(Answer.id == answer_id))
    return verdict is NeedState.NOT_PURSUED


def is_concerned(person_id: int, *, decision_id: int) -> bool:
    """Tell whether a decision of moderators is about what a person wrote or reported."""
    reported = select(Report.id).where(
        Report.decision_id == decision_id, Report.reporter_id == person_id
    )
    wrote = select(Decision.id).where(Decision.id == decision_id, Decision.author_id == person_id)
    return db.session.scalar(select(or_(reported.exists(), wrote.exists()))) or False
