"""What people read for each word of moderation. Pure."""

from auriga_web.core.language import gettext as _
from auriga_web.core.language import pgettext
from auriga_web.moderation.models import Category, Ground, Origin, Outcome, Verdict


def category_label(category: Category) -> str:
    """Return what people read for a category."""
    return {
        Category.DANGER: _("Somebody may be in danger"),
        Category.HATE: _("Hatred or discrimination"),
        Category.PRIVACY: _("It reveals private things about somebody"),
        Category.ILLEGAL: _("I think it is against the law"),
        Category.INSULT: _("Insults or threats"),
        Category.FALSE: _("It is false and misleads"),
        Category.SPAM: _("Advertising, or it has nothing to do with this"),
        Category.OTHER: _("Something else"),
    }[category]


def verdict_label(verdict: Verdict) -> str:
    """Return what people read for a verdict."""
    return {
        Verdict.NOTHING_WRONG: _("It stays: nothing against the rules"),
        Verdict.HIDE: _("Hidden"),
        Verdict.RETURN: _("Sent back to its author"),
        Verdict.RESTORE: _("Shown again"),
    }[verdict]


def ground_label(ground: Ground) -> str:
    """Return what people read for a ground."""
    return {Ground.RULES: _("Our rules"), Ground.LAW: _("The law")}[ground]


def origin_label(origin: Origin) -> str:
    """Return what made somebody look."""
    return {
        Origin.REPORT: _("A report"),
        Origin.OWN_INITIATIVE: _("The moderators themselves"),
        Origin.AUTOMATIC: _("Several reports, by itself"),
        Origin.APPEAL: _("An appeal"),
    }[origin]


def outcome_label(outcome: Outcome) -> str:
    """Return how an appeal ended."""
    return {
        Outcome.CONFIRMED: _("The decision stays"),
        Outcome.REVERSED: _("The decision is reversed"),
    }[outcome]


def kind_label(kind: str) -> str:
    """Return what a kind of thing is called."""
    labels = {
        "comment": _("Comment"),
        "need": _("Need"),
        "amendment": _("Proposed change"),
        "initiative": _("Initiative"),
        "theme": _("Theme"),
        "service": _("Service"),
        "organisation": _("Organisation"),
        "appeal": _("Appeal"),
        "poll": pgettext("kind of thing", "Vote"),
    }
    return labels.get(kind, kind)
