"""What everybody sees of votes: the list, one vote, its result, its files."""

from collections.abc import Sequence

from flask import Blueprint, Response, make_response, render_template, request, url_for

from auriga_web.core import clock
from auriga_web.core.access import Access, Actor, access, current_actor
from auriga_web.core.page_cache import keep_until
from auriga_web.voting import policies
from auriga_web.voting.forms import ClaimForm
from auriga_web.voting.models import BoardMode, Poll, PollEvent, PollState
from auriga_web.voting.queries import chamber_votes, claims, electorate, paper, polls, published
from auriga_web.voting.rules import config
from auriga_web.voting.rules.claims import ends_at as claims_end
from auriga_web.voting.rules.codes import grouped
from auriga_web.voting.rules.electorate import Standing, sentence
from auriga_web.voting.rules.methods import method_of
from auriga_web.voting.rules.phases import Phase, phase

blueprint = Blueprint("voting", __name__, url_prefix="/votazioni")


@blueprint.get("")
@access(Access.VISITOR)
def index():
    reader = current_actor()
    cursor = request.args.get("prima")
    past = polls.list_past_polls(cursor)
    current = [] if cursor else polls.list_current_polls(reader=reader)
    for poll in current:
        _keep_until_it_changes(poll)
    return render_template(
        "voting/list.html",
        current=current,
        past=past.rows,
        is_first_page=not cursor,
        next_url=url_for(".index", prima=past.next_cursor) if past.next_cursor else None,
        phase_of=phase_of,
        may_prepare=policies.may_prepare(reader),
        time=clock.now(),
    )


@blueprint.get("/segretezza")
@access(Access.VISITOR)
def secrecy():
    return render_template("voting/secrecy.html")


@blueprint.get("/<int:poll_id>")
@access(Access.VISITOR)
def show(poll_id: int):
    reader = current_actor()
    poll, territory = polls.get_poll(poll_id, reader=reader)
    if poll.state is PollState.DRAFT:
        return render_template("voting/draft.html", poll=poll, territory=territory)
    _keep_until_it_changes(poll)
    where = phase_of(poll)
    if where is Phase.CLOSED:
        return _result_page(poll, territory, reader, ClaimForm())
    events = polls.list_events(poll_id)
    return render_template(
        "voting/show.html",
        **about(poll, territory, reader),
        events=events,
        count=paper.progress_of(poll_id) if poll.state is PollState.COUNTING else None,
    )


def result_page(poll_id: int, *, claim_form: ClaimForm) -> str:
    """Return the page of a result, with a form on it that was wrong."""
    reader = current_actor()
    poll, territory = polls.get_frozen_poll(poll_id, reader=reader)
    published.outcome_of(poll)
    return _result_page(poll, territory, reader, claim_form)


@blueprint.get("/<int:poll_id>/tabellone")
@access(Access.VISITOR)
def board(poll_id: int):
    poll, territory = polls.get_frozen_poll(poll_id, reader=current_actor())
    return render_template(
        "voting/board.html",
        poll=poll,
        territory=territory,
        configuration=config.from_json(poll.config_json or "{}"),
        lines=published.board_lines(poll),
        grouped=grouped,
    )


@blueprint.get("/<int:poll_id>/spiegazione")
@access(Access.VISITOR)
def explanation(poll_id: int):
    reader = current_actor()
    poll, territory = polls.get_frozen_poll(poll_id, reader=reader)
    return render_template(
        "voting/explanation.html", **about(poll, territory, reader), **_result(poll, [])
    )


@blueprint.get("/<int:poll_id>/board.csv")
@access(Access.VISITOR)
def board_file(poll_id: int):
    poll, _territory = polls.get_frozen_poll(poll_id, reader=current_actor())
    return _file(published.board_text(poll), "text/csv", "board.csv")


@blueprint.get("/<int:poll_id>/result.json")
@access(Access.VISITOR)
def result_file(poll_id: int):
    poll, _territory = polls.get_frozen_poll(poll_id, reader=current_actor())
    return _file(published.result_text(poll), "application/json", "result.json")


@blueprint.get("/<int:poll_id>/verify.py")
@access(Access.VISITOR)
def verifier_file(poll_id: int):
    poll, _territory = polls.get_frozen_poll(poll_id, reader=current_actor())
    return _file(published.verifier_text(poll), "text/x-python", "verify.py")


@blueprint.get("/<int:poll_id>/domanda-<int:question_no>.pb")
@access(Access.VISITOR)
def pabulib_file(poll_id: int, question_no: int):
    poll, territory = polls.get_frozen_poll(poll_id, reader=current_actor())
    text = published.pabulib_text(poll, question_no=question_no, place=territory)
    return _file(text, "text/plain", f"domanda-{question_no}.pb")


def phase_of(poll: Poll | polls.ListedPoll) -> Phase:
    """Return where a vote stands at this moment."""
    return phase(poll.state, opens_at=poll.opens_at, closes_at=poll.closes_at, now=clock.now())


def who_can_vote(configuration: config.Config, territory: str) -> str:
    """Return, in one sentence, who can vote."""
    return sentence(configuration.electorate, youngest=configuration.youngest, place=territory)


def about(poll: Poll, territory: str, reader: Actor) -> dict[str, object]:
    """Return what every page of a vote shows."""
    configuration = config.from_json(poll.config_json or "{}")
    return {
        "poll": poll,
        "territory": territory,
        "configuration": configuration,
        "phase": phase_of(poll),
        "standing": electorate.standing_of(poll, configuration, reader=reader),
        "who": who_can_vote(configuration, territory),
        "bodies": chamber_votes.list_bodies_that_voted(poll.id),
        "may_prepare": policies.may_approve(reader),
        "may_vote_in_chamber": policies.may_vote_in_chamber(reader),
        "time": clock.now(),
    }


def _result_page(poll: Poll, territory: str, reader: Actor, claim_form: ClaimForm) -> str:
    events = polls.list_events(poll.id)
    context = about(poll, territory, reader)
    ends = claims_end(poll.closed_at) if poll.closed_at else clock.now()
    if ends > clock.now():
        keep_until(ends)
    return render_template(
        "voting/result.html",
        **context,
        events=events,
        **_result(poll, events),
        claims=claims.count_claims(poll.id),
        claims_end=ends,
        claim_form=claim_form,
        may_claim=context["standing"] == Standing.ON_ROLL and clock.now() < ends,
    )


def _result(poll: Poll, events: Sequence[PollEvent]) -> dict[str, object]:
    outcome = published.outcome_of(poll)
    return {
        "outcome": outcome,
        "answers": [event for event in events if event.kind == "answered"][::-1],
        "results": {question["question_no"]: question for question in outcome["questions"]},
        "decode": lambda question, choice: method_of(question).decode(choice),
        "has_choices": poll.board_mode is BoardMode.CODE_AND_CHOICE,
    }


def _keep_until_it_changes(poll: Poll | polls.ListedPoll) -> None:
    for moment in (poll.opens_at, poll.closes_at):
        if moment > clock.now():
            keep_until(moment)


def _file(text: str, mimetype: str, name: str) -> Response:
    response = make_response(text)
    response.mimetype = mimetype
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
