"""The recipes a process starts from: what each is for, and its phases with their usual length."""

from collections.abc import Mapping, Sequence

from auriga_web.core.language import gettext as _
from auriga_web.processes.models import PhaseType, Recipe

# Each phase with how many days it usually lasts.
PHASES: Mapping[Recipe, Sequence[tuple[PhaseType, int]]] = {
    Recipe.LISTENING: [(PhaseType.LISTENING, 45), (PhaseType.RETURN, 15)],
    Recipe.SHARED_READING: [
        (PhaseType.LISTENING, 30),
        (PhaseType.READING, 30),
        (PhaseType.RETURN, 15),
    ],
    Recipe.SHARED_DESIGN: [
        (PhaseType.READING, 21),
        (PhaseType.PROPOSING, 21),
        (PhaseType.DESIGN, 45),
        (PhaseType.OPINION, 14),
        (PhaseType.DECISION, 10),
        (PhaseType.RETURN, 20),
    ],
    Recipe.PACT: [(PhaseType.DESIGN, 30), (PhaseType.SIGNING, 15), (PhaseType.RETURN, 15)],
    Recipe.PARTICIPATORY_BUDGET: [
        (PhaseType.PROPOSING, 30),
        (PhaseType.OPINION, 20),
        (PhaseType.DESIGN, 20),
        (PhaseType.DECISION, 14),
        (PhaseType.RETURN, 30),
    ],
    Recipe.SIMPLE_VOTE: [
        (PhaseType.READING, 14),
        (PhaseType.DECISION, 7),
        (PhaseType.RETURN, 10),
    ],
}

# As addresses name them.
_SLUGS: Mapping[Recipe, str] = {
    Recipe.LISTENING: "ascolto",
    Recipe.SHARED_READING: "lettura-condivisa",
    Recipe.SHARED_DESIGN: "progettazione-condivisa",
    Recipe.PACT: "patto",
    Recipe.PARTICIPATORY_BUDGET: "bilancio-partecipativo",
    Recipe.SIMPLE_VOTE: "votazione-semplice",
}


def slug(recipe: Recipe) -> str:
    """Return the word by which an address names a recipe."""
    return _SLUGS[recipe]


def find(word: str) -> Recipe | None:
    """Return the recipe that an address names, if there is one."""
    return next((recipe for recipe, slug in _SLUGS.items() if slug == word), None)


def length(recipe: Recipe) -> int:
    """Return how many days a recipe usually lasts."""
    return sum(days for _kind, days in PHASES[recipe])


def title(recipe: Recipe) -> str:
    """Return what a recipe is called."""
    return {
        Recipe.LISTENING: _("Listening"),
        Recipe.SHARED_READING: _("Shared reading of needs"),
        Recipe.SHARED_DESIGN: _("Shared design"),
        Recipe.PACT: _("Pact of collaboration"),
        Recipe.PARTICIPATORY_BUDGET: _("Participatory budget"),
        Recipe.SIMPLE_VOTE: _("Simple vote"),
    }[recipe]


def use(recipe: Recipe) -> str:
    """Say what a recipe is for."""
    return {
        Recipe.LISTENING: _(
            "To understand what is missing in a place, before thinking of answers."
        ),
        Recipe.SHARED_READING: _(
            "To read together the needs that were written, and agree on what they say."
        ),
        Recipe.SHARED_DESIGN: _(
            "To design together the answer to known needs, up to the vote on its text."
        ),
        Recipe.PACT: _("To agree who does what for a common good, and to sign it."),
        Recipe.PARTICIPATORY_BUDGET: _(
            "To decide together how to spend a sum that is already there."
        ),
        Recipe.SIMPLE_VOTE: _(
            "To ask one question to those it concerns, after informing them well."
        ),
    }[recipe]
