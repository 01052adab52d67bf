"""The ballot: voting, changing one's vote, asking for the code; and the chamber of bodies.

No route here writes a trace of who came, when or from where.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from auriga_web.core import clock
from auriga_web.core.access import Access, Actor, access, authorise, current_actor
from auriga_web.core.answers import is_htmx, private
from auriga_web.voting import policies
from auriga_web.voting.forms import ChamberForm, chosen_in
from auriga_web.voting.models import Poll
from auriga_web.voting.operations import casting, chamber
from auriga_web.voting.queries import ballots, chamber_votes, polls
from auriga_web.voting.rules import config
from auriga_web.voting.rules.choices import InvalidBallot
from auriga_web.voting.rules.codes import grouped
from auriga_web.voting.rules.methods import method_of
from auriga_web.voting.rules.phases import Phase
from auriga_web.voting.views.public import about, phase_of

blueprint = Blueprint("ballot", __name__, url_prefix="/votazioni/<int:poll_id>")
Chosen = Mapping[int, Sequence[int]]


@blueprint.get("/voto")
@access(Access.MEMBER)
def show(poll_id: int):
    reader = current_actor()
    poll, territory = polls.get_frozen_poll(poll_id, reader=reader)
    if phase_of(poll) is not Phase.OPEN or not ballots.is_on_roll(poll_id, reader=reader):
        return redirect(url_for("voting.show", poll_id=poll_id))
    return _page(poll, territory, reader)


@blueprint.post("/voto")
@access(Access.VERIFIED)
def cast(poll_id: int):
    actor = current_actor()
    chosen = _chosen()
    try:
        held = casting.cast_ballot(
            poll_id,
            actor=actor,
            chosen=chosen,
            seen=request.form.get("seen"),
            clock=clock.now,
        )
    except InvalidBallot as problem:
        return _answer(poll_id, actor, status=422, chosen=chosen, problem=problem)
    except casting.ChangedMeanwhile:
        return _answer(poll_id, actor, status=409, chosen=chosen, changed=True)
    except casting.NotOpenNow:
        return _not_open(poll_id, actor)
    if not is_htmx():
        return redirect(url_for(".show", poll_id=poll_id, _anchor="ballot-state"), 303)
    own = ballots.OwnBallot(True, held.answers, held.etag)
    return _state(own, closes_at=held.closes_at)


@blueprint.post("/codice")
@access(Access.VERIFIED)
def code(poll_id: int):
    actor = current_actor()
    try:
        receipt = casting.request_code(poll_id, actor=actor, clock=clock.now)
    except casting.NoBallotYet:
        return redirect(url_for(".show", poll_id=poll_id), 303)
    except casting.NotOpenNow:
        return _not_open(poll_id, actor)
    poll, territory = polls.get_frozen_poll(poll_id, reader=actor)
    page = render_template(
        "voting/code.html",
        poll=poll,
        territory=territory,
        configuration=config.from_json(poll.config_json or "{}"),
        receipt=receipt,
        grouped=grouped,
    )
    return private(make_response(page))


@blueprint.get("/camera")
@access(Access.MEMBER)
def chamber_ballot(poll_id: int):
    reader = current_actor()
    authorise(policies.may_vote_in_chamber(reader))
    poll, territory = polls.get_frozen_poll(poll_id, reader=reader)
    if phase_of(poll) is not Phase.OPEN:
        return redirect(url_for("voting.show", poll_id=poll_id))
    return _chamber_page(poll, territory, reader, ChamberForm())


@blueprint.post("/camera")
@access(Access.MEMBER)
def cast_in_chamber(poll_id: int):
    actor = current_actor()
    poll, territory = polls.get_frozen_poll(poll_id, reader=actor)
    form = ChamberForm()
    try:
        if not form.validate_on_submit():
            return _chamber_page(poll, territory, actor, form, status=422)
        chamber.vote_in_chamber(
            poll_id,
            chosen=_chosen(),
            reason=form.reason.data or "",
            conflict=form.conflict.data or "",
            actor=actor,
            now=clock.now(),
        )
    except InvalidBallot as problem:
        return _chamber_page(poll, territory, actor, form, status=422, problem=problem)
    except casting.NotOpenNow:
        return _not_open(poll_id, actor)
    return redirect(url_for("voting.show", poll_id=poll_id, _anchor="chamber"), 303)


def _chosen() -> Chosen:
    return chosen_in(request.form)


def _ballot_of(question: config.Question) -> str:
    return method_of(question).ballot


def _answer(poll_id: int, actor: Actor, *, status: int, **context: Any) -> Response:
    """Answer a cast: the state of the ballot to htmx, the whole ballot to everybody else."""
    poll, territory = polls.get_frozen_poll(poll_id, reader=actor)
    if not is_htmx():
        return _page(poll, territory, actor, status=status, **context)
    configuration = config.from_json(poll.config_json or "{}")
    own = ballots.find_own_ballot(poll, configuration, reader=actor)
    return _state(own, closes_at=poll.closes_at, status=status, **context)


def _state(
    own: ballots.OwnBallot, *, closes_at: datetime, status: int = 200, **context: Any
) -> Response:
    page = render_template(
        "voting/partials/_ballot_state.html",
        own=own,
        closes_at=closes_at,
        **_explained(**context),
    )
    return private(make_response(page, status))


def _page(
    poll: Poll, territory: str, reader: Actor, *, status: int = 200, **context: Any
) -> Response:
    configuration = config.from_json(poll.config_json or "{}")
    own = ballots.find_own_ballot(poll, configuration, reader=reader)
    explained = _explained(**context)
    page = render_template(
        "voting/ballot.html",
        poll=poll,
        territory=territory,
        configuration=configuration,
        own=own,
        closes_at=poll.closes_at,
        minimum=sum(question.minimum for question in configuration.questions),
        marked=explained.pop("chosen") if "chosen" in context else own.answers,
        ballot_of=_ballot_of,
        options_of={
            question.no: ballots.ordered_options(poll.id, question, voter_id=reader.person_id or 0)
            for question in configuration.questions
        },
        **explained,
    )
    return private(make_response(page, status))


def _explained(
    *, chosen: Chosen | None = None, problem: InvalidBallot | None = None, changed: bool = False
) -> dict[str, object]:
    return {"chosen": chosen, "problem": problem, "changed": changed}


def _not_open(poll_id: int, actor: Actor) -> Response:
    poll, territory = polls.get_frozen_poll(poll_id, reader=actor)
    template = "voting/partials/_not_open.html" if is_htmx() else "voting/not_open.html"
    page = render_template(template, **about(poll, territory, actor))
    return private(make_response(page, 409))


def _chamber_page(
    poll: Poll,
    territory: str,
    reader: Actor,
    form: ChamberForm,
    *,
    status: int = 200,
    problem: InvalidBallot | None = None,
) -> Response:
    configuration = config.from_json(poll.config_json or "{}")
    own = chamber_votes.find_own_body_vote(poll.id, configuration, reader=reader)
    marked: Chosen = _chosen() if status != 200 else {}
    if own is not None and status == 200:
        marked, form.reason.data, form.conflict.data = own
    page = render_template(
        "voting/chamber.html",
        poll=poll,
        territory=territory,
        configuration=configuration,
        form=form,
        ballot_of=_ballot_of,
        marked=marked,
        has_voted=own is not None,
        would_run_it=chamber_votes.would_run_it(poll.id, reader=reader),
        problem=problem,
    )
    return private(make_response(page, status))
