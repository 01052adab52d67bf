"""What the address of a list or of a map of needs asks for."""

from typing import Any

from flask import request

from auriga_web.needs.models import NeedState
from auriga_web.needs.queries import Chosen, Order
from auriga_web.needs.views.choices import load_choices
from auriga_web.services import queries as services
from auriga_web.territories.queries import Comune

# How addresses name the states by which a list can be narrowed.
STATES = {
    "aperti": NeedState.PUBLISHED,
    "ci-lavoriamo": NeedState.TAKEN_UP,
    "con-risposta": NeedState.ANSWERED,
    "non-per-ora": NeedState.NOT_PURSUED,
}


class Asked:
    """What an address asks of a list; what it does not know it leaves out."""

    def __init__(self) -> None:
        choices = load_choices()
        self.areas, self.places = choices.areas, choices.places
        self.area = services.find_area(self.areas, request.args.get("area"))
        self.place = self.places.find(request.args.get("territorio"))
        self.state = request.args.get("stato", "")
        self.words = " ".join(request.args.get("q", "").split())[:200]
        self.order = self._order(request.args.get("ordina"))
        comune = self.place if isinstance(self.place, Comune) else None
        zona_id = self.place.id if self.place and comune is None else None
        self.chosen = Chosen(
            area_ids=tuple(self.area.ids) if self.area else (),
            comune_id=comune.id if comune else None,
            zona_id=zona_id,
            comune_ids=tuple(self.places.within(self.place.id)) if self.place else (),
            state=STATES.get(self.state),
            words=self.words,
        )

    def _order(self, wanted: str | None) -> Order:
        known = {order.value: order for order in Order}
        return known.get(wanted or "", Order.BEST if self.words else Order.NEWEST)

    @property
    def filters(self) -> dict[str, Any]:
        """The query of this list's address, without what is as usual."""
        usual = Order.BEST if self.words else Order.NEWEST
        return {
            "area": self.area.slug if self.area else None,
            "territorio": self.place.slug if self.place else None,
            "stato": self.state if self.chosen.state else None,
            "q": self.words or None,
            "ordina": self.order.value if self.order is not usual else None,
        }

    @property
    def is_narrowed(self) -> bool:
        return any(value for name, value in self.filters.items() if name != "ordina")
