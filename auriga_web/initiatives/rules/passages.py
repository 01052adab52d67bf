"""The passages of a text, and the text with other words in place of one."""

import re
from collections.abc import Sequence

from auriga_web.core.language import gettext as _
from auriga_web.initiatives.rules.text import LONGEST_BODY

LONGEST_REASON = 1_000
# Who has so many changes waiting lets others read before writing more.
MOST_OPEN_AMENDMENTS = 10
_BETWEEN = re.compile(r"\n[ \t]*\n")


class CannotAmend(Exception):
    """The change cannot be proposed or accepted; the message says why."""


class PassageGone(CannotAmend):
    """The passage no longer stands in the text as it did when the change was written."""


def passages(text: str) -> list[str]:
    """Return the paragraphs of a text, in order: what stands between empty lines."""
    parts = _BETWEEN.split(_normal(text))
    return [part for part in (part.strip("\n") for part in parts) if part.strip()]


def replace_passage(text: str, *, passage: str, replacement: str) -> str:
    """Return the text with other words in place of the first such passage; none take it away.

    :raises PassageGone: if the passage is not in the text.
    """
    parts = passages(text)
    wanted = _normal(passage).strip("\n")
    if wanted not in parts:
        raise PassageGone(
            _("The text has changed since: this passage is no longer there as it was.")
        )
    place = parts.index(wanted)
    parts[place : place + 1] = passages(replacement)
    return "\n\n".join(parts)


def check_amendment(*, passage: str, replacement: str, reason: str) -> None:
    """Check that a change changes something, and says why.

    :raises CannotAmend: if it does not.
    """
    if passages(passage) == passages(replacement):
        raise CannotAmend(_("Change something in the passage: as it is, it says the same."))
    if len(replacement) > LONGEST_BODY:
        raise CannotAmend(_("Keep the text under %(n)s letters.", n=LONGEST_BODY))
    if not reason.strip():
        raise CannotAmend(_("Say why, in a sentence: who reads it has to understand."))
    if len(reason) > LONGEST_REASON:
        raise CannotAmend(_("Say why in less than %(n)s letters.", n=LONGEST_REASON))


def check_may_propose_more(open_count: int) -> None:
    """Check that somebody does not have too many changes waiting.

    :raises CannotAmend: if they do.
    """
    if open_count >= MOST_OPEN_AMENDMENTS:
        raise CannotAmend(
            _(
                "%(n)s changes of yours wait for a decision: wait for some, or take one back.",
                n=open_count,
            )
        )


def check_all_decided(open_count: int) -> None:
    """Check that no change waits any more, before the text becomes definitive.

    :raises CannotAmend: if one does.
    """
    if open_count:
        raise CannotAmend(
            _("Some proposed changes wait for an answer: accept or refuse them first.")
        )


def find_passage(text: str, passage: str) -> int | None:
    """Return the place of a passage in a text, counted from 0; None if it is not there."""
    parts: Sequence[str] = passages(text)
    wanted = _normal(passage).strip("\n")
    return parts.index(wanted) if wanted in parts else None


def _normal(text: str) -> str:
    lines = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines)
