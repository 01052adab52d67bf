"""Things to test with, one factory per model; a trait names a situation. One module per feature."""

from tests.factories.base import NOON as NOON
from tests.factories.base import Factory as Factory
from tests.factories.territories import ComuneFactory as ComuneFactory
from tests.factories.territories import ProvinceFactory as ProvinceFactory
from tests.factories.territories import ZoneFactory as ZoneFactory
