"""Trying a vote out before it is held, with invented voters; nothing of it is kept."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, make_response, render_template, request

from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import private
from auriga_web.voting.queries import polls, preparation
from auriga_web.voting.rules.choices import InvalidBallot
from auriga_web.voting.rules.codes import grouped
from auriga_web.voting.rules.config import Config
from auriga_web.voting.rules.rehearsal import Rehearsal, rehearse

blueprint = Blueprint("rehearsal", __name__, url_prefix="/votazioni/<int:poll_id>/prova")
Chosen = Mapping[int, Sequence[int]]


@blueprint.get("")
@access(Access.FACILITATOR)
def show(poll_id: int):
    return _page(poll_id, {})


@blueprint.post("")
@access(Access.FACILITATOR)
def cast(poll_id: int):
    poll, _territory = polls.get_draft(poll_id, reader=current_actor())
    configuration = preparation.configuration_of(poll)
    chosen = _chosen(configuration)
    try:
        tried = rehearse(configuration, chosen, poll_id=poll_id, seed=poll_id)
    except InvalidBallot as problem:
        return _page(poll_id, chosen, problem=problem, status=422)
    return _page(poll_id, chosen, tried=tried)


def _chosen(configuration: Config) -> Chosen:
    return {
        question.no: request.form.getlist(f"q{question.no}", type=int)
        for question in configuration.questions
    }


def _page(
    poll_id: int,
    marked: Chosen,
    *,
    tried: Rehearsal | None = None,
    problem: InvalidBallot | None = None,
    status: int = 200,
) -> Response:
    poll, _territory = polls.get_draft(poll_id, reader=current_actor())
    page = render_template(
        "voting/rehearsal.html",
        poll=poll,
        configuration=preparation.configuration_of(poll),
        marked=marked,
        tried=tried,
        problem=problem,
        grouped=grouped,
    )
    return private(make_response(page, status))
