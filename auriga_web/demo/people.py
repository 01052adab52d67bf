"""The invented people and bodies of the demo, and how they act."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import delete, select

from auriga_web.accounts.models import AgeBand, Person, PersonRole, Verification, VerificationMeans
from auriga_web.accounts.rules import DEMO_PASSWORD, expires_on
from auriga_web.core.access import STAFF_ROLES, Actor, Channel, Level, Role
from auriga_web.core.database import db
from auriga_web.demo.content import Content
from auriga_web.demo.names import full_name
from auriga_web.demo.places import list_places
from auriga_web.organisations.models import (
    Membership,
    MembershipRole,
    Organisation,
    OrganisationKind,
    OrganisationState,
    RuntsSection,
)
from auriga_web.organisations.operations import index_organisation
from auriga_web.territories.models import Relation, Residency, Territory, TerritoryKind

RESIDENTS = 96
# Half of the residents live where the open vote is held.
_AROUND_FOLIGNO = (
    "Foligno",
    "Spello",
    "Trevi",
    "Bevagna",
    "Montefalco",
    "Nocera Umbra",
    "Valtopina",
)
# Who signs in on the demo: key, name, role, the body they speak for, comune.
SIGN_INS = (
    ("cittadina", "Marta Fabbri", None, None, "Foligno"),
    ("associazione", "Gianni Proietti", None, "ruote", "Foligno"),
    ("istituzione", "Paola Nardi", None, "c-foligno", "Foligno"),
    ("operatore", "Piero Cardoni", Role.OPERATOR, None, "Foligno"),
    ("moderatrice", "Sara Valentini", Role.MODERATOR, None, "Spoleto"),
    ("facilitatrice", "Lucia Baldi", Role.FACILITATOR, None, "Perugia"),
    ("amministratrice", "Anna Petrini", Role.ADMINISTRATOR, None, "Perugia"),
    ("garante", "Ugo Marsili", Role.GUARANTOR, None, "Todi"),
)


class Cast:
    """Everybody in the demo, by key; `actor` and `speaker` let them act."""

    def __init__(self, content: Content, random: Random, *, now: datetime) -> None:
        self._random, self._now = random, now
        self._joined = now - timedelta(days=400)
        self._places = {place.name: place for place in list_places()}
        self._password = _hash(DEMO_PASSWORD)
        self.persons = {key: self._sign_in(row) for key, *row in SIGN_INS}
        self.residents = [self._resident(number) for number in range(RESIDENTS)]
        self.bodies = {
            row["key"]: self._body(number, row) for number, row in enumerate(content.bodies)
        }
        self.speaks: dict[str, int] = {}
        self._give_mandates(content)

    def actor(self, person_id: int) -> Actor:
        """Return a resident as they act for themselves."""
        return Actor(person_id=person_id, level=Level.VERIFIED)

    def newcomer(self, joined: datetime, comune: str) -> Actor:
        """Return somebody who has just registered, whose first post is read before it is shown."""
        person = self._person(full_name(self._random), comune, email=None)
        person.level, person.created_at = Level.REGISTERED, joined
        db.session.execute(delete(Verification).where(Verification.person_id == person.id))
        return Actor(person_id=person.id, level=Level.REGISTERED)

    def staff(self, key: str, role: Role) -> Actor:
        """Return somebody of the staff as they act in their role."""
        return Actor(person_id=self.persons[key].id, level=Level.VERIFIED, roles=frozenset({role}))

    @property
    def moderator(self) -> Actor:
        return self.staff("moderatrice", Role.MODERATOR)

    @property
    def facilitator(self) -> Actor:
        return self.staff("facilitatrice", Role.FACILITATOR)

    @property
    def administrator(self) -> Actor:
        return self.staff("amministratrice", Role.ADMINISTRATOR)

    def speaker(self, body: str) -> Actor:
        """Return who represents a body, as they act in its name."""
        organisation = self.bodies[body]
        return Actor(
            person_id=self.speaks[body],
            body_id=organisation.id,
            body_kind=organisation.kind.value,
            body_role=MembershipRole.REPRESENTATIVE.value,
            body_name=organisation.name,
            level=Level.VERIFIED,
        )

    @property
    def province_id(self) -> int:
        """The province, where everybody lives."""
        return db.session.scalars(
            select(Territory.id).where(Territory.kind == TerritoryKind.PROVINCE)
        ).one()

    def place_id(self, comune: str) -> int:
        """Return the id of a comune by its name."""
        return self._places[comune].id

    def _sign_in(self, row: list) -> Person:  # type: ignore[type-arg]
        name, role, _body, comune = row
        address = name.split()[0].lower()
        person = self._person(name, comune, email=f"{address}@demo.example")
        person.password = self._password
        person.is_name_public = True
        if role is not None:
            db.session.add(PersonRole(person_id=person.id, role=role, given_at=self._joined))
        if role in STAFF_ROLES or role is Role.GUARANTOR:
            codes = current_app.extensions["security"].totp_factory
            person.tf_totp_secret = codes.generate_totp_secret()
            person.tf_primary_method = "authenticator"
        return person

    def _resident(self, number: int) -> Person:
        around = number % 2 == 0
        # San Venanzo is in a zona sociale of ours and in another province.
        anywhere = [name for name in self._places if name != "San Venanzo"]
        comune = self._random.choice(_AROUND_FOLIGNO if around else anywhere)
        person = self._person(full_name(self._random), comune, email=None)
        person.is_name_public = self._random.random() < 0.5
        return person

    def _spokesperson(self, comune: str) -> Person:
        person = self._person(full_name(self._random), comune, email=None)
        person.is_name_public = True
        return person

    def _person(self, name: str, comune: str, *, email: str | None) -> Person:
        person = Person(
            name=name,
            email=email,
            is_name_public=False,
            active=True,
            fs_uniquifier=UUID(int=self._random.getrandbits(128)).hex,
            confirmed_at=self._joined,
            level=Level.VERIFIED,
            language="it",
            created_at=self._joined,
        )
        db.session.add(person)
        db.session.flush()
        home = self._places[comune]
        db.session.add(
            Residency(
                person_id=person.id,
                territory_id=home.id,
                relation=Relation.LIVES,
                declared_at=self._joined,
            )
        )
        db.session.add(
            Verification(
                person_id=person.id,
                identity_hmac=f"{self._random.getrandbits(256):064x}",
                channel=Channel.DESK,
                comune_code=home.code,
                age_band=self._random.choice(list(AgeBand)),
                verified_at=self._joined,
                expires_on=expires_on(VerificationMeans.DESK, self._joined.date()),
            )
        )
        return person

    def _body(self, number: int, row: dict[str, Any]) -> Organisation:
        kind = OrganisationKind(row["kind"])
        runts = row.get("runts", "").lower()
        organisation = Organisation(
            name=row["name"],
            kind=kind,
            state=OrganisationState.VERIFIED,
            description=row["text"],
            runts_section=RuntsSection(runts) if runts else None,
            fiscal_code=None if kind is OrganisationKind.INFORMAL_GROUP else _invented_code(number),
            comune_id=self.place_id(row["comune"]),
            requested_at=self._joined,
            decided_at=self._joined,
            skills=row.get("skills", []),
        )
        db.session.add(organisation)
        db.session.flush()
        index_organisation(organisation, now=self._joined)
        return organisation

    def _give_mandates(self, content: Content) -> None:
        known = {body: key for key, _name, _role, body, _comune in SIGN_INS if body}
        for row in content.bodies:
            key, organisation = row["key"], self.bodies[row["key"]]
            person = self.persons[known[key]] if key in known else self._spokesperson(row["comune"])
            self.speaks[key] = person.id
            self._give_mandate(organisation, person, MembershipRole.REPRESENTATIVE, ends_on=None)
        # One of them speaks for a second body too, until a day.
        self._give_mandate(
            self.bodies["compiti"],
            self.persons["associazione"],
            MembershipRole.EDITOR,
            ends_on=(self._now + timedelta(days=200)).date(),
        )
        db.session.flush()

    def _give_mandate(
        self,
        organisation: Organisation,
        person: Person,
        role: MembershipRole,
        *,
        ends_on: date | None,
    ) -> None:
        db.session.add(
            Membership(
                organisation_id=organisation.id,
                person_id=person.id,
                role=role,
                valid_from=self._joined.date(),
                valid_to=ends_on,
                invited_at=self._joined,
                accepted_at=self._joined,
                is_listed=True,
            )
        )


def has_people() -> bool:
    """Tell whether anybody is in the database."""
    return db.session.scalar(select(Person.id).limit(1)) is not None


def _hash(password: str) -> str:
    from flask_security.utils import hash_password

    return str(hash_password(password))


def _invented_code(number: int) -> str:
    """Return eleven digits that no office gave out (they begin with nines), the last a check."""
    digits = [int(digit) for digit in f"99{number:08d}"]
    doubled = (d * 2 - 9 if d > 4 else d * 2 for d in digits[1::2])
    check = (10 - (sum(digits[::2]) + sum(doubled)) % 10) % 10
    return "".join(map(str, digits)) + str(check)
