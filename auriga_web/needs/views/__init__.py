"""Needs over HTTP: lists, the page of one, writing, standing behind it, and what staff do."""

from auriga_web.needs.views import (
    lists,
    mapping,
    picturing,
    showing,
    sketching,
    staffing,
    standing,
    theming,
    writing,
)
from auriga_web.needs.views.routes import blueprint, themes

__all__ = [
    "blueprint",
    "blueprints",
    "lists",
    "mapping",
    "picturing",
    "showing",
    "sketching",
    "staffing",
    "standing",
    "theming",
    "writing",
]

blueprints = [blueprint, themes]
