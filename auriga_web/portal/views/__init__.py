"""The windows anybody looks through: home, search, results, comuni, my page, pages of text."""

from auriga_web.portal.views import home, me, outcomes, pages, participate, places, search
from auriga_web.portal.views.blueprint import blueprint

__all__ = ["blueprint", "home", "me", "outcomes", "pages", "participate", "places", "search"]
