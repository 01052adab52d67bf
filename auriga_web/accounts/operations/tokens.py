"""Links sent by mail: made, and redeemed once."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import insert, update

from auriga_web.accounts.models import MailedToken, TokenPurpose
from auriga_web.core.database import db

LIFETIMES = {
    TokenPurpose.CONFIRMATION: timedelta(days=2),
    TokenPurpose.NEW_PASSWORD: timedelta(hours=2),
    TokenPurpose.OLD_ADDRESS: timedelta(days=2),
    TokenPurpose.NEW_ADDRESS: timedelta(days=2),
}


class NoSuchToken(Exception):
    """This link is not one of ours, was used, or has expired."""


def make_token(purpose: TokenPurpose, person_id: int | None, now: datetime) -> str:
    """Write a new token and return its text, which is kept nowhere; a decoy without a person."""
    token = secrets.token_urlsafe(32)
    db.session.execute(
        insert(MailedToken).values(
            token_sha256=hashed(token),
            purpose=purpose,
            person_id=person_id,
            expires_at=now + LIFETIMES[purpose],
        )
    )
    return token


def redeem_token(token: str, purpose: TokenPurpose, now: datetime) -> int:
    """Use a token up and return whose it was; of many at once, one alone gets through.

    :raises NoSuchToken: if it is not good for this purpose now.
    """
    person_id = db.session.execute(
        update(MailedToken)
        .where(MailedToken.token_sha256 == hashed(token), MailedToken.purpose == purpose)
        .where(MailedToken.used_at.is_(None), MailedToken.expires_at > now)
        .values(used_at=now)
        .returning(MailedToken.person_id)
    ).scalar_one_or_none()
    if person_id is None:
        raise NoSuchToken
    return person_id


def hashed(token: str) -> str:
    """Return what is kept of a token: enough to know it again."""
    return sha256(token.encode()).hexdigest()
