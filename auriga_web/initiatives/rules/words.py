"""The words for states, and the sentences that the thread says."""

from auriga_web.core.language import N_, pgettext
from auriga_web.core.language import gettext as _
from auriga_web.initiatives.models import AmendmentState
from auriga_web.initiatives.models import InitiativeState as State


def state_label(state: State) -> str:
    """Return the word that people see for a state."""
    return {
        State.IDEA: _("Idea"),
        State.EXPLORATION: _("Being explored"),
        State.CO_DESIGN: _("Being written together"),
        State.FROZEN: _("Text ready for the vote"),
        State.IN_VOTE: _("Being voted on"),
        State.APPROVED: _("Approved"),
        State.REJECTED: _("Does not go on"),
        State.TO_REVISE: _("To be revised"),
        State.IN_PROGRESS: _("We are working on it"),
        State.CONCLUDED: pgettext("initiative", "Concluded"),
        State.EVALUATED: _("Evaluated"),
    }[state]


def state_tone(state: State) -> str:
    """Return the tone of the badge of a state."""
    return {
        State.FROZEN: "decided",
        State.IN_VOTE: "decided",
        State.APPROVED: "decided",
        State.REJECTED: "closed",
        State.TO_REVISE: "waiting",
        State.CONCLUDED: "done",
        State.EVALUATED: "done",
    }.get(state, "neutral")


def amendment_label(state: AmendmentState) -> str:
    """Return the word that people see for what became of a proposed change."""
    return {
        AmendmentState.PROPOSED: pgettext("amendment", "Waits for an answer"),
        AmendmentState.ACCEPTED: pgettext("amendment", "Accepted"),
        AmendmentState.REFUSED: pgettext("amendment", "Not accepted"),
        AmendmentState.WITHDRAWN: pgettext("amendment", "Taken back"),
    }[state]


def amendment_tone(state: AmendmentState) -> str:
    """Return the tone of its badge."""
    return {
        AmendmentState.PROPOSED: "waiting",
        AmendmentState.ACCEPTED: "done",
    }.get(state, "closed")


def what_it_means(state: State) -> str:
    """Return what is happening now and what comes next, in one sentence."""
    return {
        State.IDEA: _("The facilitators read it and look for who could take part."),
        State.EXPLORATION: _(
            "We find out what it takes and who is in. You can say what you think."
        ),
        State.CO_DESIGN: _("The text is being written together: comment, propose, correct."),
        State.FROZEN: _("The text is definitive and waits for its vote. It can no longer change."),
        State.IN_VOTE: _("Those on the roll vote on this exact text."),
        State.APPROVED: _("The vote approved it. The work has to start."),
        State.REJECTED: _("It does not go on; below you read why."),
        State.TO_REVISE: _("The vote asks to write it again. Work on the text resumes."),
        State.IN_PROGRESS: _("The work is under way: the milestones say where it stands."),
        State.CONCLUDED: _("The work is over; below you read what came of it."),
        State.EVALUATED: _("The work is over and has been evaluated."),
    }[state]


# What the thread says at each state: stored as they are, looked up when shown.
SENTENCES: dict[State, str] = {
    State.IDEA: N_("An initiative was proposed."),
    State.EXPLORATION: N_("We are finding out what it takes."),
    State.CO_DESIGN: N_("The text is being written together."),
    State.FROZEN: N_("The text is definitive and waits for the vote."),
    State.IN_VOTE: N_("The vote has begun."),
    State.APPROVED: N_("The vote approved it."),
    State.REJECTED: N_("It does not go on: the page says why."),
    State.TO_REVISE: N_("The vote asks to write it again."),
    State.IN_PROGRESS: N_("The work has begun."),
    State.CONCLUDED: N_("The work is over: the page says what came of it."),
    State.EVALUATED: N_("The work has been evaluated."),
}


def choose_state(word: str | None) -> State | None:
    """Return the state that an address names; None if it names none."""
    return State(word) if word in set(State) else None
