"""Things to test with, one factory per model; a trait names a situation. One module per feature."""

from tests.factories.base import NOON as NOON
from tests.factories.base import Factory as Factory
