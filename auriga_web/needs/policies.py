"""Who may read a need, and who may do what with it."""

from datetime import timedelta

from sqlalchemy import ColumnElement, false, or_

from auriga_web.core.access import SYSTEM, Actor
from auriga_web.needs import rules
from auriga_web.needs.models import PUBLIC_STATES, Need, NeedState

# States in which a moderator has something to decide, or has decided it.
_MODERATED = frozenset({NeedState.SUBMITTED, NeedState.RETURNED})
_EDITABLE = frozenset(
    {
        NeedState.DRAFT,
        NeedState.SUBMITTED,
        NeedState.RETURNED,
        NeedState.PUBLISHED,
        NeedState.TAKEN_UP,
    }
)
_SPEAKING_ROLES = frozenset({"representative", "editor"})


def may_read(reader: Actor, need: Need) -> bool:
    """Everybody reads what is public; the author always; staff what waits or was hidden."""
    if need.is_public or _is_author(reader, need):
        return True
    if not (reader.is_staff or reader.is_guarantor):
        return False
    return need.state in PUBLIC_STATES or need.state in _MODERATED


def readable_by(reader: Actor) -> ColumnElement[bool]:
    """The same for many, as a condition."""
    states = PUBLIC_STATES
    conditions: list[ColumnElement[bool]] = [
        Need.state.in_(sorted(states)) & Need.hidden_at.is_(None)
    ]
    if reader.person_id is not None:
        conditions.append(Need.author_id == reader.person_id)
    if reader.is_staff or reader.is_guarantor:
        conditions.append(Need.state.in_(sorted(states | _MODERATED)))
    return or_(*conditions)


def may_write(actor: Actor) -> bool:
    """Whoever has an account may write a need."""
    return not actor.is_visitor


def may_edit(actor: Actor, need: Need) -> bool:
    """The author, until it is answered; what moderators hid they read again once it is changed."""
    return _is_author(actor, need) and need.state in _EDITABLE


def may_add_pictures(actor: Actor, need: Need, *, account_age: timedelta) -> bool:
    """Who may change it; on what everybody reads, from the second day of an account."""
    is_new = account_age < rules.NEW_ACCOUNT
    return may_edit(actor, need) and not (is_new and need.published_at is not None)


def may_submit(actor: Actor, need: Need) -> bool:
    """The author sends it in: a draft, or one that came back."""
    return _is_author(actor, need) and need.state in {NeedState.DRAFT, NeedState.RETURNED}


def may_discard(actor: Actor, need: Need) -> bool:
    """The author, as long as nobody else has read it in public."""
    return _is_author(actor, need) and need.published_at is None


def may_withdraw(actor: Actor, need: Need) -> bool:
    """The author, at any time after it was published."""
    return _is_author(actor, need) and rules.may_move(need.state, NeedState.WITHDRAWN)


def may_review(actor: Actor, need: Need) -> bool:
    """A moderator, who does not decide on their own words."""
    waits = need.state is NeedState.SUBMITTED and need.personal_at is None
    return actor.is_moderator and waits and not _is_author(actor, need)


def may_make_private(actor: Actor, need: Need) -> bool:
    """Staff, of what somebody else sent in or published, once."""
    is_sent = need.state in PUBLIC_STATES | _MODERATED and need.state is not NeedState.WITHDRAWN
    looks_after = actor.is_moderator or actor.is_operator
    return is_sent and looks_after and need.personal_at is None and not _is_author(actor, need)


def may_settle_personal(actor: Actor, need: Need) -> bool:
    """Who gets in touch with people notes that they did."""
    return (actor.is_operator or actor.is_moderator) and need.personal_at is not None


def may_black_out(actor: Actor, need: Need) -> bool:
    """Moderators take a passage out of what somebody else wrote, in all its versions."""
    is_sent = need.state in PUBLIC_STATES | _MODERATED and need.state is not NeedState.WITHDRAWN
    return actor.is_moderator and is_sent and not _is_author(actor, need)


def may_hide(actor: Actor, need: Need) -> bool:
    """Moderators, the guarantor, and the platform itself, which several reports may move."""
    looks_after = actor.is_moderator or actor.is_guarantor
    return need.state in PUBLIC_STATES and (
        actor is SYSTEM or (looks_after and not _is_author(actor, need))
    )


def may_support(actor: Actor, need: Need) -> bool:
    """A person, in their own name, for a need that is open and not theirs."""
    return (
        not actor.is_visitor
        and actor.body_id is None
        and need.is_open
        and not _is_author(actor, need)
    )


def supportable_by(actor: Actor) -> ColumnElement[bool]:
    """The same for many, as a condition."""
    if actor.is_visitor or actor.body_id is not None:
        return false()
    is_open = Need.hidden_at.is_(None) & Need.state.in_([NeedState.PUBLISHED, NeedState.TAKEN_UP])
    return is_open & (Need.author_id != actor.person_id)


def may_take_position(actor: Actor, need: Need) -> bool:
    """Who may speak for an organisation, in its name, about a need it did not write."""
    return (
        actor.body_id is not None
        and actor.body_role in _SPEAKING_ROLES
        and need.is_open
        and need.author_body_id != actor.body_id
    )


def may_withdraw_position(actor: Actor) -> bool:
    """Who may speak for an organisation takes back what it said, whatever became of the need."""
    return actor.body_id is not None and actor.body_role in _SPEAKING_ROLES


def may_answer(actor: Actor, need: Need) -> bool:
    """A facilitator for the consortium, or who speaks for the institution that was asked."""
    return need.is_open and (actor.is_facilitator or _speaks_for_addressee(actor, need))


def may_take_up(actor: Actor, need: Need) -> bool:
    """A facilitator begins work on it."""
    return (
        actor.is_facilitator
        and need.hidden_at is None
        and rules.may_move(need.state, NeedState.TAKEN_UP)
    )


def may_decide_against(actor: Actor, need: Need) -> bool:
    """Who may answer may also say that it will not be pursued, and why."""
    return may_answer(actor, need) and rules.may_move(need.state, NeedState.NOT_PURSUED)


def may_archive(actor: Actor, need: Need) -> bool:
    """A facilitator puts away what is closed."""
    return actor.is_facilitator and rules.may_move(need.state, NeedState.ARCHIVED)


def may_merge(actor: Actor, need: Need, *, into: Need | None = None) -> bool:
    """Moderators and facilitators unite what says the same, and never with what they wrote."""
    return (
        (actor.is_moderator or actor.is_facilitator)
        and not _is_author(actor, need)
        and not (into is not None and _is_author(actor, into))
        and need.hidden_at is None
        and rules.may_move(need.state, NeedState.MERGED)
    )


def may_separate(actor: Actor, need: Need) -> bool:
    """Moderators and facilitators take apart what was united, unless they wrote it."""
    return (
        (actor.is_moderator or actor.is_facilitator)
        and not _is_author(actor, need)
        and need.hidden_at is None
        and need.state is NeedState.MERGED
    )


def may_assign(actor: Actor, need: Need) -> bool:
    """Moderators and facilitators say who looks after it, and whom it is addressed to."""
    return (actor.is_moderator or actor.is_facilitator) and need.state in PUBLIC_STATES


def may_move_along(actor: Actor) -> bool:
    """What happens in an initiative or a vote moves its needs along, whoever causes it."""
    return not actor.is_visitor or actor is SYSTEM


def may_gather(actor: Actor) -> bool:
    """Facilitators read needs together in a theme."""
    return actor.is_facilitator


def _is_author(actor: Actor, need: Need) -> bool:
    return actor.person_id is not None and actor.person_id == need.author_id


def _speaks_for_addressee(actor: Actor, need: Need) -> bool:
    return (
        actor.body_id is not None
        and actor.body_id == need.addressee_id
        and actor.body_role in _SPEAKING_ROLES
    )
