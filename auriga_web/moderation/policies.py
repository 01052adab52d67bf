"""Who may report, decide, and decide again."""

from auriga_web.core.access import SYSTEM, Actor, Role
from auriga_web.discussion.policies import may_see_subject
from auriga_web.moderation.models import Appeal, Decision


def may_report(reader: Actor, kind: str, subject_id: str) -> bool:
    """Whoever sees a thing may report it, also without an account."""
    return may_see_subject(reader, kind, subject_id)


def may_work(actor: Actor) -> bool:
    """Whoever decides about something: moderators, and the guarantor on what is theirs."""
    return actor.is_moderator or actor.is_guarantor


def may_decide(actor: Actor, *, role: Role, author_id: int | None) -> bool:
    """Tell whether `actor` may decide a case that waits for `role`.

    What is about the consortium or its members waits for the guarantor, and for nobody else; nobody
    decides about their own words.
    """
    if actor == SYSTEM:
        return True
    if author_id is not None and actor.person_id == author_id:
        return False
    return actor.is_guarantor if role is Role.GUARANTOR else may_work(actor)


def may_undo(actor: Actor, decision: Decision, *, role: Role) -> bool:
    """Who decided takes it back; so does an administrator, and anybody what no person decided.

    Always one who could decide it: what waited for the guarantor is not undone by anybody else.
    """
    if not may_decide(actor, role=role, author_id=decision.author_id):
        return False
    return decision.decided_by_id in {None, actor.person_id} or actor.is_administrator


def may_appeal(actor: Actor, decision: Decision, *, has_receipt: bool) -> bool:
    """The author appeals what restricts them; who reported, what left the thing as it was."""
    if decision.undone_at is not None:
        return False
    if decision.is_restriction:
        return actor.person_id is not None and actor.person_id == decision.author_id
    return has_receipt


def may_decide_appeal(actor: Actor, appeal: Appeal, *, role: Role) -> bool:
    """Another person than who decided first: the guarantor, unless they were the first.

    Never who appeals.
    """
    if actor.person_id is None or actor.person_id in {
        appeal.first_decider_id,
        appeal.appellant_id,
    }:
        return False
    return may_decide(actor, role=role, author_id=appeal.decision.author_id)
