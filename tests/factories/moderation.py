"""Reports, decisions and appeals to test with."""

import factory

from auriga_web.moderation.models import (
    Appeal,
    Category,
    Decision,
    Ground,
    Origin,
    Report,
    Verdict,
)
from tests.factories.accounts import PersonFactory
from tests.factories.base import NOON, Factory


class DecisionFactory(Factory):
    """A comment was hidden by a moderator, with reasons."""

    class Meta:
        model = Decision

    subject_kind = "comment"
    subject_id = factory.Sequence(lambda n: str(n + 1))
    author_id = factory.LazyFunction(lambda: PersonFactory().id)
    verdict = Verdict.HIDE
    ground = Ground.RULES
    rule = "Rispetto"
    facts = "Contiene un insulto."
    origin = Origin.REPORT
    decided_by_id = factory.LazyFunction(lambda: PersonFactory(moderator=True).id)
    decided_at = NOON
    effect = factory.LazyFunction(lambda: {"hidden": True})


class ReportFactory(Factory):
    """Somebody without an account says that a comment insults."""

    class Meta:
        model = Report

    subject_kind = "comment"
    subject_id = factory.Sequence(lambda n: str(n + 1))
    category = Category.INSULT
    text = "Insulta una persona."
    receipt = factory.Sequence(lambda n: f"RICEVUTA{n:04d}")
    created_at = NOON
    read_by = NOON


class AppealFactory(Factory):
    """The author asks for a second look."""

    class Meta:
        model = Appeal

    decision = factory.SubFactory(DecisionFactory)
    first_decider_id = factory.SelfAttribute("decision.decided_by_id")
    appellant_id = factory.SelfAttribute("decision.author_id")
    appellant_key = "author"
    text = "Non era un insulto."
    created_at = NOON
