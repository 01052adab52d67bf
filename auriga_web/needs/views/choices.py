"""Areas and places to choose from. They hardly change, so a process keeps them for a minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from wtforms.fields.choices import SelectChoice

from auriga_web.core import clock
from auriga_web.core.language import gettext as _
from auriga_web.services import queries as services
from auriga_web.services.queries import Area
from auriga_web.services.rules import area_label
from auriga_web.territories import queries as territories
from auriga_web.territories.queries import Places

KEPT_FOR = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Choices:
    areas: Sequence[Area]
    places: Places
    until: datetime


def load_choices() -> Choices:
    """Return the areas and the places, at most a minute old."""
    now = clock.now()
    kept: Choices | None = current_app.extensions.get("need_choices")
    if kept is not None and now < kept.until:
        return kept
    choices = Choices(services.list_areas(), territories.load_places(), now + KEPT_FOR)
    # Tests undo what they write, and with it what was read.
    if not current_app.config["TESTING"] or current_app.config.get("KEEP_CHOICES"):
        current_app.extensions["need_choices"] = choices
    return choices


def area_options(areas: Sequence[Area]) -> list[SelectChoice]:
    """Return the areas that a need can be about, under their fields."""
    return [SelectChoice("", _("Choose"))] + [
        SelectChoice(str(area.id), area_label(area.name), optgroup=area_label(root.name))
        for root in areas
        for area in (root.areas or [root])
    ]


def comune_options(places: Places) -> list[SelectChoice]:
    """Return the comuni by name."""
    return [SelectChoice("", _("Choose"))] + [
        SelectChoice(str(comune.id), comune.name) for comune in places.comuni
    ]
