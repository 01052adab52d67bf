"""Initiatives to test with."""

import factory

from auriga_web.core import markup
from auriga_web.core.database import db
from auriga_web.initiatives import rules
from auriga_web.initiatives.models import (
    Amendment,
    AmendmentState,
    CostLine,
    Initiative,
    InitiativeNeed,
    InitiativeState,
    InitiativeVersion,
    Milestone,
    Partner,
)
from tests.factories.accounts import PersonFactory
from tests.factories.base import NOON, Factory
from tests.factories.organisations import OrganisationFactory
from tests.factories.services import ServiceAreaFactory
from tests.factories.territories import ComuneFactory

PASSAGE = "Ogni martedì e giovedì mattina."
BODY = f"Tre volontari accompagnano alle visite chi non guida.\n\n{PASSAGE}"


class InitiativeVersionFactory(Factory):
    """A text of an initiative; `frozen` makes it the one people vote on."""

    class Meta:
        model = InitiativeVersion

    class Params:
        frozen = factory.Trait(
            frozen_at=NOON,
            frozen_text=factory.LazyAttribute(
                lambda version: rules.frozen_text(
                    initiative_id=version.initiative_id,
                    number=version.number,
                    title=version.title,
                    summary=version.summary,
                    body=version.body,
                    runner="",
                    costs=[],
                )
            ),
            frozen_sha256=factory.LazyAttribute(
                lambda version: rules.sha256_of(version.frozen_text)
            ),
            frozen_cost_cents=0,
        )

    number = 1
    title = "Un passaggio per le visite"
    summary = "Volontari accompagnano alle visite chi non guida."
    body = BODY
    body_html = factory.LazyAttribute(lambda version: str(markup.render(version.body)))
    author_id = factory.LazyFunction(lambda: PersonFactory().id)
    at = NOON


def _state(state: InitiativeState, **columns: object) -> factory.Trait:
    return factory.Trait(state=state, present_stop=rules.stop_of(state), **columns)


_FROZEN = {"frozen_version_no": 1}


class InitiativeFactory(Factory):
    """An idea with its first text. A trait gives another state."""

    class Meta:
        model = Initiative

    class Params:
        exploration = _state(InitiativeState.EXPLORATION)
        co_design = _state(InitiativeState.CO_DESIGN)
        frozen = _state(InitiativeState.FROZEN, **_FROZEN)
        in_vote = _state(InitiativeState.IN_VOTE, **_FROZEN)
        approved = _state(InitiativeState.APPROVED, **_FROZEN)
        rejected = _state(InitiativeState.REJECTED, state_reason="Non c'è chi la gestisca.")
        to_revise = _state(InitiativeState.TO_REVISE, **_FROZEN)
        in_progress = _state(InitiativeState.IN_PROGRESS, **_FROZEN)
        concluded = _state(InitiativeState.CONCLUDED, outcome="Fatto.", **_FROZEN)
        evaluated = _state(InitiativeState.EVALUATED, outcome="Fatto.", **_FROZEN)
        hidden = factory.Trait(hidden_at=NOON)

    title = "Un passaggio per le visite"
    summary = "Volontari accompagnano alle visite chi non guida."
    author_id = factory.LazyFunction(lambda: PersonFactory(verified=True).id)
    author_place = "Foligno"
    territory_id = factory.LazyFunction(lambda: ComuneFactory().id)
    area_id = factory.LazyFunction(lambda: ServiceAreaFactory().id)
    created_at = NOON
    moved_at = NOON

    @classmethod
    def _create(cls, model_class, *args, needs=(), body=BODY, **kwargs):
        kwargs.setdefault("need_count", len(needs))
        initiative = super()._create(model_class, *args, **kwargs)
        InitiativeVersionFactory(
            initiative_id=initiative.id,
            title=initiative.title,
            summary=initiative.summary,
            body=body,
            author_id=initiative.author_id,
            author_place=initiative.author_place,
            frozen=initiative.frozen_version_no is not None,
        )
        for need in needs:
            InitiativeNeedFactory(initiative_id=initiative.id, need_id=need.id)
        return initiative


class InitiativeNeedFactory(Factory):
    """That an initiative answers a need."""

    class Meta:
        model = InitiativeNeed

    added_at = NOON


class AmendmentFactory(Factory):
    """Other words for the second passage of the usual text; a trait says what became of it."""

    class Meta:
        model = Amendment

    class Params:
        accepted = factory.Trait(
            state=AmendmentState.ACCEPTED, decided_at=NOON, accepted_version_no=2
        )
        refused = factory.Trait(
            state=AmendmentState.REFUSED, decided_at=NOON, decision_reason="Non ci sono le auto."
        )
        hidden = factory.Trait(hidden_at=NOON)

    version_no = 1
    passage = PASSAGE
    replacement = "Ogni martedì, giovedì e sabato mattina."
    reason = "Di sabato c'è il mercato."
    author_id = factory.LazyFunction(lambda: PersonFactory(verified=True).id)
    author_place = "Foligno"
    created_at = NOON

    @classmethod
    def _create(cls, model_class, *args, initiative, **kwargs):
        amendment = super()._create(model_class, *args, initiative_id=initiative.id, **kwargs)
        if amendment.is_open:
            initiative.open_amendment_count += 1
            db.session.flush()
        return amendment


class PartnerFactory(Factory):
    """An association that takes part."""

    class Meta:
        model = Partner

    organisation_id = factory.LazyFunction(lambda: OrganisationFactory().id)
    role = "Trova i volontari"
    contribution = "Dodici ore la settimana"
    added_at = NOON


class CostLineFactory(Factory):
    """A line of a thousand euros that nobody brings."""

    class Meta:
        model = CostLine

    label = "Carburante"
    asked_cents = 100_000


class MilestoneFactory(Factory):
    """Something that will be done on the day of the tests."""

    class Meta:
        model = Milestone

    title = "Primo viaggio"
    due_on = NOON.date()
