"""Signing in through a provider: linking it to an account, and making one for who has none.

An address that a provider tells is never enough to open an account that is there already.
"""

import secrets
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts import queries
from auriga_web.accounts.events import PersonConfirmed
from auriga_web.accounts.models import Consent, ConsentKind, ExternalIdentity, Person
from auriga_web.accounts.operations.sign_up import RULES_VERSION
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.events import announce


class AlreadyLinked(Exception):
    """What the provider calls somebody opens another account, or this one has another already."""


class AddressTaken(Exception):
    """There is an account with this address: its owner signs in as usual and links it there."""


class OnlyWayIn(Exception):
    """Without the provider nobody could sign in to this account any more."""


def link_external(*, actor: Actor, issuer: str, subject_hmac: str, now: datetime) -> None:
    """Let the actor sign in through a provider too; linking the same twice changes nothing.

    :raises AlreadyLinked: if either side is linked to another.
    """
    authorise(actor.person_id is not None)
    person_id = actor.person_id or 0
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    linked = db.session.execute(
        insert(ExternalIdentity)
        .values(person_id=person_id, issuer=issuer, subject_hmac=subject_hmac, linked_at=now)
        .on_conflict_do_nothing()
        .returning(ExternalIdentity.id)
    ).scalar_one_or_none()
    if linked is None:
        owner = queries.find_person_by_external(issuer, subject_hmac)
        if owner is None or owner.id != person_id:
            raise AlreadyLinked
        return
    _record(person_id, "person.provider_linked", now)


def unlink_external(*, actor: Actor, issuer: str, now: datetime) -> None:
    """Sign in through the provider no longer.

    :raises OnlyWayIn: if there is no address to send a code to, and no passkey.
    """
    authorise(actor.person_id is not None)
    person = queries.get_person(actor.person_id or 0)
    if person.email is None and not person.webauthn:
        raise OnlyWayIn
    gone = db.session.execute(
        delete(ExternalIdentity)
        .where(ExternalIdentity.person_id == person.id, ExternalIdentity.issuer == issuer)
        .returning(ExternalIdentity.id)
    ).scalar_one_or_none()
    if gone is not None:
        _record(person.id, "person.provider_unlinked", now)


def sign_up_with_provider(
    *, name: str, email: str | None, issuer: str, subject_hmac: str, language: str, now: datetime
) -> Person:
    """Make an account for somebody whom a provider knows; `email` is one that it has verified.

    :raises AddressTaken: if somebody has this address.
    :raises AlreadyLinked: if they have an account by now.
    """
    if email is not None and queries.find_person_by_email(email) is not None:
        raise AddressTaken
    person = Person(
        name=name.strip(),
        email=email.strip().lower() if email else None,
        fs_uniquifier=secrets.token_hex(16),
        confirmed_at=now,
        created_at=now,
        language=language,
    )
    db.session.add(person)
    db.session.flush()
    db.session.add(
        Consent(person_id=person.id, kind=ConsentKind.RULES, version=RULES_VERSION, given_at=now)
    )
    link_external(
        actor=Actor(person_id=person.id), issuer=issuer, subject_hmac=subject_hmac, now=now
    )
    announce(PersonConfirmed(person_id=person.id, now=now))
    return person


def _record(person_id: int, action: str, now: datetime) -> None:
    audit.record(
        Actor(person_id=person_id), action, subject_kind="person", subject_id=person_id, now=now
    )
