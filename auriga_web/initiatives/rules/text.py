"""What an initiative must say, and the exact text that is hashed before a vote."""

import unicodedata
from collections.abc import Collection, Sequence
from hashlib import sha256
from typing import NamedTuple

from auriga_web.core.language import gettext as _
from auriga_web.initiatives.models import InitiativeVersion

MINIMUM_SUMMARY_LENGTH = 20
MINIMUM_BODY_LENGTH = 50
LONGEST_BODY = 20_000
MOST_NEEDS = 20


class CannotPropose(Exception):
    """The text is not fit to be shown; the message says why."""


class ChangedMeanwhile(Exception):
    """Somebody else wrote a version while the actor was writing; `present` is theirs."""

    def __init__(self, present: InitiativeVersion) -> None:
        super().__init__("changed meanwhile")
        self.present = present


class FrozenCost(NamedTuple):
    """A cost line as the frozen text says it."""

    label: str
    asked_cents: int
    brought_cents: int
    partner: str


def check_text(*, title: str, summary: str, body: str) -> None:
    """Check that a text says enough, and not too much.

    :raises CannotPropose: if it does not.
    """
    if not title.strip():
        raise CannotPropose(_("Give it a title."))
    if len(summary.strip()) < MINIMUM_SUMMARY_LENGTH:
        raise CannotPropose(
            _("Say in short what it is, in at least %(n)s letters.", n=MINIMUM_SUMMARY_LENGTH)
        )
    if len(body.strip()) < MINIMUM_BODY_LENGTH:
        raise CannotPropose(
            _(
                "Describe it in at least %(n)s letters: who does what, where, for whom.",
                n=MINIMUM_BODY_LENGTH,
            )
        )
    if len(body) > LONGEST_BODY:
        raise CannotPropose(_("Keep the text under %(n)s letters.", n=LONGEST_BODY))


def check_needs(need_ids: Collection[int]) -> None:
    """Check that an initiative answers something.

    :raises CannotPropose: if it answers no need, or too many.
    """
    if not need_ids:
        raise CannotPropose(_("Choose at least one need that it answers."))
    if len(set(need_ids)) > MOST_NEEDS:
        raise CannotPropose(_("Choose at most %(n)s needs.", n=MOST_NEEDS))


def frozen_text(
    *,
    initiative_id: int,
    number: int,
    title: str,
    summary: str,
    body: str,
    runner: str,
    costs: Sequence[FrozenCost],
) -> str:
    """Return the exact text that is hashed and voted on.

    It covers the number of the initiative and of the version, title, summary and text in their
    source (Markdown), the body that would run it, and every line of the costs with its totals.
    It is always in Italian, the language of the text itself; Unicode in its composed form (NFC),
    lines ended by a line feed, one at the end. Its UTF-8 bytes are what `sha256_of` hashes.
    """
    lines = [
        f"Iniziativa {initiative_id}, versione {number}",
        f"Titolo: {_one_line(title)}",
        f"In breve: {_one_line(summary)}",
        f"Chi la gestirebbe: {_one_line(runner) or 'da decidere'}",
        "",
        _many_lines(body),
        "",
        "Costi",
        *(_cost_line(cost) for cost in costs),
        _total_line(costs),
    ]
    return unicodedata.normalize("NFC", "\n".join(lines)) + "\n"


def sha256_of(text: str) -> str:
    """Return the SHA-256 (hex) of the UTF-8 bytes of a text."""
    return sha256(text.encode()).hexdigest()


def _cost_line(cost: FrozenCost) -> str:
    brought = ""
    if cost.brought_cents:
        brought = f"; {_one_line(cost.partner)} mette {_euros(cost.brought_cents)}"
    return f"- {_one_line(cost.label)}: servono {_euros(cost.asked_cents)}{brought}"


def _total_line(costs: Sequence[FrozenCost]) -> str:
    asked = sum(cost.asked_cents for cost in costs)
    brought = sum(cost.brought_cents for cost in costs)
    return (
        f"Totale: servono {_euros(asked)}; i partner mettono {_euros(brought)}; "
        f"restano da coprire {_euros(asked - brought)}"
    )


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d} euro"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _many_lines(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")
