"""What is still wrong with a vote before it is frozen or opened: facts in, findings out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from auriga_web.core.language import gettext as _
from auriga_web.core.language import ngettext
from auriga_web.voting.rules.config import Question
from auriga_web.voting.rules.limits import CannotUse
from auriga_web.voting.rules.methods import METHODS

SMALL_ROLL = 20
ENROLMENT = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the checklist looks at."""

    effect: str
    opens_at: datetime
    closes_at: datetime
    now: datetime
    questions: Sequence[Question]
    unfrozen_titles: Sequence[str]
    eligible_count: int
    empty_comuni: Sequence[str]
    electorate: str = "lives"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something to put right; with `stops` the vote cannot go on as it is."""

    text: str
    stops: bool


class NotReady(Exception):
    """The vote cannot go on; `findings` say what stops it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(" ".join(finding.text for finding in findings))
        self.findings = findings


def findings(facts: Facts) -> list[Finding]:
    """Return everything that is wrong, what stops the vote first."""
    found = [*_about_text(facts), *_about_dates(facts), *_about_voters(facts)]
    return sorted(found, key=lambda finding: not finding.stops)


def check_ready(facts: Facts) -> None:
    """Check that nothing stops the vote.

    :raises NotReady: if something does.
    """
    stopping = [finding for finding in findings(facts) if finding.stops]
    if stopping:
        raise NotReady(stopping)


def _about_text(facts: Facts) -> list[Finding]:
    found = []
    if not facts.effect.strip():
        found.append(_stop(_("The effect of the vote is missing: write what its result binds to.")))
    if not facts.questions:
        found.append(_stop(_("There is no question yet.")))
    for question in facts.questions:
        if len(question.options) < 2:
            found.append(_stop(_("Question %(no)s has fewer than two options.", no=question.no)))
            continue
        try:
            METHODS[question.method].check(question)
        except CannotUse:
            found.append(
                _stop(
                    _(
                        "The numbers of choices and of winners of question %(no)s do not fit.",
                        no=question.no,
                    )
                )
            )
    for title in facts.unfrozen_titles:
        found.append(_stop(_("The text of “%(title)s” is no longer the frozen one.", title=title)))
    return found


def _about_dates(facts: Facts) -> list[Finding]:
    if facts.closes_at <= facts.now:
        return [_stop(_("The vote would close in the past: change its dates."))]
    if facts.opens_at <= facts.now:
        return [Finding(text=_("The opening date is past: it will open at once."), stops=False)]
    if facts.opens_at - facts.now < ENROLMENT:
        return [
            Finding(
                text=_("There are fewer than 30 days left for people to enrol before it opens."),
                stops=False,
            )
        ]
    return []


def _about_voters(facts: Facts) -> list[Finding]:
    found = []
    if facts.eligible_count == 0:
        nobody = (
            _("Nobody can vote yet: no verified person is on its list.")
            if facts.electorate == "listed"
            else _("Nobody can vote yet: no verified person lives there.")
        )
        found.append(_stop(nobody))
    elif facts.eligible_count < SMALL_ROLL:
        found.append(
            Finding(
                text=ngettext(
                    "Only %(num)s person can vote: with fewer than 20 a vote is hardly secret.",
                    "Only %(num)s people can vote: with fewer than 20 a vote is hardly secret.",
                    facts.eligible_count,
                ),
                stops=False,
            )
        )
    if facts.empty_comuni and facts.eligible_count:
        found.append(
            Finding(
                text=_(
                    "In these comuni nobody can vote yet: %(names)s.",
                    names=", ".join(facts.empty_comuni),
                ),
                stops=False,
            )
        )
    return found


def _stop(text: str) -> Finding:
    return Finding(text=text, stops=True)
