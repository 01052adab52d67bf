"""The catalogue of services, and the tree of areas that staff look after."""

from auriga_web.services.views import areas, catalogue
from auriga_web.services.views.blueprint import blueprint

__all__ = ["areas", "blueprint", "catalogue"]
