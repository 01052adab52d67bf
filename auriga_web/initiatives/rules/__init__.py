"""What must hold of initiatives: states, texts, figures. Pure: facts in, verdict out."""

from auriga_web.initiatives.rules.difference import Row, Segment, compare
from auriga_web.initiatives.rules.figures import (
    LARGEST_CENTS,
    Totals,
    WrongFigures,
    check_cost,
    totals,
)
from auriga_web.initiatives.rules.moves import (
    OPEN_TEXT_STATES,
    CannotMove,
    MovedMeanwhile,
    allowed_moves,
    check_design_is_open,
    check_move,
    check_reason,
    check_text_is_open,
    states_from,
    stop_of,
)
from auriga_web.initiatives.rules.text import (
    LONGEST_BODY,
    CannotPropose,
    ChangedMeanwhile,
    FrozenCost,
    check_needs,
    check_text,
    frozen_text,
    sha256_of,
)
from auriga_web.initiatives.rules.words import (
    SENTENCES,
    choose_state,
    state_label,
    state_tone,
    what_it_means,
)

__all__ = [
    "LARGEST_CENTS",
    "LONGEST_BODY",
    "OPEN_TEXT_STATES",
    "SENTENCES",
    "CannotMove",
    "CannotPropose",
    "ChangedMeanwhile",
    "FrozenCost",
    "MovedMeanwhile",
    "Row",
    "Segment",
    "Totals",
    "WrongFigures",
    "allowed_moves",
    "check_cost",
    "check_design_is_open",
    "check_move",
    "check_needs",
    "check_reason",
    "check_text",
    "check_text_is_open",
    "choose_state",
    "compare",
    "frozen_text",
    "sha256_of",
    "state_label",
    "state_tone",
    "states_from",
    "stop_of",
    "totals",
    "what_it_means",
]
