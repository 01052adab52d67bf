"""The name of the territory that votes: Foligno is a comune, and a zona too."""

from sqlalchemy import case, literal

from auriga_web.territories.models import Territory, TerritoryKind

PLACE_NAME = case(
    (Territory.kind == TerritoryKind.ZONA, literal("zona ") + Territory.name),
    else_=Territory.name,
).label("place")
