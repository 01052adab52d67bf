"""How reports weigh, what a decision must say, how long one may appeal. Pure."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from datetime import datetime, timedelta

from auriga_web.core.language import gettext as _
from auriga_web.moderation.models import Category, Ground, Verdict
from auriga_web.moderation.rules.labels import (
    category_label,
    ground_label,
    kind_label,
    origin_label,
    outcome_label,
    verdict_label,
)
from auriga_web.moderation.rules.reasons import ReadyReason, find_reason, list_reasons

__all__ = [
    "DAYS_TO_DECIDE_AN_APPEAL",
    "LONGEST_TEXT",
    "MONTHS_TO_APPEAL",
    "MOST_REPORTS_A_DAY",
    "REPORTS_THAT_HIDE",
    "TRUSTED_AFTER",
    "CannotAppeal",
    "CannotDecide",
    "CannotReport",
    "ReadyReason",
    "TooManyReports",
    "appeal_until",
    "category_label",
    "check_appeal",
    "check_pace",
    "check_reasons",
    "check_report",
    "find_reason",
    "ground_label",
    "harm_of",
    "hides_by_itself",
    "is_trusted",
    "kind_label",
    "list_reasons",
    "origin_label",
    "outcome_label",
    "speaks_of_consortium",
    "verdict_label",
]

MOST_REPORTS_A_DAY = 10
TRUSTED_AFTER = timedelta(days=30)
# Hidden by itself once so many persons whom we trust say so, if nobody has looked yet.
REPORTS_THAT_HIDE = 3
MONTHS_TO_APPEAL = 6
DAYS_TO_DECIDE_AN_APPEAL = 10
LONGEST_TEXT = 4000

# What everybody calls it, also who does not write its name.
_CONSORTIUM_WORDS = ("auriga", "consorzio", "consorziata", "consorziate", "consortium")

_HARM = {
    Category.DANGER: 3,
    Category.HATE: 2,
    Category.PRIVACY: 2,
    Category.ILLEGAL: 2,
    Category.INSULT: 1,
    Category.FALSE: 1,
    Category.SPAM: 0,
    Category.OTHER: 0,
}


class TooManyReports(Exception):
    """Ten a day are enough; the message says what to do instead."""

    def __init__(self, *, seconds: int) -> None:
        super().__init__(
            _(
                "You have sent 10 reports today. Write again tomorrow; if somebody is in "
                "danger, call 112."
            )
        )
        self.seconds = seconds


class CannotReport(Exception):
    """The report says too little; the message says what is missing."""


class CannotDecide(Exception):
    """The decision says too little, or there is nothing to decide; the message says what."""


class CannotAppeal(Exception):
    """It is too late, or was done already; the message says which."""


def harm_of(category: Category) -> int:
    """Return how much harm there may be, from 0 to 3: the inbox shows harm before age."""
    return _HARM[category]


def check_report(text: str) -> str:
    """Return what is worth keeping of a report's text.

    :raises CannotReport: if it is too long.
    """
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > LONGEST_TEXT:
        raise CannotReport(_("Shorten your text: up to 4,000 characters fit."))
    return text


def check_pace(sent_today: int) -> None:
    """Check that nobody sends more reports than a person reads.

    :raises TooManyReports: if they do.
    """
    if sent_today >= MOST_REPORTS_A_DAY:
        raise TooManyReports(seconds=24 * 3600)


def is_trusted(*, is_verified: bool, registered_at: datetime, now: datetime) -> bool:
    """Tell whether a report may count towards hiding: a known person, not of yesterday."""
    return is_verified and now - registered_at >= TRUSTED_AFTER


def hides_by_itself(
    *, trusted_reporters: int, was_reviewed: bool, is_by_staff: bool, is_for_guarantor: bool
) -> bool:
    """Tell whether a thing goes out of sight before anybody has looked.

    Criticism of the consortium or its members never does.
    """
    is_spared = was_reviewed or is_by_staff or is_for_guarantor
    return trusted_reporters >= REPORTS_THAT_HIDE and not is_spared


def speaks_of_consortium(text: str, *, names: Sequence[str]) -> bool:
    """Tell whether a text names the consortium or one of its members, whatever the accents.

    It may say yes too often: then the guarantor decides what a moderator could have.
    """
    said = f" {_folded(text)} "
    return any(f" {word} " in said for word in (*_CONSORTIUM_WORDS, *map(_folded, names)) if word)


def check_reasons(verdict: Verdict, *, ground: Ground | None, rule: str, facts: str) -> None:
    """Check that a restriction says why (DSA art. 17).

    :raises CannotDecide: if it does not.
    """
    if verdict not in {Verdict.HIDE, Verdict.RETURN}:
        return
    if ground is None or not rule.strip():
        raise CannotDecide(_("Say which rule or which law it goes against."))
    if not facts.strip():
        raise CannotDecide(_("Say what happened: the author reads it, and may appeal."))


def appeal_until(decided_at: datetime) -> datetime:
    """Return the last moment to appeal: six months later, or the last day of that month."""
    months = decided_at.month - 1 + MONTHS_TO_APPEAL
    year, month = decided_at.year + months // 12, months % 12 + 1
    return decided_at.replace(
        year=year, month=month, day=min(decided_at.day, monthrange(year, month)[1])
    )


def check_appeal(text: str, *, decided_at: datetime, now: datetime) -> str:
    """Return what is worth keeping of an appeal's text.

    :raises CannotAppeal: if it says nothing, or six months have passed.
    """
    if now > appeal_until(decided_at):
        raise CannotAppeal(_("Six months have passed: this decision can no longer be appealed."))
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()[:LONGEST_TEXT]
    if not text:
        raise CannotAppeal(_("Say why you think that the decision is wrong."))
    return text


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(re.findall(r"[a-z0-9]+", plain))
