"""Who may read an initiative, propose one, write in it, and lead it along."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, or_, true

from auriga_web.core.access import Actor
from auriga_web.initiatives.models import Amendment, Initiative, InitiativeState

# Who may act in a body's name: representatives and editors; members only read.
_SPEAKS = frozenset({"representative", "editor"})


def may_read(reader: Actor, initiative: Initiative) -> bool:
    return initiative.is_public or _sees_hidden(reader) or _is_author(reader, initiative)


def readable_by(reader: Actor) -> ColumnElement[bool]:
    if _sees_hidden(reader):
        return true()
    is_public = Initiative.hidden_at.is_(None)
    if reader.person_id is None:
        return is_public
    return or_(is_public, Initiative.author_id == reader.person_id)


def listed_for(_reader: Actor) -> ColumnElement[bool]:
    """Of lists: what is hidden is in no list, whoever reads."""
    return Initiative.hidden_at.is_(None)


def may_propose(actor: Actor) -> bool:
    """Whoever is verified, a body through who speaks for it, or a facilitator."""
    return not actor.is_visitor and (
        actor.is_verified or actor.is_facilitator or speaks_for_a_body(actor)
    )


def may_write(actor: Actor, initiative: Initiative, *, partner_ids: Collection[int]) -> bool:
    """Tell whether they may write a new version: who leads it and, while it is written together,
    the bodies that take part."""
    if may_arrange(actor, initiative):
        return True
    is_together = initiative.state is InitiativeState.CO_DESIGN
    return (
        initiative.hidden_at is None
        and is_together
        and speaks_for_a_body(actor)
        and actor.body_id in partner_ids
    )


def may_amend(actor: Actor, initiative: Initiative) -> bool:
    """Tell whether they may propose a change to the text: whoever is verified or speaks for a body,
    while it is in sight."""
    return initiative.hidden_at is None and (actor.is_verified or speaks_for_a_body(actor))


def may_decide_amendment(actor: Actor, initiative: Initiative) -> bool:
    """Accept or refuse proposed changes: who leads the initiative, nobody else."""
    return may_arrange(actor, initiative)


def is_its_author(actor: Actor, amendment: Amendment) -> bool:
    return actor.person_id is not None and actor.person_id == amendment.author_id


def may_read_amendment(reader: Actor, amendment: Amendment) -> bool:
    """Of one whose initiative they may read: hidden ones are for their author and the staff."""
    return amendment.hidden_at is None or _sees_hidden(reader) or is_its_author(reader, amendment)


def amendment_readable_by(reader: Actor) -> ColumnElement[bool]:
    if _sees_hidden(reader):
        return true()
    is_public = Amendment.hidden_at.is_(None)
    if reader.person_id is None:
        return is_public
    return or_(is_public, Amendment.author_id == reader.person_id)


def may_arrange(actor: Actor, initiative: Initiative) -> bool:
    """Tell whether they may set needs, partners, costs and milestones: who proposed it, for
    themselves or for its body, and facilitators."""
    if actor.is_visitor:
        return False
    if actor.is_facilitator:
        return True
    if initiative.hidden_at is not None:
        return False
    if initiative.promoter_id is not None:
        return speaks_for_a_body(actor) and actor.body_id == initiative.promoter_id
    return _is_author(actor, initiative)


def may_steer(actor: Actor) -> bool:
    """Move it along, freeze it, end it."""
    return actor.is_facilitator


def may_report_on_work(actor: Actor, initiative: Initiative) -> bool:
    """Say that a milestone is done: facilitators, who proposed it, and who runs it."""
    runs_it = speaks_for_a_body(actor) and actor.body_id == initiative.runner_id
    return may_arrange(actor, initiative) or (initiative.hidden_at is None and runs_it)


def may_hide(actor: Actor) -> bool:
    """Moderators, and the guarantor on what is about the consortium."""
    return actor.is_moderator or actor.is_guarantor


def may_comment(actor: Actor, initiative: Initiative) -> bool:
    """Whoever is registered, while it is in sight."""
    return not actor.is_visitor and initiative.hidden_at is None


def speaks_for_a_body(actor: Actor) -> bool:
    return actor.body_id is not None and actor.body_role in _SPEAKS


def _sees_hidden(reader: Actor) -> bool:
    return reader.is_moderator or reader.is_facilitator or reader.is_guarantor


def _is_author(reader: Actor, initiative: Initiative) -> bool:
    return reader.person_id is not None and reader.person_id == initiative.author_id
