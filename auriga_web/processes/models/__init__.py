"""Processes with their phases, and the documents they leave."""

from auriga_web.processes.models.document import (
    Document,
    DocumentKind,
    DocumentVersion,
    Visibility,
)
from auriga_web.processes.models.process import Phase, PhaseType, Process, ProcessState, Recipe

__all__ = [
    "Document",
    "DocumentKind",
    "DocumentVersion",
    "Phase",
    "PhaseType",
    "Process",
    "ProcessState",
    "Recipe",
    "Visibility",
]
