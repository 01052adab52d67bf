"""Reading needs: one with all its page shows, lists of them, numbers about them."""

from auriga_web.needs.queries.listing import (
    PAGE_SIZE,
    NeedList,
    list_needs,
    list_needs_by_ids,
    list_needs_of,
    list_needs_to_export,
    list_overdue,
    list_public_ids,
)
from auriga_web.needs.queries.numbers import (
    InTime,
    answered_in_time,
    count_by_area,
    count_by_comune,
    count_by_state,
    count_by_stop,
    count_needs,
)
from auriga_web.needs.queries.of_body import SaidByBody, list_said_by
from auriga_web.needs.queries.places import PlaceCounts, count_by_place
from auriga_web.needs.queries.reading import (
    NeedPage,
    find_need,
    find_similar,
    find_supportable,
    get_need,
    get_need_page,
    list_institutions,
    list_staff,
)
from auriga_web.needs.queries.said import (
    AnsweredNeed,
    AnswerSeen,
    PositionSeen,
    find_own_position,
    list_answers,
    list_latest_answers,
    list_positions,
    list_supporter_ids,
    list_versions,
)
from auriga_web.needs.queries.sketches import find_sketch
from auriga_web.needs.queries.statements import Chosen, NeedRow, Order
from auriga_web.needs.queries.themes import ThemeRow, get_theme, list_themes, list_themes_of

__all__ = [
    "PAGE_SIZE",
    "AnswerSeen",
    "AnsweredNeed",
    "Chosen",
    "InTime",
    "NeedList",
    "NeedPage",
    "NeedRow",
    "Order",
    "PlaceCounts",
    "PositionSeen",
    "SaidByBody",
    "ThemeRow",
    "answered_in_time",
    "count_by_area",
    "count_by_comune",
    "count_by_place",
    "count_by_state",
    "count_by_stop",
    "count_needs",
    "find_need",
    "find_own_position",
    "find_similar",
    "find_sketch",
    "find_supportable",
    "get_need",
    "get_need_page",
    "get_theme",
    "list_answers",
    "list_institutions",
    "list_latest_answers",
    "list_needs",
    "list_needs_by_ids",
    "list_needs_of",
    "list_needs_to_export",
    "list_overdue",
    "list_positions",
    "list_public_ids",
    "list_said_by",
    "list_staff",
    "list_supporter_ids",
    "list_themes",
    "list_themes_of",
    "list_versions",
]
