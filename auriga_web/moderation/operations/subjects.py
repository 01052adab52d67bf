"""How each kind of thing is taken from sight and given back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.core.strange_input import is_id
from auriga_web.discussion import operations as discussion
from auriga_web.discussion.models import Comment
from auriga_web.initiatives import operations as initiatives
from auriga_web.initiatives.models import Amendment, Initiative
from auriga_web.needs import operations as needs
from auriga_web.needs.models import Need, NeedState
from auriga_web.services import operations as services
from auriga_web.services.models import Service


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing as moderation has it in its hands. `hide` and `restore` say if anything changed.

    Not everything can be hidden: a vote cannot.
    """

    kind: str
    id: str
    author_id: int | None
    body_id: int | None
    is_official: bool
    hide: Callable[[Actor, datetime], bool] | None
    restore: Callable[[Actor, datetime], bool] | None
    # What it says, for whom it may be about.
    text: str = ""
    is_by_staff: bool = False
    # Only what waits to be published can go back to its author, with what to change.
    send_back: Callable[[str, Actor, datetime], None] | None = None


def get_subject(kind: str, subject_id: str) -> Subject:
    """Return a thing to act on; one that its feature cannot hide has no `hide`.

    :raises NoResultFound: if it is not there.
    """
    load = _LOADERS.get(kind)
    if load is None:
        return Subject(
            kind=kind,
            id=subject_id,
            author_id=None,
            body_id=None,
            is_official=False,
            hide=None,
            restore=None,
        )
    return load(int(subject_id) if is_id(subject_id) else 0)


def _comment(comment_id: int) -> Subject:
    comment = db.session.scalars(
        select(Comment).where(Comment.id == comment_id).options(joinedload(Comment.thread))
    ).one()
    return Subject(
        kind="comment",
        id=str(comment_id),
        author_id=comment.author_id,
        body_id=comment.author_body_id,
        is_official=comment.is_official,
        hide=lambda actor, now: discussion.hide_comment(comment, actor=actor, now=now),
        restore=lambda actor, now: discussion.restore_comment(comment, actor=actor, now=now),
        text=comment.body,
    )


def _need(need_id: int) -> Subject:
    need = db.session.scalars(select(Need).where(Need.id == need_id)).one()

    def send_back(facts: str, actor: Actor, now: datetime) -> None:
        needs.return_need(need, reason=facts, actor=actor, now=now)

    return Subject(
        kind="need",
        id=str(need_id),
        author_id=need.author_id,
        body_id=need.author_body_id,
        is_official=False,
        hide=lambda actor, now: _changed(need, needs.hide_need, actor, now),
        restore=lambda actor, now: _changed(need, needs.restore_need, actor, now),
        text=f"{need.title} {need.body}",
        send_back=send_back if need.state is NeedState.SUBMITTED else None,
    )


def _initiative(initiative_id: int) -> Subject:
    initiative = db.session.scalars(select(Initiative).where(Initiative.id == initiative_id)).one()
    return Subject(
        kind="initiative",
        id=str(initiative_id),
        author_id=initiative.author_id,
        body_id=initiative.promoter_id,
        is_official=False,
        hide=lambda actor, now: _changed(initiative, initiatives.hide, actor, now),
        restore=lambda actor, now: _changed(initiative, initiatives.show_again, actor, now),
        text=f"{initiative.title} {initiative.summary}",
    )


def _amendment(amendment_id: int) -> Subject:
    amendment = db.session.scalars(select(Amendment).where(Amendment.id == amendment_id)).one()
    return Subject(
        kind="amendment",
        id=str(amendment_id),
        author_id=amendment.author_id,
        body_id=amendment.body_id,
        is_official=False,
        hide=lambda actor, now: _changed(amendment, initiatives.hide_amendment, actor, now),
        restore=lambda actor, now: _changed(
            amendment, initiatives.show_amendment_again, actor, now
        ),
        text=f"{amendment.replacement} {amendment.reason}",
    )


def _service(service_id: int) -> Subject:
    service = db.session.scalars(select(Service).where(Service.id == service_id)).one()

    def list_it(is_listed: bool, actor: Actor, now: datetime) -> bool:
        if service.is_listed is is_listed:
            return False
        services.set_listed(service, is_listed=is_listed, actor=actor, now=now)
        return True

    return Subject(
        kind="service",
        id=str(service_id),
        author_id=None,
        body_id=None,
        is_official=False,
        is_by_staff=True,
        hide=lambda actor, now: list_it(False, actor, now),
        restore=lambda actor, now: list_it(True, actor, now),
    )


def _changed(
    thing: Amendment | Need | Initiative,
    operation: Callable[..., None],
    actor: Actor,
    now: datetime,
) -> bool:
    """Call an operation and tell whether the thing went out of sight, or came back."""
    before = thing.hidden_at
    if before is None and operation in _GIVING_BACK:
        return False
    operation(thing, actor=actor, now=now)
    return thing.hidden_at != before


_GIVING_BACK = {needs.restore_need, initiatives.show_again, initiatives.show_amendment_again}
_LOADERS: dict[str, Callable[[int], Subject]] = {
    "amendment": _amendment,
    "comment": _comment,
    "initiative": _initiative,
    "need": _need,
    "service": _service,
}
