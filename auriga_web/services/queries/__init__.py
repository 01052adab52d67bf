"""Reading the tree of areas and the catalogue of services."""

from auriga_web.services.queries.areas import (
    Area,
    find_area,
    free_slug,
    get_area,
    list_areas,
    next_position,
)
from auriga_web.services.queries.catalogue import (
    PAGE_SIZE,
    ServicePage,
    ServiceRow,
    count_services,
    get_service,
    get_service_page,
    list_run_by,
    list_services,
    list_similar,
    list_territories,
    list_to_export,
)
from auriga_web.services.queries.upkeep import (
    find_feedback,
    list_for_whom,
    list_runners,
    list_to_review,
)

__all__ = [
    "PAGE_SIZE",
    "Area",
    "ServicePage",
    "ServiceRow",
    "count_services",
    "find_area",
    "find_feedback",
    "free_slug",
    "get_area",
    "get_service",
    "get_service_page",
    "list_areas",
    "list_for_whom",
    "list_run_by",
    "list_runners",
    "list_services",
    "list_similar",
    "list_territories",
    "list_to_export",
    "list_to_review",
    "next_position",
]
