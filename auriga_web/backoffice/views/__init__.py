"""The pages of the staff."""

from auriga_web.backoffice.views import inbox, mails, trail
from auriga_web.backoffice.views.blueprint import blueprint

__all__ = ["blueprint", "inbox", "mails", "trail"]
