"""The pages of initiatives."""

from auriga_web.initiatives.views import designing, public, steering, stories, writing
from auriga_web.initiatives.views.blueprint import blueprint

__all__ = ["blueprint", "designing", "public", "steering", "stories", "writing"]
