"""The words for states and choices, as people read them."""

from auriga_web.core.language import gettext as _
from auriga_web.core.language import pgettext
from auriga_web.needs.models import Competence, NeedState, SpeaksFor, TargetGroup
from auriga_web.territories.rules import public_place


def state_label(state: NeedState) -> str:
    """Return the word for a state."""
    return {
        NeedState.DRAFT: _("Draft"),
        NeedState.SUBMITTED: _("Waiting to be read"),
        NeedState.RETURNED: _("Sent back to you"),
        NeedState.PUBLISHED: pgettext("need", "Open"),
        NeedState.TAKEN_UP: _("We are working on it"),
        NeedState.ANSWERED: pgettext("need", "Answered"),
        NeedState.NOT_PURSUED: _("Not for now"),
        NeedState.ARCHIVED: pgettext("need", "Archived"),
        NeedState.MERGED: _("United with another"),
        NeedState.WITHDRAWN: _("Withdrawn"),
    }[state]


def speaks_for_label(speaks_for: SpeaksFor) -> str:
    """Return in whose interest the author writes, in the author's words."""
    return {
        SpeaksFor.MYSELF: _("Myself"),
        SpeaksFor.FAMILY: _("My family"),
        SpeaksFor.SOMEONE_I_LOOK_AFTER: _("Someone I look after"),
        SpeaksFor.MY_ORGANISATION: _("My organisation"),
        SpeaksFor.OTHERS: _("Other people"),
    }[speaks_for]


def spoken_for_label(speaks_for: SpeaksFor) -> str:
    """Return in whose interest the author writes, as others read it."""
    return {
        SpeaksFor.MYSELF: _("who writes needs it"),
        SpeaksFor.FAMILY: _("who writes needs it for the family"),
        SpeaksFor.SOMEONE_I_LOOK_AFTER: _("who writes needs it for someone they look after"),
        SpeaksFor.MY_ORGANISATION: _("an organisation writes for those it meets"),
        SpeaksFor.OTHERS: _("who writes has other people in mind"),
    }[speaks_for]


def target_label(group: TargetGroup) -> str:
    """Return the words for whom a need concerns."""
    return {
        TargetGroup.EVERYONE: _("everybody"),
        TargetGroup.CHILDREN: _("children"),
        TargetGroup.YOUNG_PEOPLE: _("young people"),
        TargetGroup.FAMILIES: _("families"),
        TargetGroup.OLDER_PEOPLE: _("older people"),
        TargetGroup.CAREGIVERS: _("those who look after someone"),
        TargetGroup.DISABILITY: _("people with a disability"),
        TargetGroup.JOBLESS: _("those who look for a job"),
        TargetGroup.MIGRANTS: _("those who come from other countries"),
        TargetGroup.HARDSHIP: _("those who struggle to make ends meet"),
    }[group]


def withdrawal_label(reason: str) -> str:
    """Return why an author takes a need back, as everybody reads it."""
    return {
        "solved": _("It is solved."),
        "changed": _("Things have changed: it is no longer needed."),
        "mistake": _("It was written by mistake, or twice."),
        "private": _("The author prefers not to have it here."),
    }.get(reason, "")


def competence_label(competence: Competence) -> str:
    """Return whose task it is to answer."""
    return {
        Competence.CONSORTIUM: _("the consortium"),
        Competence.COMUNE: _("the comune"),
        Competence.HEALTH_UNIT: _("the health unit (USL)"),
        Competence.REGION: _("the Region"),
    }[competence]


def sent_label(competence: Competence, day: str) -> str:
    """Return to whom a need was sent, and on which day: they are not here to read it."""
    return {
        Competence.CONSORTIUM: _("Sent on %(day)s; no answer yet.", day=day),
        Competence.COMUNE: _("Sent to the Comune on %(day)s; it has not answered yet.", day=day),
        Competence.HEALTH_UNIT: _(
            "Sent to the health unit on %(day)s; it has not answered yet.", day=day
        ),
        Competence.REGION: _("Sent to the Region on %(day)s; it has not answered yet.", day=day),
    }[competence]


def private_label(kind: str) -> str:
    """Return the words for a kind of personal data found in a text."""
    return {
        "iban": _("an IBAN"),
        "fiscal_code": _("a fiscal code"),
        "email": _("an e-mail address"),
        "telephone": _("a telephone number"),
        "person": _("the name of a person, beside health or the law"),
    }[kind]


def signature(
    *, name: str | None, comune: str, population: int, zona: str, is_sensitive: bool
) -> str:
    """Return by whom a need is signed: a name only by choice, a small place never."""
    if name:
        return name
    place = zona if is_sensitive else public_place(comune=comune, population=population, zone=zona)
    if place == comune and not is_sensitive:
        return _("a person from %(place)s", place=place)
    return _("a person from the %(zona)s area", zona=place)
