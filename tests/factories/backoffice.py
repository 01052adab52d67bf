"""Duties to test the inbox with."""

from datetime import timedelta

import factory

from auriga_web.core.access import Role
from auriga_web.duties.models import Duty
from tests.factories.base import NOON, Factory


class DutyFactory(Factory):
    """A warning to read, about a comment that is not there."""

    class Meta:
        model = Duty

    kind = "moderation.report"
    subject_kind = "comment"
    subject_id = factory.Sequence(lambda n: str(n + 1))
    role = Role.MODERATOR.value
    opened_at = NOON
    due_at = NOON + timedelta(days=1)
    harm = 0
