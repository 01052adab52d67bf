"""A need with all that its page shows; what was answered and said about it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import String, and_, bindparam, cast, func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased, joinedload

from auriga_web.accounts.models import Person, PersonRole
from auriga_web.core import search
from auriga_web.core.access import Actor, Role
from auriga_web.core.attachments import Attachment
from auriga_web.core.database import db
from auriga_web.needs import policies, rules
from auriga_web.needs.models import (
    Need,
    NeedCounter,
    Support,
)
from auriga_web.organisations.models import (
    Organisation,
    OrganisationKind,
    OrganisationState,
)
from auriga_web.services.models import ServiceArea
from auriga_web.territories.models import Territory


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedPage:
    """What the page of a need shows, read in one statement."""

    need: Need
    support_count: int
    position_count: int
    comment_count: int
    follow_count: int
    comune_name: str
    comune_slug: str
    comune_population: int
    zona_name: str | None
    area_name: str
    area_slug: str
    author_name: str
    body_name: str | None
    owner_name: str | None
    addressee_name: str | None
    merged_title: str | None
    picture_count: int
    # The need they had joined, when they support this one because the two were united.
    joined_from_id: int | None
    is_supported: bool

    @property
    def signature(self) -> str:
        """By whom it is signed: a name if they chose so, else a person of somewhere."""
        return rules.signature(
            name=self.author_name if self.need.is_signed else None,
            comune=self.comune_name,
            population=self.comune_population,
            zona=self.zona_name or self.comune_name,
            is_sensitive=self.need.is_sensitive,
        )


_comune = aliased(Territory, name="comune")
_zona = aliased(Territory, name="zona")
_author = aliased(Person, name="author")
_owner = aliased(Person, name="owner")
_body = aliased(Organisation, name="body")
_addressee = aliased(Organisation, name="addressee")
_target = aliased(Need, name="target")
_PAGE = (
    select(
        Need,
        NeedCounter.support_count,
        NeedCounter.position_count,
        NeedCounter.comment_count,
        NeedCounter.follow_count,
        _comune.name.label("comune_name"),
        _comune.slug.label("comune_slug"),
        _comune.population.label("comune_population"),
        _zona.name.label("zona_name"),
        ServiceArea.name.label("area_name"),
        ServiceArea.slug.label("area_slug"),
        _author.name.label("author_name"),
        _body.name.label("body_name"),
        _owner.name.label("owner_name"),
        _addressee.name.label("addressee_name"),
        _target.title.label("merged_title"),
        select(func.count(Attachment.id))
        .where(Attachment.subject_kind == "need", Attachment.subject_id == cast(Need.id, String))
        .scalar_subquery()
        .label("picture_count"),
        Support.from_need_id.label("joined_from_id"),
        Support.id.label("support_id"),
    )
    .join(NeedCounter, NeedCounter.need_id == Need.id)
    .join(_comune, _comune.id == Need.comune_id)
    .outerjoin(_zona, _zona.id == Need.zona_id)
    .join(ServiceArea, ServiceArea.id == Need.service_area_id)
    .join(_author, _author.id == Need.author_id)
    .outerjoin(_body, _body.id == Need.author_body_id)
    .outerjoin(_owner, _owner.id == Need.owner_id)
    .outerjoin(_addressee, _addressee.id == Need.addressee_id)
    .outerjoin(_target, and_(_target.id == Need.merged_into_id, _target.hidden_at.is_(None)))
    .outerjoin(
        Support, and_(Support.need_id == Need.id, Support.person_id == bindparam("person_id"))
    )
    .where(Need.id == bindparam("need_id"))
)


def get_need(need_id: int, *, reader: Actor) -> Need:
    """Return a need, counters loaded.

    :raises NoResultFound: if there is none, or the reader may not see it.
    """
    need = db.session.scalars(
        select(Need).where(Need.id == need_id).options(joinedload(Need.counters))
    ).one()
    _check_visible(reader, need)
    return need


def find_need(need_id: int, *, reader: Actor) -> Need | None:
    """Return a need if there is one that the reader may see."""
    need = db.session.get(Need, need_id)
    return need if need is not None and policies.may_read(reader, need) else None


def get_need_page(need_id: int, *, reader: Actor) -> NeedPage:
    """Return a need with all that its page shows of it, in one statement.

    :raises NoResultFound: if there is none, or the reader may not see it.
    """
    row = db.session.execute(_PAGE, {"need_id": need_id, "person_id": reader.person_id}).one()
    need, *rest, support_id = row
    _check_visible(reader, need)
    names = list(row._mapping)[1:-1]
    facts = dict(zip([str(name) for name in names], rest, strict=True))
    return NeedPage(need=need, is_supported=support_id is not None, **facts)


def find_similar(title: str, *, without: int | None = None, limit: int = 4) -> list[search.Hit]:
    """Return public needs that share words with this title, nearest first."""
    return search.find_similar(
        title, kinds=["need"], limit=limit, without=None if without is None else str(without)
    )


def find_supportable(need_ids: Collection[int], *, reader: Actor) -> set[int]:
    """Return which of these needs the reader may join with one press."""
    return set(
        db.session.scalars(
            select(Need.id).where(Need.id.in_(need_ids), policies.supportable_by(reader))
        )
    )


def list_staff() -> Sequence[tuple[int, str]]:
    """Return who may look after a need, by name: facilitators and moderators."""
    rows = db.session.execute(
        select(Person.id, Person.name)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(Person.active, PersonRole.role.in_([Role.FACILITATOR, Role.MODERATOR]))
        .distinct()
        .order_by(Person.name, Person.id)
    )
    return [(person_id, name) for person_id, name in rows]


def list_institutions() -> Sequence[tuple[int, str]]:
    """Return who may be asked to answer, by name."""
    rows = db.session.execute(
        select(Organisation.id, Organisation.name)
        .where(
            Organisation.kind == OrganisationKind.INSTITUTION,
            Organisation.state == OrganisationState.VERIFIED,
        )
        .order_by(Organisation.name, Organisation.id)
    )
    return [(organisation_id, name) for organisation_id, name in rows]


def _check_visible(reader: Actor, need: Need) -> None:
    if not policies.may_read(reader, need):
        raise NoResultFound
