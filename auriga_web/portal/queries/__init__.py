"""What the windows show, read from the features below."""

from auriga_web.portal.queries.finding import Findings, find_everywhere, list_suggestions
from auriga_web.portal.queries.latest import list_outcomes
from auriga_web.portal.queries.mine import (
    list_my_bodies,
    list_my_comments,
    list_my_initiatives,
    list_my_needs,
    list_supported_needs,
)
from auriga_web.portal.queries.my_data import list_my_files, read_my_data
from auriga_web.portal.queries.numbers import (
    numbers,
    numbers_by_area,
    numbers_by_zone,
    numbers_of_comune,
)
from auriga_web.portal.queries.places import (
    list_comune_organisations,
    list_comune_slugs,
)
from auriga_web.portal.queries.public import list_public_addresses

__all__ = [
    "Findings",
    "find_everywhere",
    "list_comune_organisations",
    "list_comune_slugs",
    "list_my_bodies",
    "list_my_comments",
    "list_my_files",
    "list_my_initiatives",
    "list_my_needs",
    "list_outcomes",
    "list_public_addresses",
    "list_suggestions",
    "list_supported_needs",
    "numbers",
    "numbers_by_area",
    "numbers_by_zone",
    "numbers_of_comune",
    "read_my_data",
]
