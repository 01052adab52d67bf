"""Who can vote, said in one sentence; and how somebody stands before the roll is drawn."""

from enum import StrEnum

from auriga_web.core.language import gettext as _


class Standing(StrEnum):
    """Whether somebody is on the roll of a vote, or would be, and if not, why."""

    ON_ROLL = "on_roll"
    OFF_ROLL = "off_roll"
    WOULD_BE = "would_be"
    VISITOR = "visitor"
    NOT_VERIFIED = "not_verified"
    NOT_FROM_HERE = "not_from_here"
    NOT_LISTED = "not_listed"
    TOO_YOUNG = "too_young"


def sentence(electorate: str, *, youngest: str, place: str) -> str:
    """Return who can vote, in one sentence."""
    age = youngest.split("-", maxsplit=1)[0].rstrip("+")
    match electorate, age:
        case "listed", "":
            return _("Whoever is on the list of this vote and verified can vote.")
        case "listed", _age:
            return _(
                "Whoever is on the list of this vote, verified and at least %(age)s can vote.",
                age=age,
            )
        case "tied", "":
            return _(
                "Whoever lives, works or looks after somebody in %(place)s and is verified can "
                "vote.",
                place=place,
            )
        case "tied", _age:
            return _(
                "Whoever lives, works or looks after somebody in %(place)s, is verified and at "
                "least %(age)s can vote.",
                place=place,
                age=age,
            )
        case _lives, "":
            return _("Whoever lives in %(place)s and is verified can vote.", place=place)
        case _lives, _age:
            return _(
                "Whoever lives in %(place)s, is verified and at least %(age)s can vote.",
                place=place,
                age=age,
            )
