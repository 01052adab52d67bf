"""Asking that a body may take part, and deciding on it."""

from datetime import datetime, timedelta

from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts import operations as accounts
from auriga_web.accounts import queries as persons
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.database import db, is_postgresql, lock_writers
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import queue_mail
from auriga_web.core.search import remove_entry
from auriga_web.duties import operations as duties
from auriga_web.organisations import policies, queries, rules
from auriga_web.organisations.events import (
    OrganisationRefused,
    OrganisationRequested,
    OrganisationVerified,
)
from auriga_web.organisations.models import (
    Membership,
    MembershipRole,
    Organisation,
    OrganisationKind,
    OrganisationState,
    RuntsSection,
)
from auriga_web.organisations.operations.describing import index_organisation
from auriga_web.organisations.operations.trail import note

DECIDED_WITHIN = timedelta(days=7)
DUTY = "organisation_verification"


class AlreadyHere(Exception):
    """A body with this fiscal code is on the platform, or was asked for."""


def request_organisation(
    *,
    name: str,
    kind: OrganisationKind,
    fiscal_code: str,
    runts_section: RuntsSection | None,
    comune_id: int | None,
    description: str,
    contact_email: str,
    phone: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Ask that a body may take part; who asks is its first representative. Return its id.

    :raises NotABody: if what is given does not describe one.
    :raises AlreadyHere: if it is known already.
    """
    authorise(policies.may_request(actor))
    rules.check_section(kind, runts_section)

    insert = postgresql.insert if is_postgresql() else sqlite.insert
    organisation_id = db.session.execute(
        insert(Organisation)
        .values(
            name=name.strip(),
            kind=kind,
            state=OrganisationState.REQUESTED,
            fiscal_code=rules.fiscal_code_of(kind, fiscal_code),
            runts_section=runts_section,
            comune_id=comune_id,
            description=description.strip(),
            contact_email=contact_email.strip() or None,
            phone=phone.strip() or None,
            requested_by_id=actor.person_id,
            requested_at=now,
            skills=[],
            version=1,
        )
        .on_conflict_do_nothing(index_elements=["fiscal_code"])
        .returning(Organisation.id)
    ).scalar_one_or_none()
    if organisation_id is None:
        raise AlreadyHere
    db.session.add(
        Membership(
            organisation_id=organisation_id,
            person_id=actor.person_id,
            role=MembershipRole.REPRESENTATIVE,
            valid_from=queries.today_of(now),
            invited_at=now,
            accepted_at=now,
        )
    )
    if actor.person_id is not None:
        accounts.finish_sign_up(actor.person_id)
    duties.open_duty(
        kind=DUTY,
        subject=("organisation", organisation_id),
        role=Role.ADMINISTRATOR,
        due_at=now + DECIDED_WITHIN,
        now=now,
    )
    note(organisation_id, "organisation.requested", actor=actor, now=now)
    announce(OrganisationRequested(organisation_id=organisation_id, actor=actor, now=now))
    return organisation_id


def verify_organisation(
    organisation: Organisation, *, address: str, actor: Actor, now: datetime
) -> None:
    """Let a body take part in its own name, and tell who asked. `address` is its page.

    :raises CannotDecide: if it was decided already.
    """
    authorise(policies.may_decide(actor))
    _settle(organisation, OrganisationState.VERIFIED, actor=actor, now=now)

    index_organisation(organisation, now=now)
    note(organisation.id, "organisation.verified", actor=actor, now=now)
    _tell(organisation, "verified", address=address, now=now)
    announce(OrganisationVerified(organisation_id=organisation.id, actor=actor, now=now))


def refuse_organisation(
    organisation: Organisation, *, reason: str, address: str, actor: Actor, now: datetime
) -> None:
    """Do not accept a body, and say why to who asked.

    :raises CannotDecide: if it was decided already, or the reason says too little.
    """
    authorise(policies.may_decide(actor))
    rules.check_reason(reason)
    organisation.reason = reason.strip()
    _settle(organisation, OrganisationState.REFUSED, actor=actor, now=now)

    remove_entry(kind="organisation", subject_id=organisation.id)
    note(organisation.id, "organisation.refused", actor=actor, now=now)
    _tell(organisation, "refused", address=address, now=now)
    announce(
        OrganisationRefused(
            organisation_id=organisation.id, reason=reason.strip(), actor=actor, now=now
        )
    )


def _settle(
    organisation: Organisation, state: OrganisationState, *, actor: Actor, now: datetime
) -> None:
    lock_writers()
    db.session.refresh(organisation, ["state"], with_for_update=True)
    rules.check_can_be_decided(is_requested=organisation.state is OrganisationState.REQUESTED)
    organisation.decided_by_id = actor.person_id
    organisation.decided_at = now
    organisation.state = state
    duties.settle_duty(kind=DUTY, subject=("organisation", organisation.id), now=now)


def _tell(organisation: Organisation, verdict: str, *, address: str, now: datetime) -> None:
    if organisation.requested_by_id is None:
        return
    person = persons.get_person(organisation.requested_by_id)
    if person.email is None:
        return
    with in_language(person.language):
        subject = _("Your request for %(body)s", body=organisation.name)
    queue_mail(
        recipient=person.email,
        person_id=person.id,
        kind="organisation",
        subject=subject,
        template=f"organisations/mails/{verdict}.txt",
        context={"name": organisation.name, "reason": organisation.reason, "link": address},
        dedupe_key=f"organisation:{organisation.id}:{verdict}:{now.date()}",
        language=person.language,
        now=now,
    )
