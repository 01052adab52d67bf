"""Reading the desk: whom an operator helps, what was done, how people are verified."""

from auriga_web.desk.queries.helping import (
    Done,
    count_by_channel,
    find_assisted,
    find_card,
    get_assistance,
    get_own_assistance,
    list_done,
)
from auriga_web.desk.queries.vouching import (
    MOST_AT_ONCE,
    Accredited,
    Chosen,
    count_chosen,
    count_vouched,
    find_accreditation,
    list_accredited,
    list_chosen,
    list_expired,
    lock_accreditation,
    would_run_what_is_voted,
)

__all__ = [
    "MOST_AT_ONCE",
    "Accredited",
    "Chosen",
    "Done",
    "count_by_channel",
    "count_chosen",
    "count_vouched",
    "find_accreditation",
    "find_assisted",
    "find_card",
    "get_assistance",
    "get_own_assistance",
    "list_accredited",
    "list_chosen",
    "list_done",
    "list_expired",
    "lock_accreditation",
    "would_run_what_is_voted",
]
