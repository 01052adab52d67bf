"""What a body says of itself, changed by who speaks for it."""

from datetime import datetime

from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db, lock_writers
from auriga_web.core.events import announce
from auriga_web.core.search import index_entry
from auriga_web.organisations import policies, queries, rules
from auriga_web.organisations.events import OrganisationDescribed
from auriga_web.organisations.models import Organisation
from auriga_web.organisations.operations.trail import note


class ChangedMeanwhile(Exception):
    """Somebody else changed it since it was read."""


def describe_organisation(
    organisation: Organisation,
    *,
    description: str,
    skills: str,
    contact_email: str,
    phone: str,
    website: str,
    version: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Change what everybody reads of a body; its name and its codes are staff's to change.

    `skills` are written one a line; `version` is the one that was read.

    :raises NotABody: if the skills are too many or too long.
    :raises ChangedMeanwhile: if somebody else changed it since.
    """
    own = queries.find_membership(organisation.id, actor.person_id)
    authorise(policies.may_describe(actor, own, queries.today_of(now)))
    listed = rules.skills_of(skills)
    lock_writers()
    db.session.refresh(organisation, ["version"], with_for_update=True)
    if organisation.version != version:
        raise ChangedMeanwhile

    organisation.description = description.strip()
    organisation.skills = listed
    organisation.contact_email = contact_email.strip() or None
    organisation.phone = phone.strip() or None
    organisation.website = website.strip() or None
    organisation.version = version + 1
    if organisation.is_verified:
        index_organisation(organisation, now=now)
    note(organisation.id, "organisation.described", actor=actor, now=now)
    announce(OrganisationDescribed(organisation_id=organisation.id, actor=actor, now=now))


def index_organisation(organisation: Organisation, *, now: datetime) -> None:
    """Make a verified body findable by its name, what it does and what it can do."""
    index_entry(
        kind="organisation",
        subject_id=organisation.id,
        title=organisation.name,
        body="\n".join([organisation.description, *organisation.skills]),
        summary=organisation.description,
        at=now,
        place_ids=[] if organisation.comune_id is None else [organisation.comune_id],
    )
