"""The pages of processes: what everybody reads, and what those who run them write."""

from auriga_web.processes.views import documents, public, running, writing
from auriga_web.processes.views.blueprint import blueprint

__all__ = ["blueprint", "documents", "public", "running", "writing"]
