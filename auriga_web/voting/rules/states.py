"""The states of a vote: they move only forward, and a suspended vote may resume."""

from auriga_web.voting.models import PollState

_NEXT: dict[PollState, frozenset[PollState]] = {
    PollState.DRAFT: frozenset({PollState.FROZEN}),
    PollState.FROZEN: frozenset({PollState.OPEN, PollState.VOID}),
    PollState.OPEN: frozenset(
        {PollState.SUSPENDED, PollState.COUNTING, PollState.CLOSED, PollState.VOID}
    ),
    PollState.SUSPENDED: frozenset({PollState.OPEN, PollState.VOID}),
    PollState.COUNTING: frozenset({PollState.CLOSED, PollState.VOID}),
    PollState.CLOSED: frozenset(),
    PollState.VOID: frozenset(),
}


class CannotMove(Exception):
    """A vote in this state cannot go to that one."""

    def __init__(self, state: PollState, to: PollState) -> None:
        super().__init__(f"A vote that is {state} cannot become {to}.")
        self.state = state
        self.to = to


def check_move(state: PollState, to: PollState) -> None:
    """Check that a vote may go from one state to another.

    :raises CannotMove: if it would go back, or past a state it has to go through.
    """
    if to not in _NEXT[state]:
        raise CannotMove(state, to)


def is_frozen(state: PollState) -> bool:
    return state is not PollState.DRAFT
