"""Follows and messages to test with."""

import factory

from auriga_web.notifications.models import Follow, Notification, NotificationPreference
from tests.factories.accounts import PersonFactory
from tests.factories.base import NOON, Factory


class FollowFactory(Factory):
    """That somebody follows a thing; the counter of a need is not touched."""

    class Meta:
        model = Follow

    person_id = factory.LazyFunction(lambda: PersonFactory().id)
    at = NOON


class NotificationFactory(Factory):
    """An unread message; the count of unread is not touched."""

    class Meta:
        model = Notification

    class Params:
        read = factory.Trait(is_read=True, read_at=NOON)

    person_id = factory.LazyFunction(lambda: PersonFactory().id)
    event_key = factory.Sequence(lambda n: f"test:{n}")
    kind = "need_taken_up"
    subject_kind = "need"
    created_at = NOON


class NotificationPreferenceFactory(Factory):
    """Somebody who gets a mail for each thing, also at night."""

    class Meta:
        model = NotificationPreference

    person_id = factory.LazyFunction(lambda: PersonFactory().id)
    is_quiet_at_night = False
