"""Glue: decisions, areas and places answer to whom messages about them may lead."""

from collections.abc import Sequence
from typing import Any

from flask import Flask, request, url_for
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from auriga_web.accounts import queries as accounts
from auriga_web.core.access import Actor, register_gate
from auriga_web.core.database import db
from auriga_web.core.strange_input import is_id
from auriga_web.notifications import queries
from auriga_web.services.models import ServiceArea
from auriga_web.services.rules import area_label
from auriga_web.territories.models import Territory, TerritoryKind


class DecisionGate:
    """A decision is read by whom it concerns: the author of the thing, and who reported it."""

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        if reader.person_id is None or not is_id(subject_id):
            return False
        return queries.is_concerned(reader.person_id, decision_id=int(subject_id))

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        return False

    def url(self, subject_id: str) -> str:
        return url_for("moderation.decision", decision_id=int(subject_id))

    def title(self, subject_id: str) -> str:
        # Messages about decisions name nothing.
        return ""


class AreaGate:
    """Everybody reads the areas of services; following one leads to its needs."""

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        return self._find(subject_id) is not None

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        return False

    def url(self, subject_id: str) -> str:
        area = self._find(subject_id)
        return url_for("needs.index", area=area.slug if area is not None else None)

    def title(self, subject_id: str) -> str:
        area = self._find(subject_id)
        if area is None:
            raise NoResultFound
        return area_label(area.name)

    def read_many(self, subject_ids: Sequence[str]) -> Sequence[ServiceArea]:
        return _held(ServiceArea, subject_ids)

    def _find(self, subject_id: str) -> ServiceArea | None:
        return db.session.get(ServiceArea, int(subject_id)) if is_id(subject_id) else None


class PlaceGate:
    """Everybody reads the comuni and the zone sociali."""

    def __init__(self, kind: TerritoryKind) -> None:
        self._kind = kind

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        return self._find(subject_id) is not None

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        return False

    def url(self, subject_id: str) -> str:
        place = self._find(subject_id)
        if place is None:
            return url_for("portal.comuni")
        if self._kind is TerritoryKind.COMUNE:
            return url_for("portal.comune", slug=place.slug)
        return url_for("needs.index", territorio=place.slug)

    def title(self, subject_id: str) -> str:
        place = self._find(subject_id)
        if place is None:
            raise NoResultFound
        return place.name if self._kind is TerritoryKind.COMUNE else f"zona {place.name}"

    def read_many(self, subject_ids: Sequence[str]) -> Sequence[Territory]:
        return _held(Territory, subject_ids)

    def _find(self, subject_id: str) -> Territory | None:
        place = db.session.get(Territory, int(subject_id)) if is_id(subject_id) else None
        return place if place is not None and place.kind is self._kind else None


def _held(model: type[Any], subject_ids: Sequence[str]) -> Sequence[Any]:
    ids = [int(one) for one in subject_ids if is_id(one)]
    return db.session.scalars(select(model).where(model.id.in_(ids))).all()


# The pages that say whether one follows the thing, and the argument that says which.
_THINGS = {"needs.show": ("need", "need_id"), "initiatives.show": ("initiative", "initiative_id")}


def init_app(_app: Flask) -> None:
    """Let messages lead to decisions, and pages know what is unread without asking for it."""
    register_gate("decision", DecisionGate())
    register_gate("area", AreaGate())
    register_gate("comune", PlaceGate(TerritoryKind.COMUNE))
    register_gate("zona", PlaceGate(TerritoryKind.ZONA))
    accounts.read_beside("unread", queries.unread_beside())
    accounts.read_beside("follows", queries.follows_beside(), _this)


def _this() -> dict[str, str] | None:
    if not request or request.endpoint not in _THINGS:
        return None
    kind, argument = _THINGS[request.endpoint]
    return {"followed_kind": kind, "followed_id": str((request.view_args or {})[argument])}
