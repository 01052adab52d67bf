"""Codes sent by mail to sign in with: asked for by anybody, good once, for ten minutes.

Known and unknown addresses cost the same statements and the same one mail. Who holds a role, or
was let in by nobody yet, gets a mail that says what to do instead.
"""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, insert, update

from auriga_web.accounts import queries, rules
from auriga_web.accounts.models import Person, SignInCode, TokenPurpose
from auriga_web.accounts.operations.tokens import hashed, make_token
from auriga_web.core.database import db
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import queue_mail

CODE_LIFETIME = timedelta(minutes=10)
Link = Callable[[str], str]


class NoSuchCode(Exception):
    """This code is not the one that was sent, was used, or has expired."""


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Where the mails lead, whoever gets them; the first two take a token."""

    link: Link
    confirmation_link: Link
    sign_in: str
    sign_up: str


def ask_for_code(*, email: str, pages: Pages, language: str, now: datetime) -> str:
    """Send a code to an address, and return what the asking browser has to hold to use it."""
    person = queries.find_person_by_email(email)
    kind = _kind_of_mail(person)
    request, code, token = secrets.token_urlsafe(32), rules.new_code(), secrets.token_urlsafe(32)
    confirmation = make_token(
        TokenPurpose.CONFIRMATION, person.id if person and kind == "confirm" else None, now
    )
    db.session.execute(
        insert(SignInCode).values(
            request_sha256=hashed(request),
            code_sha256=_sealed(code, request),
            link_sha256=hashed(token),
            person_id=person.id if person and kind == "sign_in_code" else None,
            expires_at=now + CODE_LIFETIME,
        )
    )
    language = person.language if person else language
    links = {"link": pages.confirmation_link(confirmation)} if kind == "confirm" else {}
    with in_language(language):
        subject = _("Your code to sign in")
    queue_mail(
        recipient=email.strip().lower(),
        person_id=person.id if person else None,
        kind="sign_in_code",
        subject=subject,
        template=f"accounts/mails/{kind}.txt",
        context={
            "code": rules.shown_code(code),
            "link": pages.link(token),
            "sign_in_link": pages.sign_in,
            "sign_up_link": pages.sign_up,
            **links,
        },
        dedupe_key=f"sign_in_code:{hashed(request)}",
        language=language,
        now=now,
    )
    return request


def redeem_code(request: str, code: str, *, now: datetime) -> Person:
    """Use up the code that was sent when the browser holding `request` asked; return whose it was.

    :raises NoSuchCode: if it is another, was used, or its time is over.
    """
    return _redeem(
        (SignInCode.request_sha256 == hashed(request))
        & (SignInCode.code_sha256 == _sealed(rules.plain_code(code), request)),
        now,
    )


def redeem_link(token: str, *, now: datetime) -> Person:
    """Use up the link that was sent beside a code; return whose it was.

    :raises NoSuchCode: if it is not good now.
    """
    return _redeem(SignInCode.link_sha256 == hashed(token), now)


def _redeem(is_it: ColumnElement[bool], now: datetime) -> Person:
    # One statement: of many at once, one alone gets through.
    person_id = db.session.execute(
        update(SignInCode)
        .where(is_it, SignInCode.used_at.is_(None), SignInCode.expires_at > now)
        .values(used_at=now)
        .returning(SignInCode.person_id)
    ).scalar_one_or_none()
    if person_id is None:
        raise NoSuchCode
    person = queries.get_person_with_roles(person_id)
    # What was true when it was asked for may have changed meanwhile.
    if _kind_of_mail(person) != "sign_in_code":
        raise NoSuchCode
    return person


def _kind_of_mail(person: Person | None) -> str:
    # Known or not, the roles are asked for: both must cost the same.
    roles = queries.list_roles(person.id if person is not None else 0)
    if person is None or not person.active:
        return "unknown"
    if person.confirmed_at is None:
        return "confirm"
    return "sign_in_without_code" if roles else "sign_in_code"


def _sealed(code: str, request: str) -> str:
    # Eight figures are soon guessed from a plain hash; what seals them is in the browser alone.
    return hmac.new(request.encode(), code.encode(), sha256).hexdigest()
