"""Who acts, what a route asks of them, and how a subject answers who may read or write on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from flask import Flask, current_app, g, request
from werkzeug.exceptions import Forbidden, Unauthorized

_View = TypeVar("_View", bound=Callable[..., Any])


class Role(StrEnum):
    """What a person does for the consortium. `GUARANTOR` is not staff: no job, seat or contract."""

    OPERATOR = "operator"
    MODERATOR = "moderator"
    FACILITATOR = "facilitator"
    ADMINISTRATOR = "administrator"
    GUARANTOR = "guarantor"


STAFF_ROLES = frozenset({Role.OPERATOR, Role.MODERATOR, Role.FACILITATOR, Role.ADMINISTRATOR})


class Level(StrEnum):
    """How surely we know who a person is."""

    VISITOR = "visitor"
    REGISTERED = "registered"
    VERIFIED = "verified"


class Channel(StrEnum):
    """How somebody takes part."""

    WEB = "web"
    DESK = "desk"
    PHONE = "phone"
    PAPER = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, for whom, helped by whom, and by which channel; also who reads.

    `body_id` is the organisation in whose name the person acts now, `body_kind` and `body_role`
    what it is and what they may do there; `operator_id` the operator who helps at a desk.
    """

    person_id: int | None = None
    body_id: int | None = None
    operator_id: int | None = None
    channel: Channel = Channel.WEB
    roles: frozenset[Role] = frozenset()
    level: Level = Level.VISITOR
    body_kind: str | None = None
    body_role: str | None = None
    display_name: str = ""
    body_name: str | None = None

    @property
    def is_visitor(self) -> bool:
        return self.person_id is None

    @property
    def is_verified(self) -> bool:
        return self.level is Level.VERIFIED

    @property
    def is_staff(self) -> bool:
        return bool(self.roles & STAFF_ROLES)

    @property
    def is_operator(self) -> bool:
        return Role.OPERATOR in self.roles or Role.ADMINISTRATOR in self.roles

    @property
    def is_moderator(self) -> bool:
        return Role.MODERATOR in self.roles or Role.ADMINISTRATOR in self.roles

    @property
    def is_facilitator(self) -> bool:
        return Role.FACILITATOR in self.roles or Role.ADMINISTRATOR in self.roles

    @property
    def is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self.roles

    @property
    def is_guarantor(self) -> bool:
        return Role.GUARANTOR in self.roles


VISITOR = Actor()
# What the platform does by itself: jobs, sweeps, the clock.
SYSTEM = Actor(display_name="Auriga")


class NotAllowed(Exception):
    """You may see this, but not do it; the message says what it needs."""


def authorise(verdict: bool, message: str = "") -> None:
    """Go on only if the policy said yes.

    :raises NotAllowed: if it said no.
    """
    if not verdict:
        raise NotAllowed(message)


class Access(StrEnum):
    """What a route asks of who comes, before anything else is looked at."""

    VISITOR = "visitor"
    MEMBER = "member"
    VERIFIED = "verified"
    STAFF = "staff"
    OPERATOR = "operator"
    MODERATOR = "moderator"
    FACILITATOR = "facilitator"
    ADMINISTRATOR = "administrator"
    GUARANTOR = "guarantor"


def access(needed: Access) -> Callable[[_View], _View]:
    """Declare what the decorated view asks of who comes."""

    def mark(view: _View) -> _View:
        view.access = needed  # type: ignore[attr-defined]
        return view

    return mark


def may_enter(actor: Actor, needed: Access) -> bool:  # noqa: PLR0911
    """Tell whether this actor may use a route that asks `needed`."""
    match needed:
        case Access.VISITOR:
            return True
        case Access.MEMBER:
            return not actor.is_visitor
        case Access.VERIFIED:
            return actor.is_verified
        case Access.STAFF:
            return actor.is_staff
        case Access.OPERATOR:
            return actor.is_operator
        case Access.MODERATOR:
            return actor.is_moderator
        case Access.FACILITATOR:
            return actor.is_facilitator
        case Access.ADMINISTRATOR:
            return actor.is_administrator
        case Access.GUARANTOR:
            return actor.is_guarantor


def current_actor() -> Actor:
    """Return who is behind this request, resolved once; `VISITOR` when nobody signed in."""
    if "actor" not in g:
        g.actor = current_app.extensions["auriga_actor_resolver"]()
    actor: Actor = g.actor
    return actor


def resolve_actors_with(app: Flask, resolver: Callable[[], Actor]) -> None:
    """Name the function that finds out who is behind a request (the accounts' wiring does)."""
    app.extensions["auriga_actor_resolver"] = resolver


class Gate(Protocol):
    """How a kind of subject answers about itself to features that hang something on it."""

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        """Tell whether `reader` sees this subject."""

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        """Tell whether `actor` may add something to this subject now."""

    def url(self, subject_id: str) -> str:
        """Return the address of its page, without a host."""

    def title(self, subject_id: str) -> str:
        """Return what it is called, to those who may read it."""


@dataclass
class _Gates:
    by_kind: dict[str, Gate] = field(default_factory=dict)


_gates = _Gates()


class NoGate(LookupError):
    """No feature answers for this kind of subject, so it is closed."""


def register_gate(kind: str, gate: Gate) -> None:
    """Let `gate` answer for every subject of this kind."""
    _gates.by_kind[kind] = gate


def gate(kind: str) -> Gate:
    """Return who answers for this kind of subject.

    :raises NoGate: if nobody does.
    """
    try:
        return _gates.by_kind[kind]
    except KeyError:
        raise NoGate(kind) from None


def gates() -> Mapping[str, Gate]:
    """Return every gate by its kind."""
    return dict(_gates.by_kind)


# Endpoints of libraries that carry no marker of ours; each is listed by name in the access test.
OPEN_ENDPOINTS = frozenset({"static"})


def init_app(app: Flask) -> None:
    """Ask every request for what its route declares; a route that declares nothing is closed."""
    app.extensions.setdefault("auriga_actor_resolver", lambda: VISITOR)
    app.extensions.setdefault("auriga_library_access", {})
    app.before_request(_guard)


def declared_access(app: Flask, endpoint: str) -> Access | None:
    """Return what this endpoint asks, or None if it declares nothing."""
    if endpoint in OPEN_ENDPOINTS:
        return Access.VISITOR
    by_library: dict[str, Access] = app.extensions["auriga_library_access"]
    if endpoint in by_library:
        return by_library[endpoint]
    needed: Access | None = getattr(app.view_functions[endpoint], "access", None)
    return needed


def _guard() -> None:
    if request.endpoint is None:
        return
    needed = declared_access(current_app, request.endpoint)
    if needed is None:
        raise RuntimeError(f"The route {request.endpoint!r} does not declare its access.")
    if needed is Access.VISITOR:
        return
    actor = current_actor()
    if may_enter(actor, needed):
        return
    raise Unauthorized if actor.is_visitor else Forbidden
