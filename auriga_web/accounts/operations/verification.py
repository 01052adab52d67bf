"""Making sure who a person is: at a desk, or by the word of an accredited body."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts import policies, queries, rules
from auriga_web.accounts.events import PersonVerified
from auriga_web.accounts.models import AgeBand, Person, Verification, VerificationMeans
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, Channel, Level, authorise
from auriga_web.core.clock import ROME
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.events import announce


class IdentityTaken(Exception):
    """This document already belongs to another account: `other_id` says whose."""

    def __init__(self, other_id: int) -> None:
        super().__init__(other_id)
        self.other_id = other_id


def verify_person(
    person: Person,
    *,
    identity: str,
    secret: str,
    comune_code: str,
    relation: str,
    age_band: AgeBand,
    actor: Actor,
    now: datetime,
) -> None:
    """Write that an operator saw the document of a person, and no more of it than a keyed hash.

    `identity` comes from `rules.fiscal_code_text` or `rules.document_text`.

    :raises NotAllowed: if the actor is no operator, or verifies themselves.
    :raises IdentityTaken: if the same document verified another account.
    """
    authorise(policies.may_verify(actor, person_id=person.id))
    _verify(
        person,
        identity_hmac=rules.identity_hmac(identity, secret=secret),
        comune_code=comune_code,
        relation=relation,
        age_band=age_band,
        means=VerificationMeans.DESK,
        vouched_by_id=None,
        actor=actor,
        now=now,
    )


def verify_vouched(
    person: Person,
    *,
    identity: str,
    secret: str,
    comune_code: str,
    relation: str,
    age_band: AgeBand,
    vouched_by_id: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Write that an accredited body saw the document of a person; the caller asked whether it may.

    :raises IdentityTaken: if the same document verified another account.
    """
    _verify(
        person,
        identity_hmac=rules.identity_hmac(identity, secret=secret),
        comune_code=comune_code,
        relation=relation,
        age_band=age_band,
        means=VerificationMeans.BODY,
        vouched_by_id=vouched_by_id,
        actor=actor,
        now=now,
    )


def _verify(
    person: Person,
    *,
    identity_hmac: str,
    comune_code: str,
    relation: str,
    age_band: AgeBand,
    means: VerificationMeans,
    vouched_by_id: int | None,
    actor: Actor,
    now: datetime,
) -> None:
    values = {
        "identity_hmac": identity_hmac,
        "channel": Channel.DESK,
        "operator_id": actor.person_id,
        "comune_code": comune_code,
        "age_band": age_band,
        "verified_at": now,
        "means": means,
        "vouched_by_id": vouched_by_id,
        "expires_on": rules.expires_on(means, now.astimezone(ROME).date()),
        "revoked_at": None,
    }
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    written = db.session.execute(
        insert(Verification)
        .values(person_id=person.id, **values)
        .on_conflict_do_nothing()
        .returning(Verification.id)
    ).scalar_one_or_none()
    if written is None:
        other_id = queries.find_person_id_by_identity(identity_hmac)
        if other_id is not None and other_id != person.id:
            raise IdentityTaken(other_id)
        db.session.execute(
            update(Verification).where(Verification.person_id == person.id).values(**values)
        )

    person.level = Level.VERIFIED
    audit.record(
        actor,
        "person.verified",
        subject_kind="person",
        subject_id=person.id,
        now=now,
        details={"comune": comune_code, "age_band": age_band.value, "means": means.value},
    )
    announce(
        PersonVerified(
            person_id=person.id, comune_code=comune_code, relation=relation, actor=actor, now=now
        )
    )


def end_verifications(person_ids: Collection[int], *, revoked_at: datetime | None) -> None:
    """Put persons back to registered: their verification has expired, or is revoked at a moment.

    What they did stays; the trace of their document too, so that it opens no second account.
    """
    db.session.execute(
        update(Person).where(Person.id.in_(person_ids)).values(level=Level.REGISTERED)
    )
    if revoked_at is not None:
        db.session.execute(
            update(Verification)
            .where(Verification.person_id.in_(person_ids))
            .values(revoked_at=revoked_at)
        )
