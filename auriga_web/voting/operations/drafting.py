"""Writing a vote, and freezing it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import delete, update

from auriga_web.accounts.models import AgeBand
from auriga_web.audit import operations as audit
from auriga_web.core import search
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.voting import policies
from auriga_web.voting.events import PollFrozen
from auriga_web.voting.models import Electorate, Poll, PollOption, PollQuestion, PollState
from auriga_web.voting.operations import keys
from auriga_web.voting.operations.chronicle import add_event, locked_poll
from auriga_web.voting.queries import preparation
from auriga_web.voting.rules import checklist, config, sealing, states
from auriga_web.voting.rules.methods import consent, method_of, single


class NotADraft(Exception):
    """The vote is frozen: nothing in it can change."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the draft since it was read."""


class NotTheFrozenText(Exception):
    """An option names an initiative whose text is not frozen."""


@dataclass(frozen=True, kw_only=True)
class OptionDraft:
    """An option as it is written: an initiative whose text is frozen, or a plain text."""

    title: str = ""
    summary: str = ""
    cost_cents: int = 0
    initiative_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionDraft:
    """A question as it is written."""

    text: str
    method: str = "approval"
    minimum: int = 1
    maximum: int | None = None
    winners: int = 1
    points: int | None = None
    budget_cents: int | None = None
    # Groups of options, by number, of which one at most can be done.
    incompatible: Sequence[Sequence[int]] = ()
    options: Sequence[OptionDraft] = field(default=())


@dataclass(frozen=True, kw_only=True)
class PollDraft:
    """A vote as it is written."""

    title: str
    effect: str
    territory_id: int
    opens_at: datetime
    closes_at: datetime
    questions: Sequence[QuestionDraft]
    electorate: Electorate = Electorate.LIVES
    youngest: AgeBand | None = None
    takes_paper: bool = False

    def columns(self) -> dict[str, object]:
        """Return what is kept in the row of the vote itself."""
        return {name: value for name, value in vars(self).items() if name != "questions"}


def create_poll(draft: PollDraft, *, actor: Actor, now: datetime) -> Poll:
    """Write a new vote, seen by staff only until it is frozen.

    :raises NotAllowed: if the actor does not prepare votes.
    :raises NotTheFrozenText: if an option names an initiative that is not frozen.
    """
    authorise(policies.may_prepare(actor))
    assert actor.person_id is not None

    poll = Poll(
        **draft.columns(),
        state=PollState.DRAFT,
        created_by_id=actor.person_id,
        created_at=now,
    )
    db.session.add(poll)
    db.session.flush()
    _write_questions(poll.id, draft.questions)

    audit.record(actor, "poll.created", subject_kind="poll", subject_id=poll.id, now=now)
    return poll


def edit_poll(poll_id: int, draft: PollDraft, *, version: int, actor: Actor, now: datetime) -> Poll:
    """Write a draft anew.

    :raises NotAllowed: if the actor does not prepare votes.
    :raises NotADraft: if the vote is frozen.
    :raises ChangedMeanwhile: if it is no longer the version that was read.
    """
    authorise(policies.may_prepare(actor))
    poll = locked_poll(poll_id)
    if poll.state is not PollState.DRAFT:
        raise NotADraft
    if poll.version != version:
        raise ChangedMeanwhile

    db.session.execute(
        update(Poll)
        .where(Poll.id == poll_id)
        .values(
            **draft.columns(),
            version=version + 1,
        )
    )
    for table in (PollOption, PollQuestion):
        db.session.execute(
            delete(table)
            .where(table.poll_id == poll_id)
            .execution_options(synchronize_session=False)
        )
    db.session.expunge_all()
    _write_questions(poll_id, draft.questions)

    audit.record(actor, "poll.edited", subject_kind="poll", subject_id=poll_id, now=now)
    return locked_poll(poll_id)


def freeze_poll(poll_id: int, *, actor: Actor, now: datetime) -> Poll:
    """Fix the configuration, hash it, make the key, and show the vote in public.

    :raises NotAllowed: if the actor does not prepare votes.
    :raises CannotMove: if it is frozen already.
    :raises NotReady: if the checklist finds what stops it.
    :raises KeyMissing: if its key cannot be written.
    """
    authorise(policies.may_prepare(actor))
    poll = locked_poll(poll_id)
    states.check_move(poll.state, PollState.FROZEN)
    checklist.check_ready(preparation.facts_of(poll, now=now))

    configuration = preparation.configuration_of(poll)
    poll.config_json = config.to_json(configuration)
    poll.config_sha256 = config.sha256(poll.config_json)
    poll.seal_bytes = sealing.padded_size(
        {question.no: method_of(question).longest(question) for question in configuration.questions}
    )
    poll.key_name = keys.make_keys()
    poll.state = PollState.FROZEN
    poll.version += 1
    add_event(poll, "frozen", {"config_sha256": poll.config_sha256}, now=now)

    search.index_entry(
        kind="poll",
        subject_id=poll.id,
        title=poll.title,
        body=" ".join(
            f"{option.title} {option.summary}"
            for question in configuration.questions
            for option in question.options
        ),
        summary=configuration.questions[0].text,
        at=now,
    )

    audit.record(actor, "poll.frozen", subject_kind="poll", subject_id=poll.id, now=now)
    announce(
        PollFrozen(poll_id=poll.id, initiative_ids=config.initiative_ids(configuration), at=now)
    )
    return poll


def _write_questions(poll_id: int, questions: Sequence[QuestionDraft]) -> None:
    for no, question in enumerate(map(_shaped, questions), start=1):
        db.session.add(
            PollQuestion(
                poll_id=poll_id,
                no=no,
                text=question.text,
                method=question.method,
                minimum=question.minimum,
                maximum=question.maximum or max(len(question.options), question.minimum),
                winners=question.winners,
                points=question.points,
                budget_cents=question.budget_cents,
                incompatible=" ".join("+".join(map(str, g)) for g in question.incompatible),
            )
        )
        db.session.flush()
        for option_no, option in enumerate(question.options, start=1):
            db.session.add(
                PollOption(poll_id=poll_id, question_no=no, no=option_no, **_bound(option))
            )
    db.session.flush()


def _shaped(question: QuestionDraft) -> QuestionDraft:
    """Return a question with what its method leaves no choice about."""
    if question.method == consent.NAME:
        about = question.options[0].initiative_id if question.options else None
        answers = (
            OptionDraft(title=_("Yes"), initiative_id=about),
            OptionDraft(title=_("No")),
            OptionDraft(title=_("I abstain")),
        )
        return replace(question, options=answers, minimum=1, maximum=1, winners=1)
    if question.method == single.NAME:
        return replace(question, minimum=1, maximum=1, winners=1)
    return question


def _bound(option: OptionDraft) -> dict[str, object]:
    values: dict[str, object] = {
        "title": option.title,
        "summary": option.summary,
        "cost_cents": option.cost_cents,
    }
    if option.initiative_id is None:
        return values
    text = preparation.find_frozen_text(option.initiative_id)
    if text is None or text.sha256 is None:
        raise NotTheFrozenText(option.title)
    return {
        "title": option.title or text.title,
        "summary": option.summary or text.summary,
        "cost_cents": option.cost_cents or text.cost_cents,
        "initiative_id": option.initiative_id,
        "version_no": text.version_no,
        "text_sha256": text.sha256,
    }
