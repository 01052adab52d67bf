"""What must hold of the documents of a process. Pure."""

import hashlib
from datetime import datetime, timedelta

from auriga_web.core.language import gettext as _
from auriga_web.processes.models import DocumentKind, Visibility
from auriga_web.processes.rules.dates import first_day, midnight

SHORTEST_TERM_DAYS = 20
# What asks for an answer gives time to write it.
ASKS_FOR_AN_ANSWER = frozenset({DocumentKind.INVITATION, DocumentKind.REQUEST})


class CannotPublish(Exception):
    """The document cannot be published like this; the message says what to change."""


def check_is_public(*, is_public: bool) -> None:
    """Check that a document belongs to a process that people can read.

    :raises CannotPublish: if it does not.
    """
    if not is_public:
        raise CannotPublish(_("Open the process first: its documents are published with it."))


def check_term(kind: DocumentKind, *, due_at: datetime | None, now: datetime) -> None:
    """Check that who is asked for an answer has at least twenty whole days for it.

    The day of publication does not count, the last day does.

    :raises CannotPublish: if there is no term, or too short a one.
    """
    if due_at is None:
        if kind in ASKS_FOR_AN_ANSWER:
            raise CannotPublish(_("Say until which day one can answer."))
        return
    if due_at < shortest_term(now):
        raise CannotPublish(
            _(
                "From publication to the last day there must be at least %(days)s days.",
                days=SHORTEST_TERM_DAYS,
            )
        )


def shortest_term(now: datetime) -> datetime:
    """Return the soonest end of a term that begins now."""
    return midnight(first_day(now) + timedelta(days=SHORTEST_TERM_DAYS + 1))


def sha256_of(*, number: int, version: int, title: str, body: str) -> str:
    """Return the hash of a document as it is published: its number, version, title and text."""
    whole = f"{number}\n{version}\n{title}\n\n{body}"
    return hashlib.sha256(whole.encode()).hexdigest()


def visibility_label(visibility: Visibility) -> str:
    """Say who reads a document."""
    return {
        Visibility.EVERYONE: _("Everybody"),
        Visibility.MEMBERS: _("Those who are registered"),
        Visibility.STAFF: _("The staff"),
    }[visibility]
