"""Reading initiatives: the list, one page, its texts, what it became."""

from auriga_web.initiatives.queries.listing import (
    ListedInitiative,
    ListedNeed,
    list_about_need,
    list_initiatives,
    list_matching_needs,
    list_needs_by_ids,
    list_needs_of,
)
from auriga_web.initiatives.queries.page import (
    InitiativePage,
    ListedPartner,
    ShownCost,
    get_initiative,
    get_initiative_page,
    list_costs,
    list_milestones,
    list_need_ids,
    list_organisations,
    list_partner_ids,
    list_partners,
)
from auriga_web.initiatives.queries.versions import (
    ListedVersion,
    find_previous_version,
    get_version,
    list_versions,
)

__all__ = [
    "InitiativePage",
    "ListedInitiative",
    "ListedNeed",
    "ListedPartner",
    "ListedVersion",
    "ShownCost",
    "find_previous_version",
    "get_initiative",
    "get_initiative_page",
    "get_version",
    "list_about_need",
    "list_costs",
    "list_initiatives",
    "list_matching_needs",
    "list_milestones",
    "list_need_ids",
    "list_needs_by_ids",
    "list_needs_of",
    "list_organisations",
    "list_partner_ids",
    "list_partners",
    "list_versions",
]
