"""Whether what was sent by mail can still be used."""

from datetime import datetime

from sqlalchemy import select

from auriga_web.accounts.models import AddressChange, MailedToken, SignInCode, TokenPurpose
from auriga_web.core.access import Actor
from auriga_web.core.database import db


def is_token_good(token_sha256: str, purpose: TokenPurpose, now: datetime) -> bool:
    """Tell whether a mailed link can still be used; using it asks again."""
    return (
        db.session.scalar(
            select(MailedToken.token_sha256).where(
                MailedToken.token_sha256 == token_sha256,
                MailedToken.purpose == purpose,
                MailedToken.used_at.is_(None),
                MailedToken.expires_at > now,
            )
        )
        is not None
    )


def is_code_link_good(link_sha256: str, now: datetime) -> bool:
    """Tell whether the link beside a mailed code can still be used; using it asks again."""
    return (
        db.session.scalar(
            select(SignInCode.link_sha256).where(
                SignInCode.link_sha256 == link_sha256,
                SignInCode.person_id.is_not(None),
                SignInCode.used_at.is_(None),
                SignInCode.expires_at > now,
            )
        )
        is not None
    )


def find_address_change(reader: Actor, now: datetime) -> AddressChange | None:
    """Return the change of address that waits for the reader's mailboxes."""
    return db.session.scalars(
        select(AddressChange).where(
            AddressChange.person_id == reader.person_id, AddressChange.expires_at > now
        )
    ).one_or_none()
