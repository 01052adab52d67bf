"""Who may follow what."""

from auriga_web.core.access import Actor, NoGate, gate

# What can be followed.
FOLLOWED_KINDS = frozenset({"need", "initiative", "area", "comune", "zona", "organisation"})


def may_follow(actor: Actor, kind: str, subject_id: str) -> bool:
    """Whoever is registered, what they can read."""
    return not actor.is_visitor and kind in FOLLOWED_KINDS and may_be_told(actor, kind, subject_id)


def may_be_told(reader: Actor, kind: str, subject_id: str) -> bool:
    """Tell whether somebody may hear of a thing: what they may not read they are not told."""
    try:
        return gate(kind).may_read(reader, subject_id)
    except NoGate:
        return False
