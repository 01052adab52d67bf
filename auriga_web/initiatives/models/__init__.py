"""Initiatives: co-designed answers to needs, their texts, partners, costs and milestones."""

from auriga_web.initiatives.models.amendment import Amendment, AmendmentState
from auriga_web.initiatives.models.design import CostLine, Milestone, Partner
from auriga_web.initiatives.models.initiative import (
    Initiative,
    InitiativeNeed,
    InitiativeState,
)
from auriga_web.initiatives.models.version import InitiativeVersion

__all__ = [
    "Amendment",
    "AmendmentState",
    "CostLine",
    "Initiative",
    "InitiativeNeed",
    "InitiativeState",
    "InitiativeVersion",
    "Milestone",
    "Partner",
]
