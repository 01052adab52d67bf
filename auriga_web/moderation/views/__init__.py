"""The pages of moderation."""

from auriga_web.moderation.views import appeals, cases, log, reports
from auriga_web.moderation.views.blueprint import blueprint

__all__ = ["appeals", "blueprint", "cases", "log", "reports"]
