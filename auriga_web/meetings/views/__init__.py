"""The pages of meetings: the call, seats, presence, minutes."""

from auriga_web.meetings.views import calendar, calling, minutes, presence, public
from auriga_web.meetings.views.blueprint import blueprint

__all__ = ["blueprint", "calendar", "calling", "minutes", "presence", "public"]
