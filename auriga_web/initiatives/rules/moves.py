"""From which state an initiative may go to which, and why not elsewhere."""

from collections.abc import Collection

from auriga_web.chain.models import StopKind
from auriga_web.core.language import gettext as _
from auriga_web.initiatives.models import InitiativeState as State
from auriga_web.initiatives.rules.words import state_label

MINIMUM_REASON_LENGTH = 20

_MOVES: dict[State, tuple[State, ...]] = {
    State.IDEA: (State.EXPLORATION, State.REJECTED),
    State.EXPLORATION: (State.CO_DESIGN, State.REJECTED),
    # Back to co-design from a frozen text: a slip was found before anybody voted on it.
    State.CO_DESIGN: (State.FROZEN, State.REJECTED),
    State.FROZEN: (State.IN_VOTE, State.CO_DESIGN, State.REJECTED),
    # Back to frozen: the vote was made void, and the text still stands.
    State.IN_VOTE: (State.APPROVED, State.REJECTED, State.TO_REVISE, State.FROZEN),
    State.APPROVED: (State.IN_PROGRESS, State.REJECTED),
    State.TO_REVISE: (State.CO_DESIGN, State.REJECTED),
    State.IN_PROGRESS: (State.CONCLUDED,),
    State.CONCLUDED: (State.EVALUATED,),
    State.REJECTED: (),
    State.EVALUATED: (),
}

# Where the text may be written anew, and where partners, costs and needs may change.
OPEN_TEXT_STATES = frozenset({State.IDEA, State.EXPLORATION, State.CO_DESIGN})
# Milestones are also set once the work is decided.
_MILESTONE_STATES = OPEN_TEXT_STATES | {State.APPROVED, State.IN_PROGRESS}

_STOPS: dict[State, StopKind] = {
    State.IN_VOTE: StopKind.VOTE,
    State.APPROVED: StopKind.VOTE,
    State.IN_PROGRESS: StopKind.WORK,
    State.CONCLUDED: StopKind.OUTCOME,
    State.EVALUATED: StopKind.OUTCOME,
    State.REJECTED: StopKind.NOT_PURSUED,
}


class CannotMove(Exception):
    """The initiative cannot go there, or change so, from where it stands; the message says why."""


class MovedMeanwhile(CannotMove):
    """Somebody moved it since the page was read."""


def allowed_moves(state: State) -> tuple[State, ...]:
    """Return the states to which one may go from here."""
    return _MOVES[state]


def stop_of(state: State) -> StopKind:
    """Return the stop of the thread at which this state stands."""
    return _STOPS.get(state, StopKind.INITIATIVE)


def check_move(before: State, after: State) -> None:
    """Check that an initiative may go from one state to the other.

    :raises CannotMove: if it may not.
    """
    if after in _MOVES[before]:
        return
    if before is after:
        raise CannotMove(_("It already stands at “%(state)s”.", state=state_label(before)))
    if not _MOVES[before]:
        raise CannotMove(
            _("“%(state)s” is the end of the road: propose a new one.", state=state_label(before))
        )
    if after is State.IN_VOTE:
        raise CannotMove(_("Only a definitive text can be voted on: freeze the text first."))
    if after is State.FROZEN:
        raise CannotMove(_("A text is frozen at the end of the work together, and only then."))
    if after in {State.APPROVED, State.TO_REVISE}:
        raise CannotMove(_("Only a vote can decide this."))
    if after is State.IN_PROGRESS:
        raise CannotMove(_("Work starts after the vote has approved it."))
    raise CannotMove(
        _(
            "From “%(before)s” one can go to: %(after)s.",
            before=state_label(before),
            after=", ".join(state_label(state) for state in _MOVES[before]),
        )
    )


def check_text_is_open(state: State) -> None:
    """Check that the text may be written anew.

    :raises CannotMove: if it may not.
    """
    if state is State.TO_REVISE:
        raise CannotMove(_("Take it back to the work together first, then change the text."))
    if state not in OPEN_TEXT_STATES:
        raise CannotMove(_("The text is frozen: it can no longer be changed."))


def check_is_written_together(state: State) -> None:
    """Check that changes to the text may be proposed and decided.

    :raises CannotMove: if they may not.
    """
    if state is not State.CO_DESIGN:
        raise CannotMove(_("Changes are proposed while the text is being written together."))


def check_design_is_open(state: State, *, milestones: bool = False) -> None:
    """Check that needs, partners and costs, or milestones, may change.

    :raises CannotMove: if they may not.
    """
    if state in (_MILESTONE_STATES if milestones else OPEN_TEXT_STATES):
        return
    if milestones:
        raise CannotMove(_("Milestones are set before the vote or once it is approved."))
    raise CannotMove(_("Partners, costs and needs are part of the frozen text: they stay."))


def check_reason(reason: str) -> None:
    """Check that a "no" says why.

    :raises CannotMove: if it says too little.
    """
    if len(reason.strip()) < MINIMUM_REASON_LENGTH:
        raise CannotMove(
            _("Say why in at least %(n)s letters: people will read it.", n=MINIMUM_REASON_LENGTH)
        )


def states_from(states: Collection[State]) -> frozenset[State]:
    """Return every state that can be reached from these, themselves included."""
    reached = set(states)
    edge = list(states)
    while edge:
        new = [state for state in _MOVES[edge.pop()] if state not in reached]
        reached.update(new)
        edge.extend(new)
    return frozenset(reached)
