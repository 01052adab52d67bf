"""Every write on initiatives: propose, design, move along, vote, work, end."""

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
    "not_pursue",
    "propose",
    "reach_milestone",
    "record_vote_result",
    "set_runner",
    "show_again",
    "start_vote",
    "start_work",
    "unfreeze",
    "write_together",
    "write_version",
]
