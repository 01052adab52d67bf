"""Bodies that vouch for their members: accredited with a quota, and one person at a time."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts import operations as accounts
from auriga_web.accounts.models import AgeBand, Person
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, Level, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.desk import policies, queries, rules
from auriga_web.desk.models import Accreditation
from auriga_web.organisations import policies as bodies
from auriga_web.organisations import queries as organisations
from auriga_web.organisations.models import Organisation


def accredit(organisation: Organisation, *, quota: int, actor: Actor, now: datetime) -> None:
    """Let a verified body vouch for so many of its members, or change how many.

    :raises CannotVouch: if nobody has verified the body itself.
    """
    authorise(policies.may_accredit(actor))
    rules.check_can_be_accredited(is_verified=organisation.is_verified)
    values = {
        "quota": quota,
        "given_by_id": actor.person_id,
        "given_at": now,
        "ended_at": None,
    }
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    db.session.execute(
        insert(Accreditation)
        .values(organisation_id=organisation.id, **values)
        .on_conflict_do_update(index_elements=["organisation_id"], set_=values)
    )
    _note(organisation.id, "organisation.accredited", actor=actor, now=now, quota=quota)


def end_accreditation(organisation_id: int, *, actor: Actor, now: datetime) -> None:
    """Let a body vouch no more; those for whom it did stay verified until revoked."""
    authorise(policies.may_accredit(actor))
    accreditation = queries.lock_accreditation(organisation_id)
    if accreditation is None:
        return
    accreditation.ended_at = now
    _note(organisation_id, "organisation.accreditation_ended", actor=actor, now=now)


def vouch(
    person: Person,
    *,
    organisation_id: int,
    identity: str,
    secret: str,
    comune_code: str,
    relation: str,
    age_band: AgeBand,
    actor: Actor,
    now: datetime,
) -> None:
    """Write that the body in whose name one acts saw the document of a member of it.

    :raises NotAllowed: if the actor does not represent the body, or vouches for themselves.
    :raises CannotVouch: if the body may not, or the person is no member or verified already.
    :raises IdentityTaken: if the document verified another account.
    """
    authorise(policies.may_vouch(actor, organisation_id, person_id=person.id))
    accreditation = queries.lock_accreditation(organisation_id)
    membership = organisations.find_membership(organisation_id, person.id)
    today = organisations.today_of(now)
    quota = 0 if accreditation is None else accreditation.quota
    rules.check_can_vouch(
        is_accredited=accreditation is not None,
        left=quota - queries.count_vouched(organisation_id),
        would_run=queries.would_run_what_is_voted(organisation_id),
        is_member=membership is not None and bodies.is_current(membership, today),
        is_verified=person.level is Level.VERIFIED,
    )
    accounts.verify_vouched(
        person,
        identity=identity,
        secret=secret,
        comune_code=comune_code,
        relation=relation,
        age_band=age_band,
        vouched_by_id=organisation_id,
        actor=actor,
        now=now,
    )


def _note(
    organisation_id: int, action: str, *, actor: Actor, now: datetime, **details: int
) -> None:
    audit.record(
        actor,
        action,
        subject_kind="organisation",
        subject_id=organisation_id,
        now=now,
        details=dict(details),
    )
