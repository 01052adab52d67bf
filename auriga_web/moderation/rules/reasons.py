"""Reasons that moderators give often, written once and well. Pure."""

from dataclasses import dataclass

from auriga_web.core.language import gettext as _
from auriga_web.moderation.models import Ground


@dataclass(frozen=True, slots=True)
class ReadyReason:
    """A reason with every word that the author reads; a moderator may add to it."""

    key: str
    title: str
    ground: Ground
    rule: str
    facts: str


def list_reasons() -> list[ReadyReason]:
    """Return the ready reasons, in the order of the harm they are about."""
    rules, law = Ground.RULES, Ground.LAW
    return [
        ReadyReason(
            "privacy",
            _("It tells private things of a person"),
            rules,
            _("Privacy of others"),
            _(
                "The text lets people recognise a person and tells of their health, their family "
                "or where they live. Others may tell such things only if that person agrees. "
                "You may write it again without the name and without what lets one guess who it is."
            ),
        ),
        ReadyReason(
            "contacts",
            _("It shows telephone numbers, addresses or documents"),
            rules,
            _("Privacy of others"),
            _(
                "The text shows a telephone number, an address, a fiscal code or a bank account. "
                "Here everybody reads it, also in years. You may write it again without."
            ),
        ),
        ReadyReason(
            "hate",
            _("It offends people for what they are"),
            law,
            _("Art. 604-bis of the Italian criminal code"),
            _(
                "The text despises people for their origin, faith, body, health or whom they love, "
                "or calls on others to harm them."
            ),
        ),
        ReadyReason(
            "threat",
            _("It threatens somebody"),
            law,
            _("Art. 612 of the Italian criminal code"),
            _("The text announces harm to a person. Whoever is afraid can call 112."),
        ),
        ReadyReason(
            "insult",
            _("It insults somebody"),
            rules,
            _("Respect"),
            _(
                "The text insults a person. Criticism, also harsh, is welcome: write what was done "
                "and why it is wrong, without offending who did it."
            ),
        ),
        ReadyReason(
            "false",
            _("It says something false that can do harm"),
            rules,
            _("Truth"),
            _(
                "The text says as certain something that is not so, and who believes it may be "
                "harmed. If you have a source, write it again and say which."
            ),
        ),
        ReadyReason(
            "off_topic",
            _("It has nothing to do with this"),
            rules,
            _("On the subject"),
            _("The text is about something else. You may write a need of its own about it."),
        ),
        ReadyReason(
            "advertising",
            _("It is advertising"),
            rules,
            _("On the subject"),
            _("The text offers something for sale, or was sent in the same words to many places."),
        ),
    ]


def find_reason(key: str | None) -> ReadyReason | None:
    """Return the ready reason of this key."""
    return next((reason for reason in list_reasons() if reason.key == key), None)
