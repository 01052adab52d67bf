"""What the tests of the staff's rooms share."""

from tests.benches import benches

__all__ = ["benches"]
