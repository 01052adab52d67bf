"""Changing one's address: both the old and the new one say yes, and both are told."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from auriga_web.accounts import queries, rules
from auriga_web.accounts.models import (
    AddressChange,
    MailedToken,
    Person,
    SignInCode,
    TokenPurpose,
)
from auriga_web.accounts.operations.sessions import end_sessions_of
from auriga_web.accounts.operations.tokens import (
    LIFETIMES,
    NoSuchToken,
    make_token,
    redeem_token,
)
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db, lock_writers
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import queue_mail

_PURPOSES = (TokenPurpose.OLD_ADDRESS, TokenPurpose.NEW_ADDRESS)
# Given a purpose and a token, where it is redeemed.
Link = Callable[[TokenPurpose, str], str]


def ask_for_new_address(
    *, actor: Actor, email: str, link: Link, sign_in_link: str, now: datetime
) -> None:
    """Write to both addresses; until both have said yes the old one stays.

    If the new one belongs to another account its owner is told so, and nobody else.

    :raises SameAddress: if it is the one there is.
    """
    authorise(actor.person_id is not None)
    person, email = queries.get_person(actor.person_id or 0), email.strip().lower()
    rules.check_is_new_address(email, present=person.email)
    is_taken = queries.find_person_by_email(email) is not None
    _forget(person.id)
    db.session.execute(
        insert(AddressChange).values(
            person_id=person.id,
            new_email=email,
            expires_at=now + LIFETIMES[TokenPurpose.NEW_ADDRESS],
            # Who never had an address has nobody to ask.
            old_confirmed_at=None if person.email else now,
        )
    )

    new_token = make_token(TokenPurpose.NEW_ADDRESS, None if is_taken else person.id, now)
    _write(
        person,
        email,
        "address_taken" if is_taken else "address_new",
        {"link": link(TokenPurpose.NEW_ADDRESS, new_token), "sign_in_link": sign_in_link},
        now,
    )
    if person.email is not None:
        old_token = make_token(TokenPurpose.OLD_ADDRESS, person.id, now)
        links = {"link": link(TokenPurpose.OLD_ADDRESS, old_token), "new_email": email}
        _write(person, person.email, "address_old", links, now)


def confirm_new_address(
    token: str, purpose: TokenPurpose, *, sign_in_link: str, now: datetime
) -> bool:
    """Write that one of the two addresses said yes; return whether the change is done.

    :raises NoSuchToken: if the token is not good, or somebody else has the new address by now.
    """
    lock_writers()
    person_id = redeem_token(token, purpose, now)
    change = db.session.scalars(
        select(AddressChange).where(AddressChange.person_id == person_id).with_for_update()
    ).one_or_none()
    if change is None:
        raise NoSuchToken
    if purpose is TokenPurpose.OLD_ADDRESS:
        change.old_confirmed_at = now
    else:
        change.new_confirmed_at = now
    if change.old_confirmed_at is None or change.new_confirmed_at is None:
        return False
    _change(queries.get_person(person_id), change.new_email, sign_in_link=sign_in_link, now=now)
    return True


def refuse_new_address(token: str, *, now: datetime) -> None:
    """Stop a change from the old address: it was not its owner who asked.

    :raises NoSuchToken: if the token is not good.
    """
    person_id = redeem_token(token, TokenPurpose.OLD_ADDRESS, now)
    _forget(person_id)
    _note(person_id, "person.address_change_refused", now)


def forget_new_address(*, actor: Actor) -> None:
    """Think better of it: nothing changes, and the links are over."""
    authorise(actor.person_id is not None)
    _forget(actor.person_id or 0)


def _change(person: Person, email: str, *, sign_in_link: str, now: datetime) -> None:
    before = person.email
    try:
        with db.session.begin_nested():
            db.session.execute(
                update(Person)
                .where(Person.id == person.id)
                # Sessions, and what was sent to the old address, are over.
                .values(email=email, confirmed_at=now, fs_uniquifier=secrets.token_hex(16))
            )
    except IntegrityError:
        raise NoSuchToken from None
    _forget(person.id)
    db.session.execute(delete(MailedToken).where(MailedToken.person_id == person.id))
    db.session.execute(delete(SignInCode).where(SignInCode.person_id == person.id))
    end_sessions_of(person.id)
    _note(person.id, "person.address_changed", now)
    for address in filter(None, (before, email)):
        told = {"sign_in_link": sign_in_link, "at": now, "new_email": email}
        _write(person, address, "address_changed", told, now)


def _forget(person_id: int) -> None:
    db.session.execute(delete(AddressChange).where(AddressChange.person_id == person_id))
    db.session.execute(
        delete(MailedToken).where(
            MailedToken.person_id == person_id, MailedToken.purpose.in_(_PURPOSES)
        )
    )


def _note(person_id: int, action: str, now: datetime) -> None:
    audit.record(
        Actor(person_id=person_id), action, subject_kind="person", subject_id=person_id, now=now
    )


def _write(
    person: Person, address: str, template: str, context: Mapping[str, object], now: datetime
) -> None:
    with in_language(person.language):
        subject = _("Your address on Auriga")
    queue_mail(
        recipient=address,
        person_id=person.id,
        kind=template,
        subject=subject,
        template=f"accounts/mails/{template}.txt",
        context=dict(context),
        dedupe_key=f"{template}:{person.id}:{secrets.token_hex(8)}",
        language=person.language,
        now=now,
    )
