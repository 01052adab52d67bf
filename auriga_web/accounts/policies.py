"""Who may do what with persons."""

from auriga_web.core.access import SYSTEM, Actor


def may_change_roles(actor: Actor) -> bool:
    """Administrators do; so does the command line, where whoever types owns the machine."""
    return actor.is_administrator or actor == SYSTEM


def may_verify(actor: Actor, *, person_id: int) -> bool:
    """An operator verifies anybody but themselves."""
    return actor.is_operator and actor.person_id != person_id


def may_search_persons(actor: Actor) -> bool:
    return actor.is_operator or actor.is_administrator


def may_end_session(actor: Actor, *, person_id: int) -> bool:
    return actor.person_id == person_id
