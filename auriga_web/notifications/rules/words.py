"""The sentence of each kind of message."""

from auriga_web.core.language import N_
from auriga_web.core.language import gettext as _

KINDS: dict[str, str] = {
    "need_published": N_("“%(title)s” is public: everybody can read it."),
    "need_new": N_("A new need where you follow: “%(title)s”."),
    "initiative_new": N_("A new initiative where you follow: “%(title)s”."),
    "body_position": N_("An organisation that you follow took a position on “%(title)s”."),
    "need_returned": N_("“%(title)s” came back to you: change what it says and send it again."),
    "need_answered": N_("There is a first answer about “%(title)s”."),
    "need_answered_final": N_("“%(title)s” has its answer: see what came of it."),
    "need_taken_up": N_("Work on “%(title)s” has begun."),
    "need_not_pursued": N_("“%(title)s” does not go on: the answer says why."),
    "need_withdrawn": N_("A need that you support or follow was taken back by who wrote it."),
    "need_merged": N_("A need that you support or follow was united with “%(title)s”."),
    "need_made_private": N_("An operator gets in touch with you about what you wrote."),
    "need_blacked_out": N_("Moderators took some words out of what you wrote: read what is left."),
    "need_separated": N_("“%(title)s” stands by itself again: your support is counted there."),
    "need_in_theme": N_("“%(title)s” is read together with needs that say the same."),
    "need_position": N_("An organisation took a position on “%(title)s”."),
    "comment_posted": N_("There are new comments on “%(title)s”."),
    "comment_answered": N_("Somebody answered your comment on “%(title)s”."),
    "comment_official": N_("There is an official word on “%(title)s”."),
    "initiative_proposed": N_("An initiative answers a need of yours: “%(title)s”."),
    "initiative_exploration": N_("“%(title)s” was taken up: we are finding out what it takes."),
    "initiative_co_design": N_("The text of “%(title)s” is being written together."),
    "initiative_frozen": N_("The text of “%(title)s” is definitive and waits for the vote."),
    "initiative_in_vote": N_("The vote on “%(title)s” is open."),
    "initiative_approved": N_("The vote approved “%(title)s”."),
    "initiative_rejected": N_("“%(title)s” does not go on: the page says why."),
    "initiative_to_revise": N_("The vote asks to write “%(title)s” again."),
    "initiative_in_progress": N_("The work on “%(title)s” has begun."),
    "initiative_concluded": N_("“%(title)s” is concluded: see what came of it."),
    "initiative_evaluated": N_("“%(title)s” was evaluated: see what we learned."),
    "initiative_rewritten": N_("There is a new version of the text of “%(title)s”."),
    "amendment_proposed": N_("%(title)s: it waits for your answer."),
    "amendment_accepted": N_("%(title)s: it was accepted, and is in the text."),
    "amendment_refused": N_("%(title)s: it was not accepted, and the page says why."),
    "initiative_partner": N_("Your organisation takes part in “%(title)s”."),
    "milestone_done": N_("A milestone of “%(title)s” was reached."),
    "meeting_near": N_("“%(title)s” is near: its page says where and when."),
    "meeting_cancelled": N_("“%(title)s” will not be held: its page says why."),
    "meeting_seat": N_("A seat is free: you can come to “%(title)s”."),
    "minutes_corrections": N_("Read the minutes of “%(title)s” and say if something is wrong."),
    "minutes_published": N_("The minutes of “%(title)s” can be read by everybody."),
    "organisation_verified": N_("“%(title)s” is verified: you can act in its name."),
    "organisation_refused": N_("Your organisation was not accepted: read why, and what to do."),
    "member_invited": N_("An organisation asks you to be one of its members: read which."),
    "decision": N_("The moderators decided about something you wrote: read what and why."),
    "report_decided": N_("The moderators looked at what you reported: read what they decided."),
    "appeal_decided": N_("Your appeal was decided, by another person: read how."),
}
# What those hear who follow the area, the place or the organisation of a thing: that it is
# there, that one can vote, what came of it. The steps between are for who follows the thing itself.
TOLD_AROUND = frozenset(
    {
        "need_new",
        "need_answered_final",
        "need_not_pursued",
        "initiative_new",
        "initiative_in_vote",
        "initiative_approved",
        "initiative_rejected",
        "initiative_concluded",
    }
)
# What is said once until it is read: the second comment says nothing that the first did not.
ONCE_UNTIL_READ = frozenset({"comment_posted"})
# What is said without naming the thing: nothing of it is to be read before one opens it.
WITHOUT_TITLE = frozenset(
    {
        "need_withdrawn",
        "need_made_private",
        "need_blacked_out",
        "organisation_refused",
        "member_invited",
        "decision",
        "report_decided",
        "appeal_decided",
    }
)


def sentence(kind: str, title: str) -> str:
    """Return what is said, in the language of who reads."""
    message = KINDS[kind]
    return _(message) if kind in WITHOUT_TITLE else _(message, title=title)


def no_longer_there() -> str:
    """Return what is said of a thing that its reader may no longer see."""
    return _("Something you followed can no longer be read.")


def neutral_subject() -> str:
    """Return a subject for mails that lets nobody guess what they are about."""
    return _("There is news for you")
