"""Changing the tree of areas and the catalogue of services."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from auriga_web.audit import operations as audit
from auriga_web.core import markup
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.core.search import index_entry, remove_entry
from auriga_web.duties import operations as duties
from auriga_web.services import policies, queries, rules
from auriga_web.services.events import ServiceChanged, ServiceListed
from auriga_web.services.models import (
    ForWhom,
    Service,
    ServiceForWhom,
    ServiceTerritory,
)
from auriga_web.territories.models import Territory

REVIEW_DUTY = "service.review"
TIME_TO_REVIEW = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class ServiceText:
    """What is written of a service."""

    title: str
    audience: str
    how_to_get_in: str
    description: str = ""
    run_by: str = ""
    places: int | None = None
    cost: str = ""
    telephone: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""
    for_whom: tuple[ForWhom, ...] = ()


def add_service(
    *,
    text: ServiceText,
    area_id: int,
    territory_ids: Sequence[int],
    actor: Actor,
    now: datetime,
    organisation_id: int | None = None,
) -> Service:
    """Add a service to the catalogue, to be checked again in a year.

    :raises NobodyRunsIt: if it does not say who runs it.
    :raises UnknownPlace: if it works nowhere we know.
    """
    authorise(policies.may_edit(actor))
    rules.check_runner(run_by=text.run_by)
    places = _places(territory_ids)

    service = Service(
        area_id=area_id,
        organisation_id=organisation_id,
        owner_id=actor.person_id,
        review_on=rules.next_review(now.date()),
        created_at=now,
        updated_at=now,
        **_columns(text, places),
    )
    db.session.add(service)
    db.session.flush()
    _set_places(service, places)
    _set_for_whom(service, text.for_whom)
    _index(service)
    _record(service, "service.added", actor=actor, now=now)

    announce(ServiceListed(service_id=service.id, area_id=area_id, at=now))
    return service


def change_service(
    service: Service,
    *,
    text: ServiceText,
    area_id: int,
    territory_ids: Sequence[int],
    known_version: int,
    actor: Actor,
    now: datetime,
    organisation_id: int | None = None,
) -> None:
    """Write a service anew; whoever does so has checked it, so its review is a year ahead.

    :raises ChangedMeanwhile: if somebody changed it since the actor read it.
    :raises NobodyRunsIt: if it does not say who runs it.
    :raises UnknownPlace: if it works nowhere we know.
    """
    authorise(policies.may_edit(actor))
    rules.check_runner(run_by=text.run_by)
    places = _places(territory_ids)
    _take_version(service, known_version)

    for name, value in _columns(text, places).items():
        setattr(service, name, value)
    service.area_id = area_id
    service.organisation_id = organisation_id
    service.owner_id = actor.person_id
    service.updated_at = now
    service.review_on = rules.next_review(now.date())
    db.session.flush()
    _set_places(service, places)
    _set_for_whom(service, text.for_whom)
    _index(service)
    duties.settle_duty(kind=REVIEW_DUTY, subject=("service", service.id), now=now)
    _record(service, "service.changed", actor=actor, now=now)

    announce(ServiceChanged(service_id=service.id, is_listed=service.is_listed, at=now))


def set_listed(service: Service, *, is_listed: bool, actor: Actor, now: datetime) -> None:
    """Take a service out of the catalogue, or put it back."""
    authorise(policies.may_list(actor))

    service.is_listed = is_listed
    db.session.flush()
    _index(service)
    if not is_listed:
        duties.settle_duty(kind=REVIEW_DUTY, subject=("service", service.id), now=now)
    action = "service.listed" if is_listed else "service.unlisted"
    _record(service, action, actor=actor, now=now)

    announce(ServiceChanged(service_id=service.id, is_listed=is_listed, at=now))


def ask_for_reviews(*, now: datetime) -> int:
    """Open a duty for each listed service whose day of review has come; return how many.

    Safe to run again: what was asked for is not asked twice.
    """
    due = queries.list_to_review(now.date(), kind=REVIEW_DUTY)
    for service_id, owner_id in due:
        duties.open_duty(
            kind=REVIEW_DUTY,
            subject=("service", service_id),
            role=Role.FACILITATOR,
            owner_id=owner_id,
            due_at=now + TIME_TO_REVIEW,
            now=now,
        )
    return len(due)


def _places(territory_ids: Sequence[int]) -> dict[int, str]:
    found = {
        row[0]: rules.place_name(row[1], kind=row[2].value)
        for row in db.session.execute(
            select(Territory.id, Territory.name, Territory.kind)
            .where(Territory.id.in_(territory_ids))
            .order_by(Territory.kind.desc(), Territory.name)
        )
    }
    if not found or len(found) != len(set(territory_ids)):
        raise rules.UnknownPlace
    return found


def _columns(text: ServiceText, places: dict[int, str]) -> dict[str, Any]:
    return {name: value for name, value in asdict(text).items() if name != "for_whom"} | {
        "description_html": str(markup.render(text.description)),
        "how_to_get_in_html": str(markup.render(text.how_to_get_in)),
        "where_in_words": _where_in_words(list(places.values())),
    }


def _where_in_words(names: list[str]) -> str:
    words = ", ".join(names)
    return words if len(words) <= 400 else words[:396].rsplit(", ", 1)[0] + "…"


def _take_version(service: Service, known_version: int) -> None:
    """Claim the next version in the database itself, so that of two editors one is told."""
    rules.check_version(known=known_version, present=service.version)
    claimed = db.session.execute(
        update(Service)
        .where(Service.id == service.id, Service.version == known_version)
        .values(version=known_version + 1)
        .execution_options(synchronize_session=False)
        .returning(Service.version)
    ).scalar_one_or_none()
    if claimed is None:
        raise rules.ChangedMeanwhile
    service.version = claimed


def _set_places(service: Service, places: dict[int, str]) -> None:
    db.session.execute(delete(ServiceTerritory).where(ServiceTerritory.service_id == service.id))
    db.session.add_all(
        ServiceTerritory(service_id=service.id, territory_id=territory_id)
        for territory_id in places
    )
    db.session.flush()


def _set_for_whom(service: Service, groups: Sequence[ForWhom]) -> None:
    db.session.execute(delete(ServiceForWhom).where(ServiceForWhom.service_id == service.id))
    db.session.add_all(
        ServiceForWhom(service_id=service.id, for_whom=one) for one in dict.fromkeys(groups)
    )
    db.session.flush()


def _index(service: Service) -> None:
    if not service.is_listed:
        return remove_entry(kind="service", subject_id=service.id)
    return index_entry(
        kind="service",
        subject_id=service.id,
        title=service.title,
        body=f"{service.description} {service.audience} {service.where_in_words}",
        summary=f"{service.audience} · {service.where_in_words}",
        at=service.updated_at,
        area_id=service.area_id,
        place_ids=[place[0] for place in queries.list_territories(service.id)],
    )


def _record(service: Service, action: str, *, actor: Actor, now: datetime) -> None:
    audit.record(actor=actor, action=action, subject_kind="service", subject_id=service.id, now=now)
