"""Signing up, proving an address, setting a new password.

Known and unknown addresses cost the same statements and the same one mail, so that nobody learns
who has an account here. Passwords arrive hashed: the slow work comes before the first write.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts import queries
from auriga_web.accounts.events import PersonConfirmed, PersonSignedUp
from auriga_web.accounts.models import (
    Consent,
    ConsentKind,
    Person,
    SignUpFor,
    TokenPurpose,
)
from auriga_web.accounts.operations.sessions import end_sessions_of
from auriga_web.accounts.operations.tokens import make_token, redeem_token
from auriga_web.accounts.operations.told import tell_of_password_change
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, Level, Role
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import queue_mail
from auriga_web.duties import operations as duties

RULES_VERSION = "2026-11"
# Mails of one kind to one address within this time are one mail: three at most in any hour.
COALESCED = timedelta(minutes=30)
_APPROVED_WITHIN = timedelta(days=3)
Link = Callable[[str], str]


def sign_up(
    *,
    name: str,
    email: str,
    password_hash: str,
    signed_up_for: SignUpFor,
    language: str,
    is_held: bool,
    confirmation_link: Link,
    sign_in_link: str,
    new_password_link: str,
    now: datetime,
) -> None:
    """Make an account that waits for its address to be confirmed, or tell whoever has it already.

    `is_held` is for a flood: an administrator has to let the account in.
    """
    known = queries.find_person_by_email(email)
    person_id = _insert_person(
        name=name.strip(),
        email=email.strip().lower(),
        password=password_hash,
        active=not is_held,
        signed_up_for=signed_up_for,
        language=language,
        created_at=now,
    )
    is_new = person_id is not None
    _forget_password_of_others(email, but=person_id)
    if known is not None and known.confirmed_at is None:
        person_id, is_new = known.id, True
    token = make_token(TokenPurpose.CONFIRMATION, person_id, now)
    with in_language(language):
        subject = _("Confirm your address")
    queue_mail(
        recipient=email.strip().lower(),
        person_id=person_id,
        kind="sign_up",
        subject=subject,
        template="accounts/mails/confirm.txt" if is_new else "accounts/mails/known.txt",
        context={
            "link": confirmation_link(token),
            "sign_in_link": sign_in_link,
            "new_password_link": new_password_link,
        },
        dedupe_key=_key("sign_up", email, now),
        language=language,
        now=now,
    )
    if known is None and person_id is not None:
        if is_held:
            duties.open_duty(
                kind="person_approval",
                subject=("person", person_id),
                role=Role.ADMINISTRATOR,
                due_at=now + _APPROVED_WITHIN,
                now=now,
            )
        announce(PersonSignedUp(person_id=person_id, signed_up_for=signed_up_for.value, now=now))


def ask_for_confirmation(
    *, email: str, link: Link, sign_up_link: str, sign_in_link: str, language: str, now: datetime
) -> None:
    """Send the link that confirms an address once more; the same mail count for any address."""
    known = queries.find_person_by_email(email)
    waits = known is not None and known.confirmed_at is None
    token = make_token(
        TokenPurpose.CONFIRMATION, known.id if known is not None and waits else None, now
    )
    _answer(
        "confirmation",
        email,
        known,
        template="confirm.txt" if waits else ("confirmed.txt" if known else "unknown.txt"),
        context={
            "link": link(token),
            "sign_up_link": sign_up_link,
            "sign_in_link": sign_in_link,
        },
        language=language,
        now=now,
    )


def ask_for_new_password(
    *, email: str, link: Link, sign_up_link: str, language: str, now: datetime
) -> None:
    """Send a link to set a new password; the same mail count for any address."""
    known = queries.find_person_by_email(email)
    is_active = known is not None and known.active
    token = make_token(
        TokenPurpose.NEW_PASSWORD, known.id if known is not None and is_active else None, now
    )
    _answer(
        "new_password",
        email,
        known,
        template="new_password.txt" if is_active else "unknown.txt",
        context={"link": link(token), "sign_up_link": sign_up_link},
        language=language,
        now=now,
    )


def confirm_address(token: str, *, now: datetime) -> bool:
    """Write that an address is proved, with the token that was sent there.

    Return whether there is a password to sign in with; see `_forget_password_of_others`.

    :raises NoSuchToken: if the token is not good.
    """
    person = queries.get_person(redeem_token(token, TokenPurpose.CONFIRMATION, now))
    _confirm(person, now)
    return person.password is not None


def set_new_password(token: str, *, password_hash: str, sign_in_link: str, now: datetime) -> None:
    """Set a password with the token that was sent by mail; every open session ends.

    :raises NoSuchToken: if the token is not good.
    """
    person = queries.get_person(redeem_token(token, TokenPurpose.NEW_PASSWORD, now))

    person.password = password_hash
    person.fs_uniquifier = secrets.token_hex(16)
    end_sessions_of(person.id)
    if person.confirmed_at is None:
        _confirm(person, now)
    audit.record(
        Actor(person_id=person.id),
        "person.password_set",
        subject_kind="person",
        subject_id=person.id,
        now=now,
    )
    tell_of_password_change(person, sign_in_link=sign_in_link, now=now)


def create_administrator(
    *, name: str, email: str, password_hash: str | None, now: datetime
) -> tuple[Person, str]:
    """Make a first administrator, and a token with which to set their password."""
    person = queries.find_person_by_email(email)
    if person is None:
        person = Person(
            name=name,
            email=email.strip().lower(),
            password=password_hash,
            fs_uniquifier=secrets.token_hex(16),
            confirmed_at=now,
            created_at=now,
            language="it",
        )
        db.session.add(person)
        db.session.flush()
    return person, make_token(TokenPurpose.NEW_PASSWORD, person.id, now)


def _forget_password_of_others(email: str, *, but: int | None) -> None:
    """Leave an account without a password that several asked for before it was confirmed.

    Whose password it was nobody knows: perhaps of somebody who waits for the owner of the address
    to confirm it. The owner sets one of their own by mail.
    """
    db.session.execute(
        update(Person)
        .where(Person.email == email.strip().lower(), Person.confirmed_at.is_(None))
        .where(Person.id != (but or 0))
        .values(password=None)
    )


def _insert_person(**values: object) -> int | None:
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    return db.session.execute(
        insert(Person)
        .values(
            fs_uniquifier=secrets.token_hex(16),
            level=Level.REGISTERED,
            is_name_public=False,
            **values,
        )
        .on_conflict_do_nothing(index_elements=["email"])
        .returning(Person.id)
    ).scalar_one_or_none()


def _confirm(person: Person, now: datetime) -> None:
    db.session.execute(update(Person).where(Person.id == person.id).values(confirmed_at=now))
    db.session.add(
        Consent(
            person_id=person.id,
            kind=ConsentKind.RULES,
            version=RULES_VERSION,
            given_at=person.created_at,
        )
    )
    audit.record(
        Actor(person_id=person.id),
        "person.confirmed",
        subject_kind="person",
        subject_id=person.id,
        now=now,
    )
    announce(PersonConfirmed(person_id=person.id, now=now))


def _answer(
    kind: str,
    email: str,
    known: Person | None,
    *,
    template: str,
    context: dict[str, str],
    language: str,
    now: datetime,
) -> None:
    language = known.language if known is not None else language
    with in_language(language):
        subject = _("Confirm your address") if kind == "confirmation" else _("A new password")
    queue_mail(
        recipient=email.strip().lower(),
        person_id=known.id if known is not None else None,
        kind=kind,
        subject=subject,
        template=f"accounts/mails/{template}",
        context=context,
        dedupe_key=_key(kind, email, now),
        language=language,
        now=now,
    )


def _key(kind: str, email: str, now: datetime) -> str:
    window = int(now.timestamp() // COALESCED.total_seconds())
    return f"{kind}:{email.strip().lower()[:120]}:{window}"
