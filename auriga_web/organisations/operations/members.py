"""Members of a body: invited, accepted, changed, gone; acting in its name."""

from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts import queries as persons
from auriga_web.core.access import Actor, NotAllowed, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import queue_mail
from auriga_web.organisations import policies, queries, rules
from auriga_web.organisations.events import MemberInvited, MemberLeft
from auriga_web.organisations.models import Membership, MembershipRole, Organisation
from auriga_web.organisations.operations.trail import note


def invite_member(
    organisation: Organisation,
    *,
    email: str,
    role: MembershipRole,
    valid_to: date | None,
    address: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Ask a registered person to be a member; nothing is told about an address unknown here.

    Inviting again renews an invitation that has lapsed, and answers a request with one.

    :raises CannotChangeMember: if the body is not verified, or the mandate ends before it begins.
    """
    authorise_managing(organisation, actor, now)
    rules.check_can_invite(is_verified=organisation.is_verified)
    today = queries.today_of(now)
    rules.check_mandate(valid_from=today, valid_to=valid_to)
    person = persons.find_person_by_email(email)
    if person is None or not person.active:
        return

    insert = postgresql.insert if is_postgresql() else sqlite.insert
    offered = {
        "role": role,
        "valid_from": today,
        "valid_to": valid_to,
        "invited_by_id": actor.person_id,
        "invited_at": now,
    }
    invited = db.session.execute(
        insert(Membership)
        .values(organisation_id=organisation.id, person_id=person.id, is_listed=False, **offered)
        .on_conflict_do_update(
            index_elements=["organisation_id", "person_id"],
            set_=offered,
            where=Membership.accepted_at.is_(None),
        )
        .returning(Membership.id)
    ).scalar_one_or_none()
    if invited is None:
        return
    note(organisation.id, "organisation.member_invited", actor=actor, now=now, person_id=person.id)
    with in_language(person.language):
        subject = _("%(body)s invites you", body=organisation.name)
    queue_mail(
        recipient=person.email or "",
        person_id=person.id,
        kind="invitation",
        subject=subject,
        template="organisations/mails/invited.txt",
        context={"name": organisation.name, "link": address},
        dedupe_key=f"invitation:{invited}:{today}",
        language=person.language,
        now=now,
    )
    announce(
        MemberInvited(organisation_id=organisation.id, person_id=person.id, actor=actor, now=now)
    )


def accept_invitation(membership: Membership, *, actor: Actor, now: datetime) -> None:
    """Become a member, with the role and the mandate one was invited to.

    :raises NotAllowed: if somebody else was invited, or one only asked to belong.
    :raises CannotChangeMember: if the invitation has lapsed.
    """
    authorise(membership.person_id == actor.person_id)
    lock_membership(membership)
    if membership.accepted_at is not None:
        return
    if membership.invited_at is None:
        raise NotAllowed
    rules.check_invitation_runs(membership.invited_at, now)
    membership.accepted_at = now
    membership.message = None
    note(membership.organisation_id, "organisation.member_joined", actor=actor, now=now)


def set_member(
    membership: Membership,
    *,
    role: MembershipRole,
    valid_to: date | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Change what a member may do, and until when.

    :raises CannotChangeMember: if it is oneself, the last representative, or a mandate that ends
        before it begins.
    """
    lock_membership(membership)
    authorise_managing(membership.organisation, actor, now)
    rules.check_mandate(valid_from=membership.valid_from, valid_to=valid_to)
    today = queries.today_of(now)
    ends = valid_to is not None and valid_to <= today
    rules.check_role_change(
        is_own=membership.person_id == actor.person_id,
        was=membership.role,
        becomes=MembershipRole.MEMBER if ends else role,
        representatives=_representatives_beside_invited(membership, today),
    )

    membership.role = role
    membership.valid_to = valid_to
    note(
        membership.organisation_id,
        "organisation.member_changed",
        actor=actor,
        now=now,
        person_id=membership.person_id,
    )


def end_membership(membership: Membership, *, actor: Actor, now: datetime) -> None:
    """Leave a body, decline an invitation, or take a member out of it.

    :raises CannotChangeMember: if it is the last representative.
    """
    lock_membership(membership)
    if membership.person_id != actor.person_id:
        authorise_managing(membership.organisation, actor, now)
    if membership.role is MembershipRole.REPRESENTATIVE and membership.accepted_at is not None:
        rules.check_representative_left(
            queries.count_representatives(membership.organisation_id, today=queries.today_of(now))
        )

    db.session.execute(delete(Membership).where(Membership.id == membership.id))
    note(
        membership.organisation_id,
        "organisation.member_left",
        actor=actor,
        now=now,
        person_id=membership.person_id,
    )
    announce(
        MemberLeft(
            organisation_id=membership.organisation_id,
            person_id=membership.person_id,
            actor=actor,
            now=now,
        )
    )


def check_may_speak(membership: Membership | None, *, actor: Actor, now: datetime) -> None:
    """Let somebody act in a body's name from now on.

    :raises NotAllowed: if they may not.
    """
    authorise(
        policies.may_speak(actor, membership, queries.today_of(now)),
        _("To act in its name you need a verified identity, and a mandate of a verified body."),
    )


def authorise_managing(organisation: Organisation, actor: Actor, now: datetime) -> None:
    """Go on only if the actor chooses the members of this body now."""
    own = queries.find_membership(organisation.id, actor.person_id)
    if own is not None:
        # What was read before the lock may have changed since.
        db.session.refresh(own, ["role", "valid_from", "valid_to", "accepted_at"])
    authorise(policies.may_manage(actor, own, queries.today_of(now)))


def lock_membership(membership: Membership) -> None:
    """Let nobody else change a body's members, and read again what this one is."""
    # Two representatives who take the role from each other at once must not both succeed.
    queries.lock_members(membership.organisation_id)
    db.session.execute(select(Membership.id).where(Membership.id == membership.id)).one()
    fields = ["role", "valid_from", "valid_to", "invited_at", "asked_at", "accepted_at"]
    db.session.refresh(membership, fields)


def _representatives_beside_invited(membership: Membership, today: date) -> int:
    count = queries.count_representatives(membership.organisation_id, today=today)
    # An invitation, or a mandate that is over, is not one of those counted: it may change freely.
    return count if policies.is_current(membership, today) else count + 1
