"""Who may come into the staff's rooms."""

from auriga_web.backoffice import rules
from auriga_web.core.access import Actor


def may_work(actor: Actor) -> bool:
    """Staff, and the guarantor, who is none but has appeals to decide."""
    return actor.is_staff or actor.is_guarantor


def may_do(actor: Actor, role: str) -> bool:
    """Tell whether a duty for this role is one that the actor may do."""
    return role in {one.value for one in rules.roles_served_by(actor)}


def may_read_trail(actor: Actor) -> bool:
    """The audit trail is read by administrators and by the guarantor."""
    return actor.is_administrator or actor.is_guarantor
