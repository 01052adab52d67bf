"""Asking to belong to a body, and its answer."""

from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts.models import Person
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import queue_mail
from auriga_web.organisations import policies, queries, rules
from auriga_web.organisations.events import MemberAdmitted, MembershipRequested
from auriga_web.organisations.models import Membership, MembershipRole, Organisation
from auriga_web.organisations.operations.members import authorise_managing, lock_membership
from auriga_web.organisations.operations.trail import note


def ask_to_join(
    organisation: Organisation, *, message: str, address: str, actor: Actor, now: datetime
) -> None:
    """Ask a body to be let in; its representatives are told. `address` is where they answer.

    :raises CannotChangeMember: if it is not verified, or too many requests of theirs wait.
    """
    own = queries.find_membership(organisation.id, actor.person_id)
    person_id = actor.person_id
    authorise(person_id is not None and policies.may_ask_to_join(actor, own))
    assert person_id is not None
    queries.lock_own_requests(person_id)
    rules.check_can_ask(
        is_verified=organisation.is_verified, requests=queries.count_own_requests(person_id)
    )
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    asked = db.session.execute(
        insert(Membership)
        .values(
            organisation_id=organisation.id,
            person_id=person_id,
            role=MembershipRole.MEMBER,
            valid_from=queries.today_of(now),
            asked_at=now,
            message=message.strip() or None,
            is_listed=False,
        )
        .on_conflict_do_nothing(index_elements=["organisation_id", "person_id"])
        .returning(Membership.id)
    ).scalar_one_or_none()
    if asked is None:
        return
    note(organisation.id, "organisation.membership_requested", actor=actor, now=now)
    for person in queries.list_representatives(organisation.id, today=queries.today_of(now)):
        _tell(person, organisation, "asked", key=f"{asked}:{person.id}", link=address, now=now)
    announce(
        MembershipRequested(
            organisation_id=organisation.id,
            person_id=person_id,
            actor=actor,
            now=now,
        )
    )


def admit_member(
    membership: Membership,
    *,
    role: MembershipRole,
    valid_to: date | None,
    address: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Let in somebody who asked, with a role and a mandate. `address` is where they act for it.

    :raises CannotChangeMember: if they did not ask, or the mandate ends before it begins.
    """
    lock_membership(membership)
    authorise_managing(membership.organisation, actor, now)
    rules.check_is_request(is_request=membership.is_request)
    today = queries.today_of(now)
    rules.check_mandate(valid_from=today, valid_to=valid_to)

    membership.role = role
    membership.valid_from = today
    membership.valid_to = valid_to
    membership.invited_by_id = actor.person_id
    membership.accepted_at = now
    membership.message = None
    organisation = membership.organisation
    note(
        organisation.id,
        "organisation.member_admitted",
        actor=actor,
        now=now,
        person_id=membership.person_id,
    )
    _tell(
        membership.person, organisation, "admitted", key=str(membership.id), link=address, now=now
    )
    announce(
        MemberAdmitted(
            organisation_id=organisation.id, person_id=membership.person_id, actor=actor, now=now
        )
    )


def list_me(membership: Membership, *, is_listed: bool, actor: Actor, now: datetime) -> None:
    """Let a body's page name one as who speaks for it, or no longer."""
    authorise(membership.person_id == actor.person_id)
    db.session.execute(
        update(Membership).where(Membership.id == membership.id).values(is_listed=is_listed)
    )
    note(
        membership.organisation_id,
        "organisation.member_listed" if is_listed else "organisation.member_unlisted",
        actor=actor,
        now=now,
    )


def _tell(
    person: Person, organisation: Organisation, what: str, *, key: str, link: str, now: datetime
) -> None:
    if person.email is None:
        return
    with in_language(person.language):
        subject = {
            "asked": _("Somebody asks to belong to %(body)s", body=organisation.name),
            "admitted": _("%(body)s has let you in", body=organisation.name),
        }[what]
    queue_mail(
        recipient=person.email,
        person_id=person.id,
        kind="membership",
        subject=subject,
        template=f"organisations/mails/{what}.txt",
        context={"name": organisation.name, "link": link},
        dedupe_key=f"membership:{what}:{key}",
        language=person.language,
        now=now,
    )
