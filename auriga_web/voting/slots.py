"""What votes show on other features' pages."""

from collections.abc import Sequence

from flask import render_template

from auriga_web.core import clock
from auriga_web.core.access import Actor
from auriga_web.core.page_cache import keep_until
from auriga_web.core.page_slots import fills
from auriga_web.voting.queries import polls
from auriga_web.voting.rules.phases import Phase, phase

_ON_HOME = 3


@fills("home.now")
def open_votes(*, actor: Actor) -> str:
    """Show what one can vote on now, or soon."""
    shown = [row for row in polls.list_announced_polls(limit=_ON_HOME) if _is_to_come(row)]
    return _rendered("voting/slots/home.html", shown)


@fills("initiative.actions")
def vote_on_initiative(*, initiative, actor: Actor) -> str:
    """Lead from an initiative to the vote on it."""
    if initiative.poll_id is None:
        return ""
    return _rendered("voting/slots/initiative.html", polls.list_polls_about(initiative.id)[:1])


@fills("me.section")
def my_votes(*, actor: Actor) -> str:
    """Show the votes on whose roll one is; whether one has voted is said on the ballot alone."""
    if actor.person_id is None:
        return ""
    return _rendered("voting/slots/me.html", polls.list_polls_of_voter(actor.person_id))


def _rendered(template: str, shown: Sequence[polls.ListedPoll]) -> str:
    if not shown:
        return ""
    for poll in shown:
        for moment in (poll.opens_at, poll.closes_at):
            if moment > clock.now():
                keep_until(moment)
    return render_template(
        template, polls=[(poll, _phase(poll)) for poll in shown], time=clock.now()
    )


def _phase(poll: polls.ListedPoll) -> Phase:
    return phase(poll.state, opens_at=poll.opens_at, closes_at=poll.closes_at, now=clock.now())


def _is_to_come(poll: polls.ListedPoll) -> bool:
    return _phase(poll) in {Phase.OPEN, Phase.ANNOUNCED}
