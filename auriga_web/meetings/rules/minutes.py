"""How minutes go from a draft to what everybody reads. Pure."""

import hashlib
from datetime import date, datetime, timedelta

from auriga_web.core.language import gettext as _
from auriga_web.meetings.models import CommitmentState, MinutesState

# Who was there has this long to say that it was otherwise.
TIME_TO_CORRECT = timedelta(days=7)


class CannotWrite(Exception):
    """The minutes cannot change like this; the message says why."""


class ChangedMeanwhile(Exception):
    """Somebody else wrote them anew while you were writing."""


def check_editable(state: MinutesState) -> None:
    """Check that the text may still change.

    :raises CannotWrite: if it was approved.
    """
    if state in {MinutesState.APPROVED, MinutesState.PUBLISHED}:
        raise CannotWrite(_("The minutes are approved: their text no longer changes."))


def check_correction(
    *, state: MinutesState, until: datetime | None, text: str, now: datetime
) -> None:
    """Check that one may still say what to correct.

    :raises CannotWrite: if not.
    """
    if state is not MinutesState.CORRECTIONS or until is None or until <= now:
        raise CannotWrite(_("The time for corrections is not open."))
    if not text.strip():
        raise CannotWrite(_("Write what is to be corrected."))


def check_approval(
    *, state: MinutesState, until: datetime | None, waiting: int, now: datetime
) -> None:
    """Check that those who were there had their time, and that each correction has its answer.

    :raises CannotWrite: if not.
    """
    if state is not MinutesState.CORRECTIONS or until is None:
        raise CannotWrite(_("First let those who were there correct them."))
    if now < until:
        raise CannotWrite(_("Those who were there still have time to correct them."))
    if waiting:
        raise CannotWrite(_("Answer every correction first."))


def check_publication(state: MinutesState) -> None:
    """Check that what is published was approved.

    :raises CannotWrite: if it was not.
    """
    if state is not MinutesState.APPROVED:
        raise CannotWrite(_("Only approved minutes are published."))


def check_commitment(*, what: str, who: str, due_on: date | None) -> None:
    """Check that a commitment says who does what by when.

    :raises CannotWrite: if it does not.
    """
    if not (what.strip() and who.strip() and due_on):
        raise CannotWrite(_("A commitment says who does what, and by which day."))


def check_settlement(*, minutes: MinutesState, to: CommitmentState, note: str) -> None:
    """Check that a commitment of published minutes is settled, with the reason if it was not kept.

    :raises CannotWrite: if not.
    """
    if minutes is not MinutesState.PUBLISHED or to is CommitmentState.OPEN:
        raise CannotWrite(_("Only what is published can be kept or not."))
    if to is CommitmentState.NOT_KEPT and not note.strip():
        raise CannotWrite(_("Say why it was not kept."))


def sha256_of(*, meeting_id: int, body: str, decisions: list[str], commitments: list[str]) -> str:
    """Return the hash of minutes as they are approved."""
    whole = "\n\n".join([f"meeting {meeting_id}", body, *decisions, *commitments])
    return hashlib.sha256(whole.encode()).hexdigest()


def minutes_label(state: MinutesState) -> str:
    """Say where the minutes stand."""
    return {
        MinutesState.DRAFT: _("being written"),
        MinutesState.CORRECTIONS: _("being corrected by those who were there"),
        MinutesState.APPROVED: _("approved"),
        MinutesState.PUBLISHED: _("published"),
    }[state]
