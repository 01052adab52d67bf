"""Changing the tree of areas and the catalogue, and saying whether a service was useful."""

from auriga_web.services.operations.areas import add_area, change_area, load_service_areas
from auriga_web.services.operations.cataloguing import (
    REVIEW_DUTY,
    TIME_TO_REVIEW,
    ServiceText,
    add_service,
    ask_for_reviews,
    change_service,
    set_listed,
)
from auriga_web.services.operations.feedback import forget_senders, say_useful

__all__ = [
    "REVIEW_DUTY",
    "TIME_TO_REVIEW",
    "ServiceText",
    "add_area",
    "add_service",
    "ask_for_reviews",
    "change_area",
    "change_service",
    "forget_senders",
    "load_service_areas",
    "say_useful",
    "set_listed",
]
