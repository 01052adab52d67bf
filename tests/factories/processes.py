"""Processes to test with."""

from datetime import date, timedelta

import factory

from auriga_web.core import markup
from auriga_web.core.database import db
from auriga_web.organisations.models import OrganisationKind
from auriga_web.processes import rules
from auriga_web.processes.models import (
    Document,
    DocumentKind,
    DocumentVersion,
    Phase,
    PhaseType,
    Process,
    ProcessState,
    Recipe,
)
from tests.factories.base import NOON, Factory
from tests.factories.organisations import OrganisationFactory
from tests.factories.territories import ComuneFactory

PROMISE = "Il consiglio pubblica che cosa farà, voce per voce, e con quali soldi."


class ProcessFactory(Factory):
    """A draft of shared design that began on the first of March; `phases` are its types, each of
    thirty days. A trait gives another state."""

    class Meta:
        model = Process

    class Params:
        promised = factory.Trait(
            promise=PROMISE, promise_by="Il consiglio", promise_due_on=date(2027, 12, 31)
        )
        open = factory.Trait(promised=True, state=ProcessState.OPEN, opened_at=NOON)
        concluded = factory.Trait(
            promised=True,
            state=ProcessState.CONCLUDED,
            opened_at=NOON,
            closed_at=NOON,
            outcome="Fatto.",
            outcome_html="<p>Fatto.</p>",
        )
        stopped = factory.Trait(
            promised=True,
            state=ProcessState.STOPPED,
            opened_at=NOON,
            closed_at=NOON,
            state_reason="Mancano i soldi.",
        )

    recipe = Recipe.SHARED_DESIGN
    title = "Come ci muoviamo senza macchina"
    summary = "Progettiamo insieme il trasporto di chi non guida."
    purpose = "Capire chi resta a casa, e perché."
    purpose_html = factory.LazyAttribute(lambda process: str(markup.render(process.purpose)))
    owner_id = factory.LazyFunction(
        lambda: OrganisationFactory(kind=OrganisationKind.COOPERATIVE_A).id
    )
    territory_id = factory.LazyFunction(lambda: ComuneFactory().id)
    created_at = NOON

    @classmethod
    def _create(cls, model_class, *args, first=date(2027, 3, 1), phases=None, **kwargs):
        types = phases or [PhaseType.READING, PhaseType.DESIGN]
        spans = rules.lay_out([(kind, 30) for kind in types], first=first)
        kwargs |= {"starts_at": spans[0].starts_at, "ends_at": spans[-1].ends_at}
        process = super()._create(model_class, *args, **kwargs)
        db.session.add_all(
            Phase(
                process_id=process.id,
                position=position,
                type=span.type,
                starts_at=span.starts_at,
                ends_at=span.ends_at,
            )
            for position, span in enumerate(spans, start=1)
        )
        db.session.commit()
        return process


class ProcessDocumentFactory(Factory):
    """An invitation of a process, with its first text, not published."""

    class Meta:
        model = Document

    class Params:
        published = factory.Trait(published_at=NOON)

    number = 1
    kind = DocumentKind.INVITATION
    due_at = NOON + timedelta(days=40)
    created_at = NOON

    @classmethod
    def _create(cls, model_class, *args, title="Invito alle associazioni", **kwargs):
        document = super()._create(model_class, *args, **kwargs)
        process = db.session.get_one(Process, document.process_id)
        db.session.add(
            DocumentVersion(
                document_id=document.id,
                number=1,
                title=title,
                body="Scriveteci.",
                body_html="<p>Scriveteci.</p>",
                sha256=rules.sha256_of(
                    number=document.number, version=1, title=title, body="Scriveteci."
                ),
                body_id=process.owner_id,
                at=NOON,
            )
        )
        db.session.commit()
        return document
