"""The pages of initiatives."""

from auriga_web.initiatives.views import amendments, designing, public, steering, stories, writing
from auriga_web.initiatives.views.blueprint import blueprint

__all__ = ["amendments", "blueprint", "designing", "public", "steering", "stories", "writing"]
