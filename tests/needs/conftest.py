"""Fixtures for tests of needs."""

from tests.core.conftest import time_limit

__all__ = ["time_limit"]
