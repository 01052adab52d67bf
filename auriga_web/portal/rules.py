"""How a need that is not public yet is said to its author, and what happens next. Pure."""

from auriga_web.core.language import gettext as _
from auriga_web.initiatives.models import InitiativeState
from auriga_web.needs.models import NeedState


def word_for_author(state: NeedState, *, is_hidden: bool) -> str:
    """Return what its author reads of a need that others do not see."""
    if is_hidden:
        return _("Hidden by the moderators: the page says why")
    return {
        NeedState.DRAFT: _("Draft: only you see it"),
        NeedState.SUBMITTED: _("Sent: a moderator is reading it"),
        NeedState.RETURNED: _("Sent back: change it and send it again"),
    }.get(state, "")


def next_of_need(state: NeedState) -> str:
    """Return what happens next to a need, for who has never seen one; nothing once it is over."""
    return {
        NeedState.DRAFT: _("Nobody sees it yet. When you send it, it can be read by everybody."),
        NeedState.SUBMITTED: _("A moderator reads it. If it is all right, everybody can read it."),
        NeedState.RETURNED: _("Its author changes it and sends it again."),
        NeedState.PUBLISHED: _(
            "Others say whether they need it too. Somebody of the consortium answers by the date "
            "shown here. What you follow you hear of."
        ),
        NeedState.TAKEN_UP: _(
            "An answer is being prepared, often together with those who need it. You can take part."
        ),
        NeedState.ANSWERED: _("It has its answer: read below what came of it."),
        NeedState.NOT_PURSUED: _(
            "It does not go on for now: read below why. If something changes, it can open again."
        ),
        NeedState.MERGED: _("It goes on together with another need that says the same."),
    }.get(state, "")


def next_of_initiative(state: InitiativeState) -> str:
    """Return what happens next to an initiative, for who has never seen one."""
    return {
        InitiativeState.IDEA: _("Who looks after it reads it, and says whether it goes on."),
        InitiativeState.EXPLORATION: _("We find out what it takes: people, places, money."),
        InitiativeState.CO_DESIGN: _(
            "The text is written together. You can comment on it until it is definitive."
        ),
        InitiativeState.FROZEN: _(
            "The text no longer changes, so that everybody votes on the same. The vote opens next."
        ),
        InitiativeState.IN_VOTE: _(
            "One votes until the close, and can change one’s vote until then. Then the votes are "
            "counted, and anybody can count them again."
        ),
        InitiativeState.APPROVED: _("Those who carry it out agree on who does what, and begin."),
        InitiativeState.REJECTED: _("It does not go on: the reason is on this page."),
        InitiativeState.TO_REVISE: _("The text is written again, then there is another vote."),
        InitiativeState.IN_PROGRESS: _(
            "The work goes on step by step: each milestone is told here when it is reached."
        ),
        InitiativeState.CONCLUDED: _("The work is over. We look at what it changed, and tell it."),
        InitiativeState.EVALUATED: _("It is over: what we learned is on this page."),
    }[state]
