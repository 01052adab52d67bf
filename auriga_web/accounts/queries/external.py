"""Whose account a provider's answer opens."""

from sqlalchemy import select

from auriga_web.accounts.models import ExternalIdentity, Person
from auriga_web.core.access import Actor
from auriga_web.core.database import db


def find_person_by_external(issuer: str, subject_hmac: str) -> Person | None:
    """Return whose account is linked to what a provider calls somebody."""
    return db.session.scalars(
        select(Person)
        .join(ExternalIdentity, ExternalIdentity.person_id == Person.id)
        .where(ExternalIdentity.issuer == issuer, ExternalIdentity.subject_hmac == subject_hmac)
    ).one_or_none()


def has_external(reader: Actor, issuer: str) -> bool:
    """Tell whether the reader's account is linked to this provider."""
    linked = select(ExternalIdentity.id).where(
        ExternalIdentity.person_id == reader.person_id, ExternalIdentity.issuer == issuer
    )
    return db.session.scalar(linked) is not None
