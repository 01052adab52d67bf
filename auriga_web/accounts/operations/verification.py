"""Making sure who a person is, at a desk."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts import policies, queries, rules
from auriga_web.accounts.events import PersonVerified
from auriga_web.accounts.models import AgeBand, Person, Verification
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, Channel, Level, authorise
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
    values = {
        "identity_hmac": rules.identity_hmac(identity, secret=secret),
        "channel": Channel.DESK,
        "operator_id": actor.person_id,
        "comune_code": comune_code,
        "age_band": age_band,
        "verified_at": now,
    }
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    written = db.session.execute(
        insert(Verification)
        .values(person_id=person.id, **values)
        .on_conflict_do_nothing()
        .returning(Verification.id)
    ).scalar_one_or_none()
    if written is None:
        other_id = queries.find_person_id_by_identity(str(values["identity_hmac"]))
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
        details={"comune": comune_code, "age_band": age_band.value},
    )
    announce(
        PersonVerified(
            person_id=person.id, comune_code=comune_code, relation=relation, actor=actor, now=now
        )
    )
