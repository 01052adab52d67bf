"""Which limits a question may have under a rule."""

from __future__ import annotations

from auriga_web.voting.rules.counting.ballots import Question, numbers_of

MANY_PROJECTS = 5
FEWEST_OF_MANY = 3


def fits_marks(question: Question) -> bool:
    """Tell whether one can mark that many, and that many can win."""
    options = len(question["options"])
    return (
        1 <= question["minimum"] <= question["maximum"] <= options
        and 1 <= question["winners"] <= options
        and has_possible_rivals(question)
    )


def fits_points(question: Question) -> bool:
    """Tell whether the points are enough to give one to as many as must be chosen."""
    return fits_marks(question) and (question.get("points") or 0) >= question["minimum"]


def fits_budget(question: Question) -> bool:
    """Tell whether there is money, and every project has a cost."""
    return (
        fits_marks(question)
        and (question.get("budget_cents") or 0) > 0
        and all(option["cost_cents"] > 0 for option in question["options"])
    )


def asks_for_enough(question: Question) -> bool:
    """Tell whether at least three must be marked where there are five or more."""
    fewest = FEWEST_OF_MANY if len(question["options"]) >= MANY_PROJECTS else 1
    return bool(question["minimum"] >= fewest)


def has_possible_rivals(question: Question) -> bool:
    """Tell whether what cannot be done together is on the ballot, and more than one."""
    known = set(numbers_of(question))
    return all(
        len(set(group)) >= 2 and set(group) <= known for group in question.get("incompatible", ())
    )
