"""What must hold of processes: phases and what they open, dates, promises, documents, words."""

from auriga_web.processes.rules.dates import (
    Span,
    WrongDates,
    check_moved,
    check_spans,
    first_day,
    is_within,
    last_day,
    lay_out,
    midnight,
)
from auriga_web.processes.rules.documents import (
    CannotPublish,
    check_is_public,
    check_term,
    sha256_of,
    visibility_label,
)
from auriga_web.processes.rules.opening import (
    MOST_AT_ONCE,
    CannotEnd,
    CannotOpen,
    ChangedMeanwhile,
    check_can_end,
    check_can_open,
    check_room,
)
from auriga_web.processes.rules.registry import (
    OPENS,
    Act,
    NotOpen,
    check_open,
    invitation,
    is_open,
    label,
)
from auriga_web.processes.rules.words import ReservedWords, check_words, document_label

__all__ = [
    "MOST_AT_ONCE",
    "OPENS",
    "Act",
    "CannotEnd",
    "CannotOpen",
    "CannotPublish",
    "ChangedMeanwhile",
    "NotOpen",
    "ReservedWords",
    "Span",
    "WrongDates",
    "check_can_end",
    "check_can_open",
    "check_is_public",
    "check_moved",
    "check_open",
    "check_room",
    "check_spans",
    "check_term",
    "check_words",
    "document_label",
    "first_day",
    "invitation",
    "is_open",
    "is_within",
    "label",
    "last_day",
    "lay_out",
    "midnight",
    "sha256_of",
    "visibility_label",
]
