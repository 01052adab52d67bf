"""The registry of phase types: what each lets people do, and on what.

Whoever writes to a thing that belongs to a process names the act and asks `check_open`; a type of
phase that does not list it keeps it closed.
"""

from collections.abc import Mapping
from enum import StrEnum

from auriga_web.core.language import gettext as _
from auriga_web.core.language import pgettext
from auriga_web.processes.models import PhaseType


class Act(StrEnum):
    """What may be done on which kind of thing."""

    WRITE_NEED = "need.write"
    PROPOSE_INITIATIVE = "initiative.propose"
    WRITE_INITIATIVE = "initiative.write"
    COMMENT_INITIATIVE = "initiative.comment"
    OPEN_POLL = "poll.open"
    CALL_MEETING = "meeting.call"
    SIGN_UP = "meeting.sign_up"
    COMMENT_PROCESS = "process.comment"


_ALWAYS = frozenset({Act.CALL_MEETING, Act.SIGN_UP, Act.COMMENT_PROCESS})

OPENS: Mapping[PhaseType, frozenset[Act]] = {
    PhaseType.LISTENING: _ALWAYS | {Act.WRITE_NEED},
    PhaseType.READING: _ALWAYS | {Act.COMMENT_INITIATIVE},
    PhaseType.PROPOSING: _ALWAYS
    | {Act.PROPOSE_INITIATIVE, Act.WRITE_INITIATIVE, Act.COMMENT_INITIATIVE},
    PhaseType.DESIGN: _ALWAYS | {Act.WRITE_INITIATIVE, Act.COMMENT_INITIATIVE},
    PhaseType.OPINION: _ALWAYS | {Act.COMMENT_INITIATIVE},
    PhaseType.DECISION: _ALWAYS | {Act.OPEN_POLL, Act.COMMENT_INITIATIVE},
    PhaseType.SIGNING: _ALWAYS,
    PhaseType.RETURN: _ALWAYS | {Act.COMMENT_INITIATIVE},
}


class NotOpen(Exception):
    """The present phase of the process does not open this; the message says when it does."""


def is_open(act: Act, phase: PhaseType | None) -> bool:
    """Tell whether the present phase opens an act; with no present phase nothing is open."""
    return phase is not None and act in OPENS[phase]


def check_open(act: Act, phase: PhaseType | None) -> None:
    """Check that the present phase opens an act.

    :raises NotOpen: if it does not.
    """
    if phase is None:
        raise NotOpen(
            _("The process this belongs to is not under way now: its page says when it is.")
        )
    if act not in OPENS[phase]:
        raise NotOpen(
            _(
                "The process this belongs to is in the phase “%(phase)s”: "
                "this can be done in another one. Its page says when.",
                phase=label(phase),
            )
        )


def label(phase: PhaseType) -> str:
    """Return what a type of phase is called."""
    return {
        PhaseType.LISTENING: pgettext("phase", "Listening"),
        PhaseType.READING: pgettext("phase", "Shared reading"),
        PhaseType.PROPOSING: pgettext("phase", "Proposals"),
        PhaseType.DESIGN: pgettext("phase", "Shared design"),
        PhaseType.OPINION: pgettext("phase", "Feasibility"),
        PhaseType.DECISION: pgettext("phase", "Decision"),
        PhaseType.SIGNING: pgettext("phase", "Signatures"),
        PhaseType.RETURN: pgettext("phase", "What came of it"),
    }[phase]


def invitation(phase: PhaseType) -> str:
    """Say in one sentence what one can do while a phase lasts."""
    return {
        PhaseType.LISTENING: _("You can write what is missing and tell it at the meetings."),
        PhaseType.READING: _("You can read with us what was gathered, and correct it."),
        PhaseType.PROPOSING: _("You can propose an initiative and comment on the others."),
        PhaseType.DESIGN: _("You can write the text of the initiatives together with the others."),
        PhaseType.OPINION: _(
            "Technicians say what can be done and what it costs. You can comment."
        ),
        PhaseType.DECISION: _("Those who are on the roll decide with their vote."),
        PhaseType.SIGNING: _("Those who commit themselves read the text and sign it."),
        PhaseType.RETURN: _("We say what came of it. You can ask us about it."),
    }[phase]
