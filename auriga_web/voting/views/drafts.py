"""A vote between its form and the operations: what can be chosen, and what was written."""

from decimal import Decimal

from flask import get_template_attribute

from auriga_web.accounts.models import AgeBand
from auriga_web.voting.forms import PollForm
from auriga_web.voting.models import Electorate, Poll
from auriga_web.voting.operations import drafting
from auriga_web.voting.queries import preparation
from auriga_web.voting.rules.methods import METHODS


def poll_form(values: dict[str, object] | None = None) -> PollForm:
    """Return the form of a vote, with what can be chosen in it."""
    form = PollForm(data=values)
    form.territory_id.choices = preparation.list_territory_choices()
    form.method.choices = [(name, _method_name(name)) for name in sorted(METHODS)]
    form.initiatives.choices = [
        (text.initiative_id, text.title) for text in preparation.list_frozen_texts()
    ]
    return form


def _method_name(name: str) -> str:
    said: str = get_template_attribute(f"voting/methods/{name}.html", "name")()
    return said


def values_of(poll: Poll) -> dict[str, object]:
    """Return what the form shows of a draft."""
    question = poll.questions[0]
    bound = [option.initiative_id for option in question.options if option.initiative_id]
    plain = [option.title for option in question.options if not option.initiative_id]
    return {
        "title": poll.title,
        "effect": poll.effect,
        "territory_id": poll.territory_id,
        "opens_at": poll.opens_at,
        "closes_at": poll.closes_at,
        "electorate": poll.electorate.value,
        "youngest": poll.youngest.value if poll.youngest else "",
        "takes_paper": poll.takes_paper,
        "question": question.text,
        "method": question.method,
        "initiatives": bound,
        "plain_options": "\n".join(plain),
        "minimum": question.minimum,
        "maximum": question.maximum,
        "winners": question.winners,
        "points": question.points,
        "budget": None if question.budget_cents is None else Decimal(question.budget_cents) / 100,
        "incompatible": question.incompatible.replace(" ", "\n"),
        "version": str(poll.version),
    }


def draft_of(form: PollForm) -> drafting.PollDraft:
    """Return the vote that was written."""
    options = [drafting.OptionDraft(initiative_id=i) for i in form.initiatives.data or []]
    options += [drafting.OptionDraft(title=title) for title in form.plain_titles()]
    return drafting.PollDraft(
        title=form.title.data,
        effect=form.effect.data,
        territory_id=form.territory_id.data,
        opens_at=form.opens_at.moment(),
        closes_at=form.closes_at.moment(),
        electorate=Electorate(form.electorate.data),
        youngest=AgeBand(form.youngest.data) if form.youngest.data else None,
        takes_paper=form.takes_paper.data,
        questions=[
            drafting.QuestionDraft(
                text=form.question.data,
                method=form.method.data,
                minimum=form.minimum.data,
                maximum=form.maximum.data,
                winners=form.winners.data,
                points=form.points.data,
                budget_cents=form.budget_cents(),
                incompatible=form.incompatible_groups(),
                options=options,
            )
        ],
    )
