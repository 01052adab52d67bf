"""An account for somebody without an address, made with a document in front of an operator."""

import secrets
from datetime import datetime

from auriga_web.accounts import operations as accounts
from auriga_web.accounts.models import AgeBand, Person
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db
from auriga_web.desk import policies


def register_person(
    *,
    name: str,
    language: str,
    identity: str,
    secret: str,
    comune_code: str,
    relation: str,
    age_band: AgeBand,
    actor: Actor,
    now: datetime,
) -> Person:
    """Make an account without an address, and verify it with the document that is seen.

    `identity` comes from `accounts.rules.fiscal_code_text` or `document_text`.

    :raises NotAllowed: if the actor is no operator.
    :raises IdentityTaken: if the document already verified another account.
    """
    authorise(policies.may_register(actor))
    person = Person(
        name=name.strip(),
        language=language,
        active=True,
        is_name_public=False,
        fs_uniquifier=secrets.token_hex(16),
        created_at=now,
    )
    db.session.add(person)
    db.session.flush()
    audit.record(
        actor, "person.registered_at_desk", subject_kind="person", subject_id=person.id, now=now
    )
    accounts.verify_person(
        person,
        identity=identity,
        secret=secret,
        comune_code=comune_code,
        relation=relation,
        age_band=age_band,
        actor=actor,
        now=now,
    )
    return person
