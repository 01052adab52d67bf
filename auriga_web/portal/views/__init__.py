"""The windows anybody looks through: home, search, results, comuni, my page, pages of text."""

from auriga_web.portal.views import home, me, my_data, outcomes, pages, participate, places, search
from auriga_web.portal.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "home",
    "me",
    "my_data",
    "outcomes",
    "pages",
    "participate",
    "places",
    "search",
]
