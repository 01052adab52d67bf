"""What a vote changes beside itself: the initiatives voted on, who must answer, who is told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from auriga_web.core.access import Role
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.duties import operations as duties
from auriga_web.initiatives import operations as initiatives
from auriga_web.voting.models import Poll
from auriga_web.voting.operations import telling
from auriga_web.voting.rules.config import Config, Option, initiative_ids
from auriga_web.voting.rules.tallying import Tally

# By when staff say what they make of the result.
OUTCOME_DUE = timedelta(days=30)


def after_opening(poll: Poll, configuration: Config, *, now: datetime) -> None:
    """Put the initiatives of a vote that opens to the vote."""
    for initiative_id in initiative_ids(configuration):
        initiatives.start_vote(initiative_id, poll_id=poll.id, now=now, until=poll.closes_at)
    telling.plan_tidings(poll, now=now)


def after_close(
    poll: Poll, configuration: Config, tallies: Sequence[Tally], *, now: datetime
) -> None:
    """Tell the initiatives what was decided, ask staff for an answer, and tell the voters."""
    for question, tally in zip(configuration.questions, tallies, strict=True):
        for option in question.options:
            if option.initiative_id is not None:
                initiatives.record_vote_result(
                    option.initiative_id,
                    poll_id=poll.id,
                    # A vote in which nobody took part decides nothing.
                    approved=option.no in tally.winners if tally.ballots else None,
                    reason=_reason(option, tally),
                    now=now,
                )
    duties.open_duty(
        kind="poll.outcome",
        subject=("poll", poll.id),
        role=Role.FACILITATOR,
        due_at=now + OUTCOME_DUE,
        now=now,
    )
    telling.plan_result(poll, now=now)


def after_voiding(poll: Poll, configuration: Config, *, now: datetime) -> None:
    """Give back the initiatives of a vote that does not count."""
    if poll.opened_at is None:
        return
    for initiative_id in initiative_ids(configuration):
        initiatives.cancel_vote(
            initiative_id, poll_id=poll.id, reason=poll.void_reason or "", now=now
        )


def _reason(option: Option, tally: Tally) -> str:
    if option.no in tally.winners:
        return ""
    # Kept with the initiative, in the language of its text.
    with in_language("it"):
        return _(
            "The vote chose otherwise: this had %(votes)s votes out of %(ballots)s.",
            votes=tally.counts[option.no],
            ballots=tally.ballots,
        )
