"""Needs to test with, and what is said about them."""

from datetime import timedelta

import factory
from markupsafe import Markup

from auriga_web.chain.models import StopKind
from auriga_web.core import markup
from auriga_web.core.database import db
from auriga_web.needs.models import (
    LISTED_STATES,
    Answer,
    AnswerKind,
    Need,
    NeedCounter,
    NeedState,
    Position,
    SpeaksFor,
    Support,
    Theme,
)
from auriga_web.territories import queries as territories
from tests.factories.accounts import PersonFactory
from tests.factories.base import NOON, Factory
from tests.factories.organisations import OrganisationFactory
from tests.factories.services import ServiceAreaFactory
from tests.factories.territories import ComuneFactory

_PUBLISHED_AT = NOON - timedelta(days=10)


def _public(state: NeedState, **values: object) -> factory.Trait:
    return factory.Trait(
        state=state,
        submitted_at=_PUBLISHED_AT,
        published_at=_PUBLISHED_AT,
        answer_due_at=_PUBLISHED_AT + timedelta(days=30),
        **values,
    )


class NeedFactory(Factory):
    """A draft. A trait gives a state; `support_count` and the like fill its counters."""

    class Meta:
        model = Need
        exclude = ("author", "comune", "area")

    class Params:
        submitted = factory.Trait(state=NeedState.SUBMITTED, submitted_at=NOON)
        returned = factory.Trait(
            state=NeedState.RETURNED, submitted_at=NOON, state_reason="Togli il cognome."
        )
        published = _public(NeedState.PUBLISHED)
        taken_up = _public(NeedState.TAKEN_UP)
        answered = _public(NeedState.ANSWERED, stop=StopKind.OUTCOME, first_answered_at=NOON)
        not_pursued = _public(
            NeedState.NOT_PURSUED,
            stop=StopKind.NOT_PURSUED,
            state_reason="I fondi bastano fino a giugno.",
            first_answered_at=NOON,
        )
        archived = _public(NeedState.ARCHIVED, stop=StopKind.OUTCOME, first_answered_at=NOON)
        withdrawn = _public(
            NeedState.WITHDRAWN,
            stop=StopKind.WITHDRAWN,
            state_reason="solved",
            title="",
            body="",
        )
        hidden = factory.Trait(hidden_at=NOON)

    author = factory.SubFactory(PersonFactory)
    comune = factory.SubFactory(ComuneFactory)
    area = factory.SubFactory(ServiceAreaFactory)
    author_id = factory.SelfAttribute("author.id")
    comune_id = factory.SelfAttribute("comune.id")
    service_area_id = factory.SelfAttribute("area.id")
    is_sensitive = factory.SelfAttribute("area.is_sensitive")
    title = factory.Sequence(lambda n: f"Nessuno che accompagni alle visite chi non guida {n}")
    body = "Chi non guida **salta** i controlli."
    body_html = factory.LazyAttribute(lambda need: str(markup.render(need.body)))
    speaks_for = SpeaksFor.OTHERS
    state = NeedState.DRAFT
    state_changed_at = NOON
    hidden_at = None
    is_listed = factory.LazyAttribute(
        lambda need: need.state in LISTED_STATES and need.hidden_at is None
    )
    created_at = _PUBLISHED_AT
    updated_at = _PUBLISHED_AT

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        counts = {key: kwargs.pop(key) for key in list(kwargs) if key.endswith("_count")}
        kwargs.setdefault("zona_id", territories.zona_of(kwargs["comune_id"]).id)
        need = super()._create(model_class, *args, **kwargs)
        db.session.add(NeedCounter(need_id=need.id, **counts))
        db.session.commit()
        return need


class SupportFactory(Factory):
    """That a person needs it too; the counter of the need is not touched."""

    class Meta:
        model = Support
        exclude = ("need", "person")

    need = factory.SubFactory(NeedFactory, published=True)
    person = factory.SubFactory(PersonFactory)
    need_id = factory.SelfAttribute("need.id")
    person_id = factory.SelfAttribute("person.id")
    created_at = NOON


class PositionFactory(Factory):
    """What an association says; the counter of the need is not touched."""

    class Meta:
        model = Position
        exclude = ("need", "organisation", "author")

    need = factory.SubFactory(NeedFactory, published=True)
    organisation = factory.SubFactory(OrganisationFactory)
    author = factory.SubFactory(PersonFactory)
    need_id = factory.SelfAttribute("need.id")
    body_id = factory.SelfAttribute("organisation.id")
    author_id = factory.SelfAttribute("author.id")
    sentence = "Lo vediamo ogni settimana allo sportello."
    created_at = NOON
    updated_at = NOON


class AnswerFactory(Factory):
    """A first answer of the consortium."""

    class Meta:
        model = Answer
        exclude = ("need", "author")

    need = factory.SubFactory(NeedFactory, published=True, first_answered_at=NOON)
    author = factory.SubFactory(PersonFactory, facilitator=True)
    need_id = factory.SelfAttribute("need.id")
    author_id = factory.SelfAttribute("author.id")
    kind = AnswerKind.FIRST
    body = "Ne parliamo al tavolo di aprile."
    body_html = Markup("<p>Ne parliamo al tavolo di aprile.</p>")
    given_at = NOON


class ThemeFactory(Factory):
    """A theme without needs."""

    class Meta:
        model = Theme
        exclude = ("author",)

    author = factory.SubFactory(PersonFactory, facilitator=True)
    author_id = factory.SelfAttribute("author.id")
    title = "Muoversi senza auto"
    synthesis = "In quattro comuni chi non guida resta a casa."
    synthesis_html = "<p>In quattro comuni chi non guida resta a casa.</p>"
    created_at = NOON
    updated_at = NOON
