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
from auriga_web.initiatives.queries.of_body import PartOfBody, list_parts_of
from auriga_web.initiatives.queries.page import (
    InitiativePage,
    find_initiative,
    get_initiative,
    get_initiative_page,
    is_sensitive,
    list_by_ids,
    list_need_ids,
    list_organisations,
)
from auriga_web.initiatives.queries.parts import (
    ListedPartner,
    Parts,
    ShownCost,
    ShownMilestone,
    get_milestone,
    list_milestones,
    list_partner_ids,
    load_parts,
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
    "PartOfBody",
    "Parts",
    "ShownCost",
    "ShownMilestone",
    "find_initiative",
    "find_previous_version",
    "get_initiative",
    "get_initiative_page",
    "get_milestone",
    "get_version",
    "is_sensitive",
    "list_about_need",
    "list_by_ids",
    "list_initiatives",
    "list_matching_needs",
    "list_milestones",
    "list_need_ids",
    "list_needs_by_ids",
    "list_needs_of",
    "list_organisations",
    "list_partner_ids",
    "list_parts_of",
    "list_versions",
    "load_parts",
]
