"""What the inbox calls things, and whose duties one sees. Pure."""

from datetime import datetime, timedelta

from auriga_web.core.access import Actor, Role
from auriga_web.core.language import gettext as _

SOON = timedelta(hours=72)
# What an administrator does, beside what is their own, when nobody else does.
_STAFF = (Role.ADMINISTRATOR, Role.MODERATOR, Role.FACILITATOR, Role.OPERATOR)


def roles_served_by(actor: Actor) -> list[Role]:
    """Return the roles whose duties this actor may do."""
    roles = set(actor.roles)
    if actor.is_administrator:
        roles |= set(_STAFF)
    return sorted(roles)


def duty_labels() -> dict[str, str]:
    """Return what each kind of duty is called."""
    return {
        "moderation.report": _("Warning to read"),
        "moderation.appeal": _("Appeal to decide"),
        "moderation.edited": _("Changed after it was hidden: read it again"),
        "comment.first": _("First comment to read"),
        "need.review": _("First need to read"),
        "need.answer": _("Answer due"),
        "need.personal": _("A person to get in touch with"),
        "initiative.reading": _("Initiative to read"),
        "initiative.amendment": _("Proposed change to answer"),
        "initiative.start": _("Work to begin"),
        "initiative.revision": _("Text to revise"),
        "initiative.evaluation": _("Evaluation due"),
        "organisation_verification": _("Organisation to verify"),
        "process.promise": _("Promise of a process to keep"),
        "commitment": _("Commitment taken at a meeting"),
        "service.review": _("Service to check again"),
        "person_approval": _("Registration to approve"),
        "poll.outcome": _("Outcome of a vote to publish"),
    }


def duty_label(kind: str) -> str:
    """Return what a kind of duty is called; a kind nobody named is still shown."""
    return duty_labels().get(kind, kind)


def harm_label(harm: int) -> str:
    """Return the word for how much harm there may be; nothing for a routine."""
    return ("", _("to look at"), _("serious"), _("danger"))[harm]


def is_urgent(due_at: datetime, *, now: datetime) -> bool:
    """Tell whether something falls due within 72 hours."""
    return now <= due_at <= now + SOON


def role_label(role: str) -> str:
    """Return what a role is called."""
    return {
        Role.OPERATOR: _("the operators"),
        Role.MODERATOR: _("the moderators"),
        Role.FACILITATOR: _("the facilitators"),
        Role.ADMINISTRATOR: _("the administrators"),
        Role.GUARANTOR: _("the guarantor"),
    }[Role(role)]
