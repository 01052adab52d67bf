"""What must hold of needs. Pure: facts in, verdict out."""

import re
from datetime import datetime, timedelta

from auriga_web.core.language import gettext as _
from auriga_web.needs.models import NeedState, SpeaksFor

# The first answer is due this long after a need is published.
ANSWER_WITHIN = timedelta(days=30)
NEW_ACCOUNT = timedelta(hours=24)
FIRST_NEEDS = 3
MOST_LINKS = 2
MOST_PICTURES = 5
FEWEST_SHOWN = 5
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)

# Marks a text for translation where it is stored untranslated.
N_ = str

_MOVES: dict[NeedState, frozenset[NeedState]] = {
    NeedState.DRAFT: frozenset({NeedState.SUBMITTED, NeedState.PUBLISHED}),
    NeedState.SUBMITTED: frozenset({NeedState.PUBLISHED, NeedState.RETURNED}),
    NeedState.RETURNED: frozenset({NeedState.SUBMITTED, NeedState.PUBLISHED}),
    NeedState.PUBLISHED: frozenset(
        {
            NeedState.TAKEN_UP,
            NeedState.ANSWERED,
            NeedState.NOT_PURSUED,
            NeedState.MERGED,
            NeedState.WITHDRAWN,
        }
    ),
    NeedState.TAKEN_UP: frozenset(
        {NeedState.ANSWERED, NeedState.NOT_PURSUED, NeedState.MERGED, NeedState.WITHDRAWN}
    ),
    NeedState.ANSWERED: frozenset({NeedState.ARCHIVED, NeedState.MERGED, NeedState.WITHDRAWN}),
    # A "no" may be thought over again.
    NeedState.NOT_PURSUED: frozenset(
        {NeedState.TAKEN_UP, NeedState.ARCHIVED, NeedState.MERGED, NeedState.WITHDRAWN}
    ),
    NeedState.ARCHIVED: frozenset({NeedState.WITHDRAWN}),
    NeedState.MERGED: frozenset({NeedState.WITHDRAWN}),
    NeedState.WITHDRAWN: frozenset(),
}

# Why an author takes a need back; chosen, not written, because what they wrote is to vanish.
WITHDRAWAL_REASONS = (
    "solved",
    "changed",
    "mistake",
    "private",
)


class WrongState(Exception):
    """What was asked cannot be done to a need that stands where this one stands."""


class ReasonMissing(Exception):
    """A "no" needs its reason."""


class ConsentMissing(Exception):
    """In a sensitive area the author must agree that the need is published."""


class NoBody(Exception):
    """Nobody speaks for an organisation without acting in its name."""


class ChangedMeanwhile(Exception):
    """The text was changed by somebody else since the editor read it."""


class NotAnother(Exception):
    """A need is merged into another one that is public."""


def check_move(present: NeedState, wanted: NeedState) -> None:
    """Check that a need in one state may pass to another.

    :raises WrongState: if it may not.
    """
    if wanted not in _MOVES[present]:
        raise WrongState(
            _("Meanwhile this need has changed state: look at where it stands, then try again.")
        )


def may_move(present: NeedState, wanted: NeedState) -> bool:
    """Tell whether a need in one state may pass to another."""
    return wanted in _MOVES[present]


def check_reason(reason: str) -> str:
    """Return the reason without the spaces around it.

    :raises ReasonMissing: if nothing is left.
    """
    if not reason.strip():
        raise ReasonMissing(_("Write the reason: it is shown on the page."))
    return reason.strip()


def check_theme(words: str) -> str:
    """Return a theme's title or synthesis without the spaces around it.

    :raises ReasonMissing: if nothing is left.
    """
    if not words.strip():
        raise ReasonMissing(_("Write the title of the new theme and what the needs share."))
    return words.strip()


def check_withdrawal_reason(reason: str) -> str:
    """Return the reason for which a need is withdrawn.

    :raises ReasonMissing: if it is not one of those there are.
    """
    if reason not in WITHDRAWAL_REASONS:
        raise ReasonMissing(_("Choose why you take it back."))
    return reason


def check_consent(*, is_sensitive: bool, has_consented: bool) -> None:
    """Check that what is sensitive is published with the author's explicit agreement.

    :raises ConsentMissing: if it is not.
    """
    if is_sensitive and not has_consented:
        raise ConsentMissing(
            _("In this area we publish only with your agreement: tick the box, or choose another.")
        )


def check_speaks_for(speaks_for: SpeaksFor, *, body_id: int | None) -> None:
    """Check that who speaks for an organisation acts in its name.

    :raises NoBody: if they do not.
    """
    if speaks_for is SpeaksFor.MY_ORGANISATION and body_id is None:
        raise NoBody(
            _("To speak for your organisation, first choose from your page to act in its name.")
        )


def check_version(*, known: int, present: int) -> None:
    """Check that the text being changed is the one its editor read.

    :raises ChangedMeanwhile: if somebody changed it since.
    """
    if known != present:
        raise ChangedMeanwhile


def check_target(*, is_itself: bool, is_listed: bool) -> None:
    """Check that a need is united with another one, which people can find.

    :raises NotAnother: if it is not.
    """
    if is_itself or not is_listed:
        raise NotAnother(_("Write the number of another need that everybody can read."))


def check_can_separate(*, is_other_merged: bool) -> None:
    """Check that what was united can be taken apart.

    :raises WrongState: if the other need was itself united with a third.
    """
    if is_other_merged:
        raise WrongState(
            _("The need it was united with was united with a third: separate that one first.")
        )


def is_held(
    *,
    is_verified: bool,
    has_approved: bool,
    account_age: timedelta,
    written_lately: int,
    has_pictures: bool = False,
    link_count: int = 0,
) -> bool:
    """Tell whether a need waits for a moderator before everybody reads it.

    The first of an author waits; so does what a new account writes beyond three in a day, or with
    pictures or more than two links in it.
    """
    is_much = written_lately >= FIRST_NEEDS or has_pictures or link_count > MOST_LINKS
    if account_age < NEW_ACCOUNT and is_much:
        return True
    return not (is_verified or has_approved)


def count_links(text: str) -> int:
    """Return how many addresses of pages a text seems to hold."""
    return len(_LINK.findall(text))


def is_in_time(*, answered_at: datetime, due_at: datetime | None) -> bool:
    """Tell whether a first answer came by its date."""
    return due_at is None or answered_at <= due_at
