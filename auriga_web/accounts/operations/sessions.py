"""Keeping and ending sessions. Ids arrive hashed: in clear they are in one cookie alone."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from auriga_web.accounts import policies, rules
from auriga_web.accounts.models import AddressChange, MailedToken, Person, Session, SignInCode
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db


def open_session(
    sid_sha256: str,
    *,
    uniquifier: str,
    body_id: int | None,
    device: str,
    data: str,
    now: datetime,
) -> None:
    """Write that a person signed in with a browser."""
    person_id = db.session.scalar(select(Person.id).where(Person.fs_uniquifier == uniquifier))
    if person_id is None:
        return
    db.session.execute(
        insert(Session).values(
            sid_sha256=sid_sha256,
            person_id=person_id,
            body_id=body_id,
            created_at=now,
            seen_at=now,
            expires_at=now + rules.lifetime(is_staff=False),
            device=device,
            data=data,
        )
    )


def keep_session(
    sid_sha256: str, *, data: str, body_id: int | None, seen_at: datetime | None
) -> None:
    """Write what a session holds now and, if given, that the person is there."""
    values: dict[str, object] = {"data": data, "body_id": body_id}
    if seen_at is not None:
        values["seen_at"] = seen_at
    db.session.execute(update(Session).where(Session.sid_sha256 == sid_sha256).values(**values))


def end_session(sid_sha256: str) -> None:
    """Sign a browser out."""
    db.session.execute(delete(Session).where(Session.sid_sha256 == sid_sha256))


def end_own_session(session: Session, *, actor: Actor) -> None:
    """Sign out another of one's browsers.

    :raises NotAllowed: if it is somebody else's.
    """
    authorise(policies.may_end_session(actor, person_id=session.person_id))
    end_session(session.sid_sha256)


def end_other_sessions(*, actor: Actor, but: str) -> None:
    """Sign out every browser of the actor's but the one whose hashed id is given."""
    authorise(actor.person_id is not None)
    db.session.execute(
        delete(Session).where(Session.person_id == actor.person_id, Session.sid_sha256 != but)
    )


def end_sessions_of(person_id: int) -> None:
    """Sign a person out everywhere: what they may do has changed."""
    db.session.execute(delete(Session).where(Session.person_id == person_id))


def forget_expired(now: datetime) -> None:
    """Drop sessions, links, codes and changes of address that are over, if there are any."""
    for expires_at in (
        Session.expires_at,
        MailedToken.expires_at,
        SignInCode.expires_at,
        AddressChange.expires_at,
    ):
        if db.session.scalar(select(expires_at).where(expires_at < now).limit(1)):
            db.session.execute(delete(expires_at.class_).where(expires_at < now))
