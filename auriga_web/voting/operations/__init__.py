"""Writing votes: drafting, deciding in two, casting, counting, and what follows."""

from auriga_web.voting.operations.answering import answer_result
from auriga_web.voting.operations.casting import cast_ballot, request_code
from auriga_web.voting.operations.chamber import vote_in_chamber
from auriga_web.voting.operations.closing import (
    close_due_polls,
    close_poll,
    destroy_key_of_closed,
)
from auriga_web.voting.operations.deciding import approve
from auriga_web.voting.operations.drafting import (
    OptionDraft,
    PollDraft,
    QuestionDraft,
    create_poll,
    edit_poll,
    freeze_poll,
)
from auriga_web.voting.operations.stopping import suspend_poll
from auriga_web.voting.operations.turnout import show_turnouts

__all__ = [
    "OptionDraft",
    "PollDraft",
    "QuestionDraft",
    "answer_result",
    "approve",
    "cast_ballot",
    "close_due_polls",
    "close_poll",
    "create_poll",
    "destroy_key_of_closed",
    "edit_poll",
    "freeze_poll",
    "request_code",
    "show_turnouts",
    "suspend_poll",
    "vote_in_chamber",
]
