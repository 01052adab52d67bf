"""The pages of discussions."""

from auriga_web.discussion.views import acts, pages, writing
from auriga_web.discussion.views.blueprint import blueprint

__all__ = ["acts", "blueprint", "pages", "writing"]
