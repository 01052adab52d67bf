"""Needs, what people and bodies say about them, the themes they are read in, and kept counts."""

from auriga_web.needs.models.need import (
    LISTED_STATES,
    PUBLIC_STATES,
    CoAuthor,
    Competence,
    Need,
    NeedCounter,
    NeedState,
    NeedVersion,
    SpeaksFor,
    TargetGroup,
)
from auriga_web.needs.models.numbers import CountKind, NeedCount
from auriga_web.needs.models.said import Answer, AnswerKind, Position, Support
from auriga_web.needs.models.sketch import NeedSketch
from auriga_web.needs.models.theme import Theme, ThemeNeed

__all__ = [
    "LISTED_STATES",
    "PUBLIC_STATES",
    "Answer",
    "AnswerKind",
    "CoAuthor",
    "Competence",
    "CountKind",
    "Need",
    "NeedCount",
    "NeedCounter",
    "NeedSketch",
    "NeedState",
    "NeedVersion",
    "Position",
    "SpeaksFor",
    "Support",
    "TargetGroup",
    "Theme",
    "ThemeNeed",
]
