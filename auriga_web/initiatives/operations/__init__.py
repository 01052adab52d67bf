"""Every write on initiatives: propose, design, move along, vote, work, end."""

from auriga_web.initiatives.operations.amending import (
    accept_amendment,
    hide_amendment,
    propose_amendment,
    refuse_amendment,
    show_amendment_again,
    withdraw_amendment,
)
from auriga_web.initiatives.operations.designing import (
    add_cost,
    add_milestone,
    add_partner,
    drop_cost,
    drop_milestone,
    drop_partner,
    set_runner,
)
from auriga_web.initiatives.operations.needs import add_need, drop_need
from auriga_web.initiatives.operations.sight import count_comments, hide, show_again
from auriga_web.initiatives.operations.steering import (
    conclude,
    evaluate,
    explore,
    freeze,
    not_pursue,
    reach_milestone,
    start_work,
    unfreeze,
    write_together,
)
from auriga_web.initiatives.operations.voting import cancel_vote, record_vote_result, start_vote
from auriga_web.initiatives.operations.writing import TextDraft, propose, write_version

__all__ = [
    "TextDraft",
    "accept_amendment",
    "add_cost",
    "add_milestone",
    "add_need",
    "add_partner",
    "cancel_vote",
    "conclude",
    "count_comments",
    "drop_cost",
    "drop_milestone",
    "drop_need",
    "drop_partner",
    "evaluate",
    "explore",
    "freeze",
    "hide",
    "hide_amendment",
    "not_pursue",
    "propose",
    "propose_amendment",
    "reach_milestone",
    "record_vote_result",
    "refuse_amendment",
    "set_runner",
    "show_again",
    "show_amendment_again",
    "start_vote",
    "start_work",
    "unfreeze",
    "withdraw_amendment",
    "write_together",
    "write_version",
]
