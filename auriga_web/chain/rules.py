"""How stops become the thread that people see. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from auriga_web.chain.models import StopKind
from auriga_web.core.language import gettext as _
from auriga_web.core.language import pgettext

PATH = (
    StopKind.NEED,
    StopKind.THEME,
    StopKind.INITIATIVE,
    StopKind.VOTE,
    StopKind.WORK,
    StopKind.OUTCOME,
)
ENDS_EARLY = frozenset({StopKind.NOT_PURSUED, StopKind.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class StopSeen:
    """A stop as the page shows it. `phase` is `past`, `here`, `next` or `end`."""

    label: str
    phase: str
    sentence: str = ""
    at: datetime | None = None
    url: str | None = None


def label(stop: StopKind) -> str:
    """Return the word that people see for a stop."""
    return {
        StopKind.NEED: _("Need"),
        StopKind.THEME: _("Theme"),
        StopKind.INITIATIVE: _("Initiative"),
        StopKind.VOTE: pgettext("stop", "Vote"),
        StopKind.WORK: _("At work"),
        StopKind.OUTCOME: _("Outcome"),
        StopKind.NOT_PURSUED: _("Not for now"),
        StopKind.WITHDRAWN: _("Withdrawn"),
    }[stop]


def dots(present: StopKind) -> tuple[Sequence[str], str]:
    """Return the phases of the six small dots of a card, and the word of the present stop."""
    if present in ENDS_EARLY:
        return ("past", "end"), label(present)
    here = PATH.index(present)
    phases = ["past" if i < here else "here" if i == here else "next" for i in range(len(PATH))]
    return phases, label(present)


def next_stop(present: StopKind) -> StopKind | None:
    """Return the stop that comes after this one; None where the thread ends."""
    if present in ENDS_EARLY or present is StopKind.OUTCOME:
        return None
    return PATH[PATH.index(present) + 1]


def passed(reached: Collection[StopKind], *, here: StopKind) -> list[StopKind]:
    """Return the stops of the path that were reached before this one, in their order."""
    until = PATH if here in ENDS_EARLY else PATH[: PATH.index(here)]
    return [stop for stop in until if stop in reached]


def place_of(kind: str) -> int:
    """Return where along the path a kind of thing stands."""
    kinds = ("need", "theme", "initiative", "poll")
    return kinds.index(kind) if kind in kinds else len(kinds)


def sentence(message: str, values: Mapping[str, str]) -> str:
    """Return a stop's sentence in the language of who reads."""
    return _(message, **values)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A thing in a chain, with everything that happened to it."""

    kind: str
    title: str
    url: str
    stops: Sequence[StopSeen]
    is_subject: bool
