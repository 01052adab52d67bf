"""Reading places: comuni and zones, the map, where people live."""

from auriga_web.territories.queries.maps import ProvinceMap, Shape, ZoneMap, province_map, zone_map
from auriga_web.territories.queries.places import (
    Comune,
    Places,
    Zone,
    ancestors,
    descendants,
    find_comune,
    find_comune_by_name,
    get_comune,
    get_territory,
    list_comuni,
    list_zones,
    load_places,
    zona_of,
)
from auriga_web.territories.queries.residences import (
    Residence,
    find_home,
    get_residency,
    list_residences,
)

__all__ = [
    "Comune",
    "Places",
    "ProvinceMap",
    "Residence",
    "Shape",
    "Zone",
    "ZoneMap",
    "ancestors",
    "descendants",
    "find_comune",
    "find_comune_by_name",
    "find_home",
    "get_comune",
    "get_residency",
    "get_territory",
    "list_comuni",
    "list_residences",
    "list_zones",
    "load_places",
    "province_map",
    "zona_of",
    "zone_map",
]
